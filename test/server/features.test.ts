/** Every feature of the language server over the protocol, as an editor asks for it. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { connect, type TestClient } from '../support/lsp.ts';

const folder = mkdtempSync(join(tmpdir(), 'podscope-'));
const root = pathToFileURL(folder).href;
const uri = `${root}/pod.yaml`;
const text = [
  'apiVersion: v1',
  'kind: Pod',
  'metadata: {name: web, labels: {app: web}}',
  'spec:',
  '  terminationGracePeriodSeconds: 30',
  '  volumes: [{name: data, emptyDir: {sizeLimit: 1Gi}}]',
  '  containers:',
  '    - name: 앱',
  '      image: nginx:1.27',
  '      ports: [{name: http, containerPort: 80}]',
  '      envFrom: [{configMapRef: {name: settings}}]',
  '      volumeMounts: [{name: data, mountPath: /data}]',
  '      livenessProbe: {httpGet: {path: /, port: http}}',
  '',
].join('\n');
let client: TestClient;

before(async () => {
  mkdirSync(join(folder, 'sub'));
  writeFileSync(
    join(folder, 'config.yaml'),
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata: {A: b}\n',
  );
  writeFileSync(
    join(folder, 'service.yaml'),
    'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {app: web}\n  ports: [{port: 80, targetPort: http}]\n',
  );
  client = await connect({
    workspaceFolders: [{ uri: root, name: 'test' }],
    capabilities: {
      textDocument: {
        diagnostic: {},
        codeAction: { resolveSupport: { properties: ['edit'] } },
        semanticTokens: {
          requests: { full: { delta: true }, range: true },
          tokenTypes: [],
          tokenModifiers: [],
          formats: ['relative'],
        },
      },
      workspace: { diagnostics: { refreshSupport: true } },
    },
    initializationOptions: { hasCommands: true },
  });
  const refreshed = client.refreshed();
  client.open(uri, text);
  await client.diagnostics(uri);
  await refreshed;
});
after(async () => {
  await client.close();
  rmSync(folder, { recursive: true });
});

const textDocument = { uri };
const ask = <R>(method: string, params: object = {}): Promise<R> =>
  client.connection.sendRequest<R>(`textDocument/${method}`, { textDocument, ...params });
/** The position of the last letter of a text in the file. */
const at = (part: string): { line: number; character: number } => {
  const before = text.slice(0, text.indexOf(part) + part.length - 1).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
};
interface Place {
  readonly uri: string;
  readonly range: { readonly start: { readonly line: number; readonly character: number } };
}
const short = (places: readonly Place[]): string[] =>
  places.map(({ uri: where, range }) => `${where.slice(root.length + 1)} ${range.start.line}:${range.start.character}`);

test('semantic tokens: whole, changes, range', async () => {
  const full = await ask<{ resultId: string; data: number[] }>('semanticTokens/full');
  // 30, data, 1Gi, 앱, http, settings, data, http: eight tokens of five numbers.
  assert.equal(full.data.length, 8 * 5);
  assert.deepEqual(full.data.slice(0, 10), [4, 33, 2, 0, 0, 1, 19, 4, 2, 1]);
  const same = await ask<{ edits: unknown[] }>('semanticTokens/full/delta', { previousResultId: full.resultId });
  assert.deepEqual(same.edits, []);
  const part = await ask<{ data: number[] }>('semanticTokens/range', {
    range: { start: { line: 4, character: 0 }, end: { line: 4, character: 40 } },
  });
  assert.deepEqual(part.data, [4, 33, 2, 0, 0]);
});

test('links: to the object, to the documentation', async () => {
  const links = await ask<{ target: string; tooltip: string }[]>('documentLink');
  assert.deepEqual(
    links.map(({ target }) => target.replace(root, '')),
    ['https://kubernetes.io/docs/concepts/workloads/pods/', '/config.yaml#L4,9'],
  );
});

test('objects of the workspace by name', async () => {
  const found = await client.connection.sendRequest<
    { name: string; containerName: string; location: Place & { uri: string } }[]
  >('workspace/symbol', { query: 'web' });
  assert.deepEqual(
    found.map(({ name, containerName, location }) => [containerName, name, ...short([location])]).sort(),
    [
      ['Pod', 'web', 'pod.yaml 2:17'],
      ['Service', 'web', 'service.yaml 2:17'],
    ],
  );
});

