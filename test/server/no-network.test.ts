/** No request leaves the machine: server and command line run with a proxy that counts, with every socket of theirs written down, and under strace. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { cliPath, ensureBuilt, root } from '../support/built.ts';
import { startRaw, type RawServer } from '../support/raw-lsp.ts';

interface Attempt {
  readonly kind: string;
  readonly to: string;
}

const folder = mkdtempSync(join(tmpdir(), 'podscope-network-'));
const hook = join(import.meta.dirname, '..', 'support', 'network-log.cjs');
const uri = 'file:///network/pod.yaml';
const pod =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n    - name: web\n      image: nginx:1\n' +
  '      command: [sh, -c, "curl https://example.com; wget http://example.com"]\n      livenessProbe: {httpGet: {port: 80}}\n' +
  '---\napiVersion: v1\nkind: Pod\nmetadata: {name: two}\nspec: {containers: [{name: two, image: nginx, readinessprobe: {}}]}\n';

let connections = 0;
const proxy = createServer((socket) => {
  connections++;
  socket.destroy();
});
await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
const address = `http://127.0.0.1:${String((proxy.address() as AddressInfo).port)}`;
for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'])
  for (const each of [name, name.toLowerCase()]) process.env[each] = address;
process.env['NODE_USE_ENV_PROXY'] = '1';
process.env['PODSCOPE_NETWORK_LOG'] = join(folder, 'attempts');
process.env['NODE_OPTIONS'] = '';
ensureBuilt();

after(() => {
  proxy.close();
  rmSync(folder, { recursive: true });
});

/** What was tried since the last question. */
function attempts(): readonly Attempt[] {
  const file = process.env['PODSCOPE_NETWORK_LOG'] ?? '';
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  rmSync(file);
  return lines.map((line) => {
    const { kind, to } = JSON.parse(line) as Attempt;
    return { kind, to };
  });
}

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Not blocking, because the proxy listens in this very process. */
function run(args: readonly string[], program = process.execPath): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, timeout: 60_000 });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.once('error', (error) => {
      resolve({ status: null, stdout, stderr: String(error) });
    });
    child.once('close', (status) => {
      resolve({ status, stdout, stderr });
    });
  });
}

test('a program that asks the network would be found, by the list and by the proxy', async () => {
  await run(['--require', hook, '--eval', 'fetch("https://example.com/").catch(() => 0)']);
  assert.ok(connections > 0);
  assert.ok(attempts().some(({ kind, to }) => kind === 'connect' && address.endsWith(to)));
  await run(['--require', hook, '--eval', 'require("node:child_process").spawnSync("true")']);
  assert.deepEqual(attempts(), [{ kind: 'process', to: 'true' }]);
  connections = 0;
});

test('a session of the server: diagnoses, hover, completion, fixes, lenses and simulations', async () => {
  const server = startRaw(process.execPath, ['--require', hook]);
  await session(server);
  assert.deepEqual([attempts(), connections], [[], 0]);
});

test('the command line: every command', async () => {
  for (const args of commands) {
    const { status, stdout, stderr } = await run(['--require', hook, cliPath, ...args]);
    assert.ok(status === 0 || status === 1, `${args.join(' ')}: ${stderr}`);
    assert.ok(stdout.length > 20, args.join(' '));
  }
  assert.deepEqual([attempts(), connections], [[], 0]);
});

const commands: readonly (readonly string[])[] = [
  ['lint', 'examples'],
  ['lint', 'examples', '--format', 'sarif'],
  ['simulate', 'examples/livenessprobe.yaml', '--until', '5m'],
  ['simulate', 'examples/livenessprobe.yaml', '--format', 'mermaid'],
  ['explain', 'pod.spec.containers.livenessProbe.periodSeconds'],
  ['--help'],
];

const tracing = await run(['-qq', '-e', 'trace=socket', 'true'], 'strace');
const why = tracing.status === 0 ? false : 'strace is not here, or may not trace';

test('strace sees no socket of the internet', { skip: why }, async () => {
  const log = join(folder, 'strace');
  const flags = ['-f', '-qq', '-e', 'trace=socket,connect,sendto', '-o', log, process.execPath];
  await run([...flags, '--eval', 'require("node:net").connect(1, "127.0.0.1").on("error", () => 0)'], 'strace');
  assert.match(readFileSync(log, 'utf8'), /AF_INET/);
  rmSync(log);
  await run([...flags, cliPath, 'lint', 'examples'], 'strace');
  await run([...flags, cliPath, 'simulate', 'examples/livenessprobe.yaml'], 'strace');
  const sockets = existsSync(log) ? readFileSync(log, 'utf8') : '';
  assert.doesNotMatch(sockets, /AF_INET/);
  await session(startRaw('strace', flags));
  assert.doesNotMatch(readFileSync(log, 'utf8'), /AF_INET/);
});

/** What somebody does with one Pod, to the end of the process. */
async function session(server: RawServer): Promise<void> {
  await server.request('initialize', {
    processId: null,
    rootUri: null,
    capabilities: { textDocument: { diagnostic: {} } },
  });
  server.notify('initialized', {});
  server.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text: pod } });
  const textDocument = { uri };
  const range = { start: { line: 7, character: 6 }, end: { line: 8, character: 10 } };
  for (const [method, more] of [
    ['diagnostic', {}],
    ['hover', { position: range.start }],
    ['completion', { position: range.end }],
    ['codeAction', { range, context: { diagnostics: [] } }],
    ['codeLens', {}],
    ['inlayHint', { range }],
    ['documentSymbol', {}],
  ] as const) {
    const { error } = await server.request(`textDocument/${method}`, { textDocument, ...more });
    assert.equal(error, undefined, method);
  }
  const simulated = await server.request('workspace/executeCommand', {
    command: 'podscope.showLife',
    arguments: [uri],
  });
  assert.match(String(simulated.result), /Scheduled/);
  await server.request('shutdown');
  server.notify('exit');
  assert.equal(await server.exited, 0);
}
