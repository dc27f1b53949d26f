/** Runs the in-editor suite on the packaged VSIX in one real editor after the other; prints each case and writes pictures to `test/results`. */
import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium, openPage } from '../../scripts/lib/browser.ts';
import { type Editor, editors } from '../../scripts/lib/editors.ts';
import { packOthers } from './others/package.ts';
import { expectInPanel, type WantedInPanel } from './in-panel.ts';
import { makeRepository, makeWorkspace } from './workspace.ts';

export interface SuiteResult {
  readonly passed: number;
  readonly failed: number;
}

const root = join(import.meta.dirname, '..', '..');
const vsix = join(root, 'podscope.vsix');
/** An extension of its own where Podscope itself is installed from the VSIX. */
const suiteManifest = JSON.stringify({
  name: 'podscope-suite',
  publisher: 'podscope',
  version: '0.0.1',
  engines: { vscode: '^1.91.0' },
  type: 'commonjs',
});
const limitMs = Number(process.env['PODSCOPE_EDITOR_LIMIT'] ?? 400_000);

if (import.meta.main) {
  const wanted = process.argv.slice(2);
  let failed = 0;
  for (const editor of editors.filter(({ id }) => wanted.length === 0 || wanted.includes(id)))
    failed += (await runIn(editor)).failed;
  process.exit(failed === 0 ? 0 : 1);
}

/** The VSIX must have been packaged before. */
export async function runIn(editor: Editor): Promise<SuiteResult> {
  const chromium = findChromium();
  if (chromium === undefined) throw new Error('no Chromium');
  console.log(`\n${editor.title}`);
  const stage = await setStage();
  // The web hosts cannot run other people's extensions: theirs need Node.
  if (editor.id === 'node') {
    await packOthers(join(stage.folder, 'others'));
    makeRepository(join(stage.folder, 'committed'));
  }
  const only = process.env['PODSCOPE_CASE'];
  if (only !== undefined) writeFileSync(join(stage.folder, 'only.txt'), only);
  const tried = join(stage.folder, '..', 'network.log');
  const running = await editor.start({ ...stage, vsix, env: networkLog(tried) });
  try {
    const counted = { ...(await drive(chromium, running.url, editor.id)) };
    if (editor.id === 'node' || editor.id === 'restricted') count(counted, noNetwork(tried));
    return counted;
  } finally {
    await running.stop();
    stage.clear();
  }
}

export interface Stage {
  readonly folder: string;
  /** The VSIX, unpacked, with the suite in it. */
  readonly extension: string;
  readonly tests: string;
  readonly clear: () => void;
}

