/** The command line as people and CI use it, on Node 20: text in, text and exit codes out. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { podscope } from '../support/built.ts';

const good =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: nginx:1\n';
const misspelled = good.replace('image: nginx:1', 'image: nginx:1\n      readinessprobe:\n        httpGet: {port: 80}');

function folder(files: Readonly<Record<string, string>>): { readonly path: string; readonly done: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'podscope-cli-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(path, name, '..'), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return {
    path,
    done: () => {
      rmSync(path, { recursive: true });
    },
  };
}

const exits: readonly (readonly [
  title: string,
  args: readonly string[],
  input: string,
  status: number,
  output: RegExp,
])[] = [
  ['a good Pod', ['lint', '-'], good, 0, /1 document in 1 file/],
  [
    'a rejected Pod',
    ['lint', '-'],
    misspelled,
    1,
    /<stdin>:9:7 rejected unknown field "spec\.containers\[0\]\.readinessprobe"/,
  ],
  ['a lower threshold', ['lint', '--fail-on', 'advice', '-'], good, 1, /advice/],
  [
    'advice that says several things names all its rules',
    ['lint', '-'],
    good,
    0,
    /advice web has no .* \[require-memory-request, require-memory-limit, require-cpu-request, require-readiness-probe\]/,
  ],
  ['an unknown option', ['lint', '--nonsense', '-'], good, 2, /unknown option --nonsense/],
  ['an unknown format', ['lint', '--format', 'xml', '-'], good, 2, /unknown format xml/],
  ['no file', ['lint'], '', 2, /name at least one file/],
  ['a missing file', ['lint', 'there-is-none.yaml'], '', 2, /there-is-none\.yaml/],
  ['an unknown command', ['sing'], '', 2, /unknown command sing/],
  ['the version', ['--version'], '', 0, /^\d+\.\d+\.\d+\n$/],
  ['the help', ['--help'], '', 0, /podscope lint FILE/],
  ['the help, as a command', ['help', 'lint'], '', 0, /podscope lint FILE/],
  ['the help, of a command', ['simulate', '--help'], '', 0, /podscope simulate FILE/],
  [
    'a field',
    ['explain', 'pod.spec.containers.livenessProbe.periodSeconds'],
    '',
    0,
    /How often \(in seconds\) to perform the probe/,
  ],
  ['a rule', ['explain', 'require-readiness-probe'], '', 0, /^# require-readiness-probe/],
  ['a field that is none', ['explain', 'pod.spec.nonsense'], '', 2, /no field and no rule/],
  ['no Pod', ['simulate', '-'], 'apiVersion: v1\nkind: Service\nmetadata: {name: a}\n', 2, /no Pod or Pod template/],
  ['broken YAML', ['lint', '-'], 'apiVersion: v1\nkind: Pod\nmetadata: {name: [\n', 1, /rejected/],
  ['binary', ['lint', '-'], '\u0000\u0001\u0002', 0, /nothing to say/],
];

for (const [title, args, input, status, output] of exits) {
  test(`exit code and words of ${title}`, () => {
    const result = podscope(args, { input });
    assert.match(result.stdout + result.stderr, output);
    assert.equal(result.status, status);
  });
}

test('lint --format json has the form of the specification', () => {
  const { stdout } = podscope(['lint', '--format', 'json', '-'], { input: misspelled });
  const { version, kubernetesVersion, files } = JSON.parse(stdout) as Record<string, never> & {
    files: { file: string; documents: unknown[]; diagnostics: Record<string, unknown>[] }[];
  };
  assert.deepEqual([version, kubernetesVersion], [1, '1.36']);
  assert.deepEqual(files[0]?.documents[0], {
    index: 0,
    apiVersion: 'v1',
    kind: 'Pod',
    name: 'web',
    namespace: 'default',
    accepted: false,
    server: { strictErrors: ['unknown field "spec.containers[0].readinessprobe"'] },
  });
  const rejected = files[0]?.diagnostics.find(({ level }) => level === 'rejected');
  assert.deepEqual(rejected?.['range'], { start: { line: 8, character: 6 }, end: { line: 8, character: 20 } });
  assert.deepEqual([rejected?.['severity'], rejected?.['document']], ['error', 0]);
  assert.deepEqual(rejected?.['fixes'], [{ title: 'Rename to readinessProbe', kind: 'safe' }]);
});

test('the other formats are what their readers take', () => {
  const text = (format: string): string => podscope(['lint', '--format', format, '-'], { input: misspelled }).stdout;
  const sarif = JSON.parse(text('sarif')) as {
    version: string;
    runs: { results: { ruleId: string; locations: { physicalLocation: { region: object } }[] }[] }[];
  };
  assert.equal(sarif.version, '2.1.0');
  assert.deepEqual(
    sarif.runs[0]?.results.find(({ ruleId }) => ruleId === 'dec-unknown-field')?.locations[0]?.physicalLocation.region,
    { startLine: 9, startColumn: 7, endLine: 9, endColumn: 21 },
  );
  assert.match(text('github'), /^::error file=<stdin>,line=9,col=7,title=dec-unknown-field::unknown field/m);
  assert.match(
    text('junit'),
    /<testcase name="dec-unknown-field"[^>]*><failure type="rejected" message="unknown field &quot;/,
  );
});

test('--fix mends the documents of all namespaces', () => {
  const inNamespace = (namespace: string): string =>
    misspelled.replace('name: web', `namespace: ${namespace}\n  name: web`);
  const both = `${inNamespace('a')}---\n${inNamespace('b')}`;
  const { path, done } = folder({ 'pods.yaml': both });
  podscope(['lint', '--fix', 'pods.yaml'], { cwd: path });
  assert.equal(readFileSync(join(path, 'pods.yaml'), 'utf8'), both.replaceAll('readinessprobe', 'readinessProbe'));
  done();
});

test('--fix mends what is safe and keeps comments', () => {
  const { path, done } = folder({ 'pod.yaml': `# mine\n${misspelled}` });
  podscope(['lint', '--fix', 'pod.yaml'], { cwd: path });
  assert.equal(
    readFileSync(join(path, 'pod.yaml'), 'utf8'),
    `# mine\n${misspelled.replace('readinessprobe', 'readinessProbe')}`,
  );
  assert.equal(podscope(['lint', 'pod.yaml'], { cwd: path }).status, 0);
  done();
});

test('folders, lists and objects of other files', () => {
  const limits =
    'apiVersion: v1\nkind: LimitRange\nmetadata: {name: small}\nspec:\n  limits:\n    - type: Container\n      max: {memory: 64Mi}\n';
  const { path, done } = folder({
    'a/pod.yaml': good,
    'b/limits.yml': limits,
    'node_modules/x.yaml': misspelled,
    'list.txt': 'a/pod.yaml\n',
  });
  assert.match(podscope(['lint', '.'], { cwd: path }).stdout, /2 documents in 2 files/);
  assert.match(podscope(['lint', '--files-from', 'list.txt'], { cwd: path }).stdout, /1 document in 1 file/);
  const both = JSON.parse(podscope(['lint', '--format', 'json', '--defaulted', '.'], { cwd: path }).stdout) as {
    files: { documents: { defaulted: { spec: { containers?: { resources: object }[] } } }[] }[];
  };
  assert.deepEqual(both.files[0]?.documents[0]?.defaulted.spec.containers?.[0]?.resources, {
    limits: { memory: '64Mi' },
    requests: { memory: '64Mi' },
  });
  done();
});

test('podscope.yaml sets severities, and says what is wrong with itself', () => {
  const advice = 'advice';
  const { path, done } = folder({
    'pod.yaml': good,
    'podscope.yaml':
      'rules: {require-memory-request: off, require-memory-limit: off, require-cpu-request: off, require-readiness-probe: off}\nignore: ["gen/**"]\n',
    'gen/bad.yaml': misspelled,
    'broken/podscope.yaml': 'rulez: {}\n',
    'broken/pod.yaml': good,
  });
  const { stdout } = podscope(['lint', 'pod.yaml', 'gen'], { cwd: path });
  assert.doesNotMatch(stdout, new RegExp(advice));
  assert.match(stdout, /1 document in 1 file: nothing to say/);
  const broken = podscope(['lint', 'broken/pod.yaml'], { cwd: path });
  assert.match(broken.stderr, /has no field rulez/);
  assert.equal(broken.status, 2);
  done();
});

test('simulate prints a life in every format, the same each time', () => {
  const text = podscope(['simulate', '-'], { input: good });
  assert.equal(text.status, 0);
  assert.match(text.stdout, /Running/);
  assert.match(text.stdout, /Started/);
  const json = (): string => podscope(['simulate', '--format', 'json', '--until', '1m', '-'], { input: good }).stdout;
  const once = json();
  assert.equal(once, json());
  const run = JSON.parse(once) as {
    duration: number;
    kubectl: { status: string }[];
    status: object[];
    describe: string;
  };
  assert.equal(run.kubectl.at(-1)?.status, 'Running');
  assert.match(run.describe, /^Name: {2,}web$/m);
  assert.match(podscope(['simulate', '--format', 'mermaid', '-'], { input: good }).stdout, /^gantt/);
  assert.ok(
    Array.isArray(
      (JSON.parse(podscope(['simulate', '--format', 'trace', '-'], { input: good }).stdout) as { traceEvents: unknown })
        .traceEvents,
    ),
  );
});

test('a Scenario beside the manifest decides, and its expectations are tested', () => {
  const scenario = (status: string): string =>
    [
      'apiVersion: podscope.dev/v1alpha1',
      'kind: Scenario',
      'metadata: {name: crash}',
      'spec:',
      '  target: {name: web}',
      '  containers:',
      '    - name: web',
      '      instances: [{exits: {after: 2s, code: 1}}]',
      '  expect:',
      `    - {at: 5m, status: ${status}}`,
      '',
    ].join('\n');
  const { path, done } = folder({ 'web.yaml': good, 'web.scenario.yaml': scenario('CrashLoopBackOff') });
  assert.match(podscope(['simulate', 'web.yaml'], { cwd: path }).stdout, /BackOff/);
  const met = podscope(['test', '.'], { cwd: path });
  assert.match(met.stdout, /1 of 1 expectations met/);
  assert.equal(met.status, 0);
  writeFileSync(join(path, 'web.scenario.yaml'), scenario('Completed'));
  const missed = podscope(['test', '--format', 'junit', '.'], { cwd: path });
  assert.match(missed.stdout, /failures="1"/);
  assert.equal(missed.status, 1);
  done();
});

test('recorded runs can be replayed', () => {
  const traces = join(import.meta.dirname, '..', 'oracle', 'traces', 'pods');
  const { path, done } = folder({});
  const result = podscope(['simulate', '--recording', traces, '--out', join(path, 'out'), '--jitter', '0.5']);
  assert.equal(result.status, 0, result.stderr);
  const [one = ''] = readdirSync(join(path, 'out'));
  const run = JSON.parse(readFileSync(join(path, 'out', one), 'utf8')) as {
    name: string;
    status: unknown[];
    kubectl: unknown[];
    events: unknown[];
  };
  assert.equal(`${run.name}.json`, one);
  assert.ok(run.status.length > 0 && run.kubectl.length > 0 && run.events.length > 0);
  done();
});

test('a Scenario may name the path of a probe with its query, or without', () => {
  const manifest = good.replace(
    'image: nginx:1',
    'image: example.com/app:1\n      livenessProbe: {httpGet: {port: 8080, path: "/health?code=404"}}',
  );
  for (const path of ['/health?code=404', '/health']) {
    const scenario = `---\napiVersion: podscope.dev/v1alpha1\nkind: Scenario\nspec:\n  containers:\n    - name: web\n      answers: [{port: 8080, path: "${path}", sequence: [{from: 0s, status: 404}]}]\n`;
    assert.match(
      podscope(['simulate', '-'], { input: manifest + scenario }).stdout,
      /Liveness probe failed: HTTP probe failed with statuscode: 404/,
    );
  }
  const other =
    '---\napiVersion: podscope.dev/v1alpha1\nkind: Scenario\nspec:\n  containers:\n    - name: web\n      answers: [{port: 8080, path: /other, sequence: [{from: 0s, status: 404}]}]\n';
  assert.doesNotMatch(podscope(['simulate', '-'], { input: manifest + other }).stdout, /Liveness probe failed/);
});

test('the text of a simulation says the figures: time to start, to notice a hang, to delete', () => {
  const http = '{httpGet: {path: /, port: 80}';
  const probes = `      startupProbe: ${http}, failureThreshold: 9}\n      livenessProbe: ${http}}\n`;
  const input = good.replace('nginx:1', 'example.com/app:1') + probes;
  const { stdout } = podscope(['simulate', '-'], { input });
  assert.match(stdout, /^web: Ready at 10 s · 0 restarts\n {2}web may take at most 89 s to start\n/);
  assert.match(stdout, /\n {2}a hang of web lasts 31 s at most\n {2}a deletion takes 0\.\d s, at most 32 s\n/);
});

test('folders that are named like our files are folders', () => {
  const { path, done } = folder({ 'Kustomization/a.yaml': good, 'podscope.yaml/b.yaml': good, 'c.yaml/d.yaml': good });
  const { status, stdout } = podscope(['lint', path]);
  done();
  assert.match(stdout, /3 documents in 3 files/);
  assert.equal(status, 0);
});
