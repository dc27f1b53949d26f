/** Scenario documents over the protocol: the manifest beside them counts for diagnoses, completion, hover, links, lenses and runs. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { CompletionList, CodeLens, CompletionItem, DocumentLink, Hover } from 'vscode-languageserver';
import type { PresetsResult, RunScenarioResult, ScenarioTestsResult, TextResult } from '../../protocol/lsp.ts';
import { connect, type TestClient } from '../support/lsp.ts';

const folder = mkdtempSync(join(tmpdir(), 'podscope-scenarios-'));
const root = pathToFileURL(folder).href;
const [manifest, scenario] = [`${root}/web.yaml`, `${root}/web.scenario.yaml`];
const pod = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: app
      image: acme/app:1
      ports: [{name: http, containerPort: 8080}]
      livenessProbe: {httpGet: {path: /live, port: http}}
`;
const text = `apiVersion: podscope.dev/v1alpha1
kind: Scenario
metadata: {name: slow}
spec:
  containers:
    - name: app
      instances: [{listensAfter: 15s}]
  expect:
    - {within: 30s, condition: Ready}
    - {at: 5s, status: Completed}
`;
let client: TestClient;

before(async () => {
  writeFileSync(join(folder, 'web.yaml'), pod);
  writeFileSync(join(folder, 'web.scenario.yaml'), text);
  client = await connect({
    workspaceFolders: [{ uri: root, name: 'test' }],
    initializationOptions: { hasCommands: true },
  });
});
after(async () => {
  await client.close();
  rmSync(folder, { recursive: true });
});

const ask = <R>(method: string, params: object): Promise<R> => client.connection.sendRequest(method, params);
const textDocument = { uri: scenario };
const said = async (): Promise<readonly string[]> =>
  (await client.diagnostics(scenario)).map(({ message }) => (typeof message === 'string' ? message : message.value));
const positionOf = (source: string, word: string): { line: number; character: number } => {
  const before_ = source.slice(0, source.indexOf(word)).split('\n');
  return { line: before_.length - 1, character: (before_.at(-1) ?? '').length };
};

test('its tests are known without being open, and run against the manifest beside it', async () => {
  const { scenarios } = await ask<ScenarioTestsResult>('podscope/scenarioTests', { uri: scenario });
  assert.deepEqual(
    scenarios.map(({ name, expectations }) => [name, expectations.map(({ title }) => title)]),
    [['slow', ['within 30s: condition Ready', 'at 5s: status Completed']]],
  );
  assert.deepEqual(scenarios[0]?.expectations[1]?.range.start, positionOf(text, '{at: 5s'));
  const result = await ask<RunScenarioResult>('podscope/runScenario', { uri: scenario, id: scenarios[0]?.id });
  assert.deepEqual(
    result.results.map(({ met, atMs }) => [met, atMs]),
    [
      [true, result.results[0]?.atMs],
      [false, 5000],
    ],
  );
  assert.match(result.results[1]?.reason ?? '', /Running/);
  assert.deepEqual(result.place, { uri: manifest, podId: 'Pod/web', scenarioId: scenarios[0]?.id });
});

test('a container that the manifest does not have is told', async () => {
  client.open(scenario, text.replace('name: app', 'name: apq'));
  const messages = await said();
  assert.equal(messages.length, 1, messages.join('\n'));
  assert.match(messages[0] ?? '', /apq.*app/s);
  client.change(scenario, text);
  assert.deepEqual(await client.diagnostics(scenario), []);
});

test('an unsaved change of the manifest counts', async () => {
  // What is said of the line that was typed last waits until it is saved.
  await client.connection.sendNotification('textDocument/didSave', { textDocument });
  client.open(manifest, pod.replace('name: app', 'name: server'));
  assert.match((await said())[0] ?? '', /It has server/);
  client.change(manifest, pod);
  assert.deepEqual(await client.diagnostics(scenario), []);
});

test('containers of the manifest are offered, and hover knows them', async () => {
  const position = { ...positionOf(text, 'app\n'), character: positionOf(text, 'app\n').character };
  const offered = await ask<CompletionItem[] | CompletionList>('textDocument/completion', { textDocument, position });
  const items = Array.isArray(offered) ? offered : offered.items;
  assert.ok(
    items.some(({ label }) => label === 'app'),
    items.map(({ label }) => label).join(),
  );
  const hover = await ask<Hover>('textDocument/hover', { textDocument, position: positionOf(text, 'listensAfter') });
  assert.match(JSON.stringify(hover.contents), /Start-up time/);
});

test('lenses run it and check it; links lead to the container', async () => {
  const lenses = await ask<CodeLens[]>('textDocument/codeLens', { textDocument });
  assert.deepEqual(
    lenses.map(({ command }) => [command?.title, command?.command]),
    [
      ['Run', '_podscope.runScenario'],
      ['Check 2 expectations', '_podscope.checkScenario'],
    ],
  );
  const links = await ask<DocumentLink[]>('textDocument/documentLink', { textDocument });
  const { line, character } = positionOf(pod, 'app\n');
  assert.ok(
    links.some(({ target }) => target === `${manifest}#L${line + 1},${character + 1}`),
    JSON.stringify(links),
  );
});

test('a new one names the Pod and its container', async () => {
  const made = await ask<TextResult>('podscope/newScenario', { uri: manifest });
  assert.match(made.text, /target: \{kind: Pod, name: web\}/);
  assert.match(made.text, /- name: app/);
});

test('a Scenario that cannot run says why', async () => {
  const lonely = `${root}/lonely.scenario.yaml`;
  writeFileSync(join(folder, 'lonely.scenario.yaml'), text.replace('spec:', 'spec:\n  target: {name: nobody}'));
  const { scenarios } = await ask<ScenarioTestsResult>('podscope/scenarioTests', { uri: lonely });
  const result = await ask<RunScenarioResult>('podscope/runScenario', { uri: lonely, id: scenarios[0]?.id });
  assert.match(result.problem ?? '', /aims at no Pod/);
});

test('of several Pods in a folder, the one with the name of the file is meant', async () => {
  const other = `${root}/other.yaml`;
  writeFileSync(join(folder, 'other.yaml'), pod.replace('name: web', 'name: other'));
  client.open(other, pod.replace('name: web', 'name: other'));
  const result = await ask<RunScenarioResult>('podscope/runScenario', { uri: scenario, id: `${scenario}#0` });
  assert.equal(result.place?.podId, 'Pod/web', result.problem);
  assert.deepEqual(await said(), []);
  const model = await ask<{ model: { scenarios: { id: string }[] } }>('podscope/model', { uri: other });
  assert.deepEqual(
    model.model.scenarios.map(({ id }) => id),
    ['none'],
  );
});

test('presets are made for the Pod', async () => {
  const { podId, presets } = await ask<PresetsResult>('podscope/presets', { uri: manifest });
  assert.equal(podId, 'Pod/web');
  const titles = presets.map(({ title }) => title);
  for (const title of ['Slow start', 'Crash at start', 'Memory leak', 'Deadlock', 'Ignores SIGTERM', 'Image missing'])
    assert.ok(titles.includes(title), titles.join());
  const { model } = await ask<{ model: { scenarioId: string; input: { scenario: object } } }>('podscope/model', {
    uri: manifest,
    scenario: presets[0]?.scenario,
  });
  assert.deepEqual([model.scenarioId, model.input.scenario], ['memory', presets[0]?.scenario]);
});