/** A scratch workspace and the packaged extension beside the suite. */
export async function setStage(): Promise<Stage> {
  const temp = mkdtempSync(join(tmpdir(), 'podscope-vscode-'));
  const folder = join(temp, 'workspace');
  makeWorkspace(folder);
  execFileSync('unzip', ['-q', vsix, '-d', join(temp, 'vsix')]);
  const extension = join(temp, 'vsix', 'extension');
  // The web host serves one folder only, so the suite lies in the unpacked extension; it is CommonJS in a package of ES modules.
  const tests = join(extension, 'suite', 'index.js');
  await bundleSuite(tests);
  writeFileSync(join(extension, 'suite', 'package.json'), suiteManifest);
  return {
    folder,
    extension,
    tests,
    clear: () => {
      rmSync(temp, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function bundleSuite(outfile: string): Promise<unknown> {
  return build({
    entryPoints: [join(import.meta.dirname, 'suite.ts')],
    bundle: true,
    platform: 'browser',
    format: 'cjs',
    target: 'es2022',
    external: ['vscode'],
    outfile,
  });
}

async function drive(chromium: string, url: string, id: string): Promise<SuiteResult> {
  const results = join(root, 'test', 'results', id);
  mkdirSync(results, { recursive: true });
  const { page, close } = await openPage(chromium);
  const counted = { passed: 0, failed: 0 };
  const violations: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) violations.push(message.text());
  });
  try {
    return await new Promise<SuiteResult>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`${id}: no end after ${limitMs / 1000} s`));
      }, limitMs);
      const onLine = (text: string): void => {
        const test = /PODSCOPE_TEST (\{.*\})/.exec(text);
        if (test?.[1] !== undefined) count(counted, JSON.parse(test[1]) as CaseResult);
        const wanted = /PODSCOPE_EXPECT (\{.*\})/.exec(text);
        if (wanted?.[1] !== undefined)
          void expectCount(page, JSON.parse(wanted[1]) as WantedCount).then((result) => {
            count(counted, result);
          });
        const inPanel = /PODSCOPE_PANEL (\{.*\})/.exec(text);
        if (inPanel?.[1] !== undefined)
          void expectInPanel(page, JSON.parse(inPanel[1]) as WantedInPanel).then((result) => {
            count(counted, result);
          });
        const killed = /PODSCOPE_KILL (.+)/.exec(text);
        if (killed?.[1] !== undefined) killServer(killed[1].trim());
        const click = /PODSCOPE_CLICK (.+)/.exec(text);
        if (click?.[1] !== undefined) void page.click(click[1], { timeout: 10_000 }).catch(() => undefined);
        const said = /PODSCOPE_SAY (.+)/.exec(text);
        if (said?.[1] !== undefined) console.log(`       ${said[1]}`);
        const picture = /PODSCOPE_SCREENSHOT ([\w.-]+)/.exec(text);
        if (picture?.[1] !== undefined)
          void page.screenshot({ path: join(results, `${picture[1]}.png`) }).catch(() => undefined);
      };
      const open = async (): Promise<void> => {
        await page.exposeFunction('codeAutomationLog', (_type: string, args: readonly unknown[]) => {
          onLine(args.map(String).join(' '));
        });
        await page.exposeFunction('codeAutomationExit', () => {
          clearTimeout(timer);
          const error = violations.join('\n');
          const ok = error === '';
          count(counted, { name: 'no content security policy was violated', ok, ...(ok ? {} : { error }) });
          resolve(counted);
        });
        if (process.env['PODSCOPE_VERBOSE'] !== undefined)
          page.on('console', (message) => {
            console.log(`    [page] ${message.text()}`);
          });
        await page.goto(url);
      };
      open().catch(reject);
    });
  } catch (error) {
    await page.screenshot({ path: join(results, 'no-end.png') });
    console.log(`  ${String(error)}`);
    return { passed: counted.passed, failed: counted.failed + 1 };
  } finally {
    await close();
  }
}

/** Every connection that an extension host, or what it starts, tries is written to a file. */
function networkLog(file: string): Readonly<Record<string, string>> {
  const hook = join(root, 'test', 'support', 'network-log.cjs');
  return { PODSCOPE_NETWORK_LOG: file, NODE_OPTIONS: `--require ${JSON.stringify(hook)}` };
}

/** The editor itself asks for galleries and the like; what counts is what has our files in its call stack or is our server. */
function noNetwork(file: string): CaseResult {
  const name = 'in the whole run Podscope tried no connection';
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  // The extension host starts our server, so the file tells that it was read at all.
  if (!lines.some((line) => line.includes('"process"'))) return { name, ok: false, error: 'nothing was written down' };
  const ours = lines.filter((line) => !line.includes('"process"') && /podscope\.podscope-|server-node\.cjs/.test(line));
  return ours.length === 0 ? { name, ok: true } : { name, ok: false, error: ours.join('\n') };
}

interface WantedCount {
  readonly name: string;
  readonly selector: string;
  readonly count: number;
}

/** What only the page can tell: so many elements are on the screen. */
async function expectCount(
  page: Awaited<ReturnType<typeof openPage>>['page'],
  { name, selector, count: wanted }: WantedCount,
): Promise<CaseResult> {
  let found = -1;
  for (let tries = 0; tries < 20 && found !== wanted; tries++) {
    found = await page.locator(selector).count();
    if (found !== wanted) await page.waitForTimeout(100);
  }
  return found === wanted ? { name, ok: true } : { name, ok: false, error: `${found} instead of ${wanted}` };
}

/** Ends the language server that was started from this folder, as a crash would. */
function killServer(folder: string): void {
  const list = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' });
  for (const line of list.split('\n').filter((entry) => entry.includes(join(folder, 'dist', 'server-node.cjs'))))
    process.kill(Number.parseInt(line, 10), 'SIGKILL');
}

export interface CaseResult {
  readonly name: string;
  readonly ok: boolean;
  readonly error?: string;
}

function count(counted: { passed: number; failed: number }, { name, ok, error }: CaseResult): void {
  console.log(`  ${ok ? 'ok  ' : 'FAIL'} ${name}${error === undefined ? '' : `: ${error}`}`);
  if (ok) counted.passed++;
  else counted.failed++;
}
