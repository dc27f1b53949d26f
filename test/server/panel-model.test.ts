/** What the panel asks the server for: models of the text, of another state of it, the Scenarios of the workspace, problems for its lanes. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
  documentStatusNotification,
  type DocumentStatus,
  modelRequest,
  type ModelParams,
  type ModelResult,
  type PanelModel,
} from '../../protocol/lsp.ts';
import { connect } from '../support/lsp.ts';

const pod = (threshold: number): string => `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  terminationGracePeriodSeconds: 5
  containers:
    - name: app
      image: nginx
      lifecycle: {preStop: {sleep: {seconds: 5}}}
      livenessProbe: {httpGet: {path: /, port: 80}, failureThreshold: ${threshold}}
`;
const scenario = (name: string): string => `apiVersion: podscope.dev/v1alpha1
kind: Scenario
metadata:
  name: ${name}
spec:
  target: {kind: Pod, name: web}
  containers:
    - name: app
      instances: [{exits: {after: 5s, code: 1}}]
`;

const folder = mkdtempSync(join(tmpdir(), 'podscope-'));
const root = pathToFileURL(folder).href;
const uri = `${root}/web.yaml`;
let client: Awaited<ReturnType<typeof connect>>;

before(async () => {
  mkdirSync(join(folder, 'scenarios'));
  writeFileSync(join(folder, 'web.scenario.yaml'), scenario('beside'));
  writeFileSync(join(folder, 'scenarios', 'crash.scenario.yaml'), scenario('far'));
  writeFileSync(join(folder, 'scenarios', 'other.scenario.yaml'), scenario('other').replace('name: web', 'name: db'));
  client = await connect({ workspaceFolders: [{ uri: root, name: 'test' }] });
  client.open(uri, pod(3));
  await client.diagnostics(uri);
});
after(async () => {
  await client.close();
  rmSync(folder, { recursive: true });
});

async function model(params: Partial<ModelParams> = {}): Promise<PanelModel> {
  const result = await client.connection.sendRequest<ModelResult>(modelRequest, { uri, ...params });
  return result.kind === 'model' ? result.model : assert.fail(JSON.stringify(result));
}

const thresholdOf = ({ input }: PanelModel): unknown =>
  (input?.pod as { spec: { containers: { livenessProbe: { failureThreshold: number } }[] } }).spec.containers[0]
    ?.livenessProbe.failureThreshold;

test('another state of the file is read instead of its text, and changes nothing', async () => {
  assert.equal(thresholdOf(await model({ text: pod(9) })), 9);
  assert.equal(thresholdOf(await model()), 3);
});

test('the Scenarios of the workspace that aim at the Pod are listed, the nearest first', async () => {
  // Files of the workspace are read in the background.
  let titles: readonly string[] = [];
  for (let turn = 0; turn < 200 && !titles.includes('far'); turn++) {
    titles = (await model()).scenarios.map(({ title }) => title);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.deepEqual(titles, ['no scenario', 'beside', 'far']);
  const far = (await model()).scenarios.find(({ title }) => title === 'far');
  const chosen = await model({ scenarioId: far?.id ?? '' });
  assert.equal(chosen.scenarioFile, 'crash.scenario.yaml');
  assert.equal(chosen.input?.scenario.name, 'far');
});

test('errors and warnings name their field and line, for the lanes of the picture; advice does not', async () => {
  const { problems = [] } = await model();
  assert.deepEqual(
    problems.map(({ field, severity, line }) => [field, severity, line]),
    [['spec.containers[0].lifecycle.preStop.sleep.seconds', 'warning', 10]],
  );
  assert.match(problems[0]?.message ?? '', /preStop sleeps 5 s of a grace period of 5 s/);
});

test('a model of this Pod is small', async () => {
  assert.ok(JSON.stringify(await model()).length < 30_000);
});

test('the status of a document tells the forecast that the lens tells', async () => {
  const statuses: DocumentStatus[] = [];
  const own = await connect({ initializationOptions: { hasPanel: true, hasCommands: true } }, (connection) => {
    connection.onNotification(documentStatusNotification, (status: DocumentStatus) => void statuses.push(status));
  });
  const file = 'file:///crash.yaml';
  own.open(file, pod(3).replace('image: nginx', 'image: busybox:1.37\n      command: [sh, -c, "sleep 5; exit 1"]'));
  await own.diagnostics(file);
  for (let turn = 0; turn < 300 && statuses.at(-1)?.forecast === undefined; turn++)
    await new Promise((resolve) => setTimeout(resolve, 10));
  const [lens] = await own.connection.sendRequest<object[]>('textDocument/codeLens', { textDocument: { uri: file } });
  const resolved = await own.connection.sendRequest<{ command: { title: string } }>('codeLens/resolve', lens);
  assert.match(statuses.at(-1)?.forecast ?? '', /restarts? in/);
  assert.equal(resolved.command.title, `$(play) Simulate Pod · ${statuses.at(-1)?.forecast}`);
  await own.close();
});