test('definition, references with and without the definition, highlights', async () => {
  assert.deepEqual(short(await ask<Place[]>('definition', { position: at('port: http') })), ['pod.yaml 9:21']);
  const position = at('name: http');
  const all = await ask<Place[]>('references', { position, context: { includeDeclaration: true } });
  assert.deepEqual(short(all), ['pod.yaml 9:21', 'pod.yaml 12:47', 'service.yaml 5:33']);
  const uses = await ask<Place[]>('references', { position, context: { includeDeclaration: false } });
  assert.deepEqual(short(uses), ['pod.yaml 12:47', 'service.yaml 5:33']);
  const marks = await ask<{ kind: number }[]>('documentHighlight', { position });
  assert.deepEqual(
    marks.map(({ kind }) => kind),
    [3, 2],
  );
});

test('a rename reaches the Service and is refused with a reason', async () => {
  const position = at('name: http');
  const edit = await ask<{ changes: Record<string, unknown[]> }>('rename', { position, newName: 'web' });
  assert.deepEqual(Object.keys(edit.changes).sort(), [uri, `${root}/service.yaml`].sort());
  await assert.rejects(ask('rename', { position, newName: 'Not A Port' }), /at most 15 small letters/);
  assert.equal(await ask('prepareRename', { position: at('kind: Pod') }), null);
});

test('hover, completion, symbols, hints, lenses, folding, selection', async () => {
  const hover = await ask<{ contents: { value: string } }>('hover', { position: at('livenessProbe') });
  assert.match(hover.contents.value, /Killed/);
  const items = await ask<{ label: string }[]>('completion', { position: at('port: http') });
  assert.deepEqual(
    items.slice(0, 2).map(({ label }) => label),
    ['http', '80'],
  );
  const [pod] = await ask<{ name: string; children: { name: string }[] }[]>('documentSymbol');
  assert.deepEqual([pod?.name, pod?.children.map(({ name }) => name)], ['web', ['containers', 'volumes']]);
  const range = { start: { line: 0, character: 0 }, end: { line: 20, character: 0 } };
  const hints = await ask<{ label: string }[]>('inlayHint', { range });
  assert.deepEqual(
    hints.map(({ label }) => label),
    ['killed 20 to 30 s after it stops answering'],
  );
  const [lens] = await ask<object[]>('codeLens');
  const resolved = await client.connection.sendRequest<{ command: { title: string } }>('codeLens/resolve', lens);
  assert.match(resolved.command.title, /Simulate Pod · Ready at|Simulate Pod · rejected/);
});

test('refactorings have names at once and their edit when they are chosen', async () => {
  const position = at('containerPort: 80');
  const actions = await ask<{ title: string; edit?: object }[]>('codeAction', {
    range: { start: position, end: position },
    context: { diagnostics: [], only: ['refactor'] },
  });
  const titles = actions.map(({ title }) => title);
  assert.ok(titles.includes('Add a readiness probe on port http'), titles.join(', '));
  assert.ok(actions.every(({ edit }) => edit === undefined));
  const chosen = actions.find(({ title }) => title.startsWith('Add a readiness probe'));
  const { edit } = await client.connection.sendRequest<{ edit: { changes: Record<string, { newText: string }[]> } }>(
    'codeAction/resolve',
    chosen,
  );
  assert.match(edit.changes[uri]?.[0]?.newText ?? '', /readinessProbe/);
});

test('a refactoring whose result would be refused says so', async () => {
  const other = `${root}/refused.yaml`;
  // A Deployment's template may have this image, a Pod may not.
  client.open(
    other,
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec:\n  selector: {matchLabels: {a: b}}\n  template:\n    metadata: {labels: {a: b}}\n    spec:\n      containers:\n        - {name: a, image: "nginx "}\n',
  );
  await client.diagnostics(other);
  const position = { line: 9, character: 14 };
  const actions = await client.connection.sendRequest<{ title: string }[]>('textDocument/codeAction', {
    textDocument: { uri: other },
    range: { start: position, end: position },
    context: { diagnostics: [], only: ['refactor'] },
  });
  const chosen = actions.find(({ title }) => title.startsWith('Turn into a Pod'));
  await assert.rejects(client.connection.sendRequest('codeAction/resolve', chosen), /would refuse the result/);
});
