/** From a diagnosis to the moment of the run that shows it: a code action for clients with the panel, for every rule that a run can show. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CodeAction, Diagnostic } from 'vscode-languageserver-protocol';
import { rules } from '../../core/rules/index.ts';
import { connect, type TestClient } from '../support/lsp.ts';

let client: TestClient;

before(async () => {
  client = await connect({ initializationOptions: { hasCommands: true, hasPanel: true } });
});
after(() => client.close());

async function actionsAt(from: TestClient, uri: string, { range }: Diagnostic): Promise<readonly CodeAction[]> {
  const context = { diagnostics: [], triggerKind: 1 };
  return from.connection.sendRequest('textDocument/codeAction', { textDocument: { uri }, range, context });
}

for (const { meta } of rules.filter((rule) => rule.meta.level === 'fails')) {
  test(`${meta.id} leads to its moment`, async () => {
    const uri = `file:///${meta.id}.yaml`;
    client.open(uri, meta.invalid[0] ?? '');
    const found = (await client.diagnostics(uri)).find(({ code }) => code === meta.id);
    assert.ok(found);
    const shown = (await actionsAt(client, uri, found)).filter(({ title }) =>
      title.startsWith('Show in Pod Lifecycle'),
    );
    assert.equal(shown.length, 1);
    const [first, pod, atMs] = shown[0]?.command?.arguments as readonly unknown[];
    assert.equal(shown[0]?.command?.command, '_podscope.showMoment');
    assert.deepEqual([first, typeof pod, typeof atMs], [uri, 'string', 'number']);
    assert.equal(shown[0]?.diagnostics?.[0]?.code, meta.id);
  });
}

test('the title says when and what; a deletion comes along as a Scenario', async () => {
  const uri = 'file:///hook.yaml';
  const rule = rules.find(({ meta }) => meta.id === 'pre-stop-eats-grace');
  client.open(uri, rule?.meta.invalid[1] ?? '');
  const found = (await client.diagnostics(uri)).find(({ code }) => code === 'pre-stop-eats-grace');
  assert.ok(found);
  const action = (await actionsAt(client, uri, found)).find(({ title }) => title.startsWith('Show in'));
  assert.equal(action?.title, 'Show in Pod Lifecycle, at 70 s: app gets SIGTERM when its grace period of 10 s is over');
  assert.deepEqual(action.command?.arguments?.[3], { actions: [{ atMs: 60_000, do: 'delete' }] });
});

test('an editor without the panel is offered nothing of the kind', async () => {
  const plain = await connect({ initializationOptions: { hasCommands: true } });
  const uri = 'file:///plain.yaml';
  plain.open(uri, rules.find(({ meta }) => meta.id === 'command-ends')?.meta.invalid[0] ?? '');
  const found = (await plain.diagnostics(uri)).find(({ code }) => code === 'command-ends');
  assert.ok(found);
  const titles = (await actionsAt(plain, uri, found)).map(({ title }) => title);
  assert.ok(!titles.some((title) => title.startsWith('Show in Pod Lifecycle')), titles.join(', '));
  await plain.close();
});
