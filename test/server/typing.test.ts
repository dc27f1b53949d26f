/** Half-typed text over the protocol: what only means "not finished yet" waits for an edit elsewhere, a save, or a pause; the rest never does. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect, type TestClient } from '../support/lsp.ts';

const uri = 'file:///typed/pod.yaml';
const complete =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: nginx\n  restartPolicy: Always\n';

interface Typist extends TestClient {
  /** Types `text` at the end of a line, counted from 0. */
  readonly type: (line: number, text: string) => void;
  readonly save: () => void;
  /** The time that the server waits for is over. */
  readonly pause: () => void;
  /** Codes of what is refused now. */
  readonly refused: () => Promise<readonly unknown[]>;
}

async function typist(capabilities?: object): Promise<Typist> {
  const waiting = new Set<() => void>();
  const wait = (_ms: number, run: () => void): (() => void) => {
    waiting.add(run);
    return () => {
      waiting.delete(run);
    };
  };
  const client = await connect(capabilities === undefined ? {} : { capabilities }, undefined, { wait });
  client.open(uri, complete);
  let text = complete;
  let version = 100;
  return {
    ...client,
    type(line, added) {
      const lines = text.split('\n');
      const at = { line, character: lines[line]?.length ?? 0 };
      lines[line] = `${lines[line] ?? ''}${added}`;
      text = lines.join('\n');
      void client.connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: ++version },
        contentChanges: [{ range: { start: at, end: at }, text: added }],
      });
    },
    save() {
      void client.connection.sendNotification('textDocument/didSave', { textDocument: { uri } });
    },
    pause() {
      for (const run of [...waiting]) run();
    },
    async refused() {
      const items = await client.diagnostics(uri);
      return items.filter(({ severity }) => severity === 1).map(({ code }) => code);
    },
  };
}

test('letter by letter, nothing is refused while a container is added', async () => {
  const editor = await typist();
  let line = 7;
  for (const letter of '\n    - name: side\n      image: busy') {
    editor.type(line, letter);
    if (letter === '\n') line++;
    assert.deepEqual(await editor.refused(), [], `after ${JSON.stringify(letter)}`);
  }
  await editor.close();
});

test('a missing image is said when somebody types elsewhere', async () => {
  const editor = await typist();
  editor.type(7, '\n    - name: side');
  assert.deepEqual(await editor.refused(), []);
  editor.type(3, 'x');
  assert.deepEqual(await editor.refused(), ['ctr-image-required']);
  await editor.close();
});

test('it is said after a pause, and the client is told to ask again', async () => {
  const editor = await typist();
  editor.type(7, '\n    - name: side');
  assert.deepEqual(await editor.refused(), []);
  const refreshed = editor.refreshed();
  editor.pause();
  await refreshed;
  assert.deepEqual(await editor.refused(), ['ctr-image-required']);
  await editor.close();
});

test('it is said when the file is saved', async () => {
  const editor = await typist();
  editor.type(7, '\n    - name: side');
  assert.deepEqual(await editor.refused(), []);
  const refreshed = editor.refreshed();
  editor.save();
  await refreshed;
  assert.deepEqual(await editor.refused(), ['ctr-image-required']);
  await editor.close();
});

test('what is wrong is said at once, also in the line in which somebody types', async () => {
  const editor = await typist();
  editor.type(7, '\n      readinessprobe:');
  assert.deepEqual(await editor.refused(), ['dec-unknown-field']);
  await editor.close();
});

test('a paste of many lines is not typing', async () => {
  const editor = await typist();
  editor.type(7, '\n    - name: side\n      tty: true\n    - name: other');
  assert.deepEqual(await editor.refused(), ['ctr-image-required', 'ctr-image-required']);
  await editor.close();
});

test('an opened file has nobody who types in it', async () => {
  const editor = await typist();
  editor.open('file:///typed/other.yaml', complete.replace('      image: nginx\n', ''));
  const items = await editor.diagnostics('file:///typed/other.yaml');
  assert.ok(items.some(({ code }) => code === 'ctr-image-required'));
  await editor.close();
});

test('an unchanged report is not given again once the pause is over', async () => {
  const editor = await typist();
  const pull = (previousResultId?: string): Promise<{ kind: string; resultId: string }> =>
    editor.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri }, previousResultId });
  editor.type(7, '\n    - name: side');
  const first = await pull();
  assert.equal((await pull(first.resultId)).kind, 'unchanged');
  editor.pause();
  assert.equal((await pull(first.resultId)).kind, 'full');
  await editor.close();
});

test('a client that pulls and cannot be told to pull again gets all at once', async () => {
  const editor = await typist({ textDocument: { diagnostic: {} } });
  editor.type(7, '\n    - name: side');
  assert.deepEqual(await editor.refused(), ['ctr-image-required']);
  await editor.close();
});

test('a client that is pushed to gets the rest after the pause', async () => {
  const editor = await typist({});
  const pushed: (readonly unknown[])[] = [];
  const told: (() => void)[] = [];
  editor.connection.onNotification(
    'textDocument/publishDiagnostics',
    (params: { diagnostics: { code: unknown }[] }) => {
      pushed.push(params.diagnostics.map(({ code }) => code));
      told.shift()?.();
    },
  );
  const next = (): Promise<void> => new Promise((resolve) => told.push(resolve));
  editor.type(7, '\n    - name: side');
  await next();
  assert.ok(!pushed.at(-1)?.includes('ctr-image-required'));
  editor.pause();
  await next();
  assert.ok(pushed.at(-1)?.includes('ctr-image-required'));
  await editor.close();
});
