/** From verdicts to the editor: every error on the smallest right range, one diagnosis a cause. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { language, printDiagnoses, serverDiagnoses } from '../support/diagnoses.ts';

const head = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n';

const table: readonly { readonly name: string; readonly text: string; readonly expected: readonly string[] }[] = [
  {
    name: 'a misspelled field is marked at its key',
    text: `${head}  containers:\n  - name: web\n    image: nginx\n    readinessprobe: {httpGet: {port: 80}}\n`,
    expected: [
      '8:5-19 dec-unknown-field unknown field "spec.containers[0].readinessprobe": did you mean "readinessProbe"?',
    ],
  },
  {
    name: 'a missing field is marked at its owner, a bad value at itself',
    text: `${head}  restartPolicy: always\n  containers:\n  - name: web\n`,
    expected: [
      '5:18-24 pod-restart-policy spec.restartPolicy: Unsupported value: "always": supported values: "Always", "OnFailure", "Never": did you mean "Always"?',
      '7:5-9 ctr-image-required spec.containers[0].image: Required value',
    ],
  },
  {
    name: 'that a misspelled field is missing is no second news',
    text: `${head}  containers:\n  - name: web\n    imagee: nginx\n`,
    expected: ['7:5-11 dec-unknown-field unknown field "spec.containers[0].imagee": did you mean "image"?'],
  },
  {
    name: 'a broken volume and its mounts are one diagnosis',
    text: `${head}  containers:\n  - name: web\n    image: nginx\n    volumeMounts: [{name: data, mountPath: /d}]\n  volumes:\n  - name: data\n    hostPath: {path: /d, type: Dir}\n`,
    expected: [
      '11:32-35 vol-hostpath-type spec.volumes[0].hostPath.type: Unsupported value: "Dir": supported values: "", "BlockDevice", "CharDevice", "Directory", ' +
        '"DirectoryOrCreate", "File", "FileOrCreate", "Socket"',
    ],
  },
  {
    name: 'unreadable YAML is one diagnosis in the words of kubectl',
    text: `${head}  containers: [\n`,
    expected: ['5:16-17 yaml error converting YAML to JSON: yaml: line 5: did not find expected node content'],
  },
  {
    name: 'a removed version is named with what replaced it',
    text: 'apiVersion: extensions/v1beta1\nkind: Deployment\nmetadata: {name: a}\n',
    expected: [
      '1:13-31 dec-api-mismatch no matches for kind "Deployment" in version "extensions/v1beta1": removed in Kubernetes 1.16, use apps/v1.',
    ],
  },
  { name: 'kinds of other groups get nothing', text: 'apiVersion: example.com/v1\nkind: Pod\nspec: 5\n', expected: [] },
  { name: 'a Compose file gets nothing', text: 'services:\n  web:\n    image: nginx\n', expected: [] },
  {
    name: 'a Helm template gets nothing',
    text: `${head}  {{- if .Values.x }}\n  containers: []\n  {{- end }}\n`,
    expected: [],
  },
  {
    name: 'a template without values gets nothing',
    text: `${head}  {{ if x }}\n  containers: []\n  {{ end }}\n`,
    expected: [],
  },
  {
    name: 'what a chart fills in between quotes makes a template, too',
    text: `${head}  nodeName: "{{ .Values.A }}"\n`,
    expected: [],
  },
  {
    name: 'templates inside the texts of an object hide no mistake',
    text: `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: A}\ndata:\n  a: |\n    {{- range .Alerts }}\n    {{ end }} {{ .Values.x }}\n  b: '{{ if x }}'\n`,
    expected: [
      "3:18-19 meta-name-subdomain metadata.name: Invalid value: \"A\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    ],
  },
];
for (const { name, text, expected } of table) test(name, () => assert.deepEqual(printDiagnoses(text), expected));

test('the items of a List are judged one by one', () => {
  const item = (name: string): string =>
    `- apiVersion: v1\n  kind: Pod\n  metadata: {name: ${name}}\n  spec:\n    containers: [{name: a, image: b}]\n`;
  const text = `apiVersion: v1\nkind: List\nitems:\n${item('good')}${item('Bad')}`;
  assert.deepEqual(
    printDiagnoses(text).map((line) => line.slice(0, 39)),
    ['11:20-23 meta-name-subdomain metadata.n'],
  );
  const [document] = language.openFile(text).documents;
  assert.equal(document && language.verdict(document)?.accepted, false);
});

test('documents are independent, and ranges are those of the file', () => {
  const good = `${head}  containers: [{name: a, image: b}]\n`;
  const text = `${good}---\napiVersion: v1\nkind: Pod\nmetadata: {name: A}\nspec: {containers: [{name: a, image: b}]}\n---\na: [\n`;
  const found = serverDiagnoses(text).map(({ document, range }) => `${document} ${text.slice(range.start, range.end)}`);
  assert.deepEqual(found, ['1 A', '2 \n']);
});

test('one edit reads one document', () => {
  const documents = Array.from({ length: 200 }, (_, i) => `${head}  containers: [{name: c${i}, image: b}]\n`);
  language.diagnose(language.openFile(documents.join('---\n')));
  const before = language.documentsRead();
  language.diagnose(
    language.openFile(documents.with(100, `${documents[100] ?? ''}  hostNetwork: true\n`).join('---\n')),
  );
  assert.equal(language.documentsRead() - before, 1);
});

test('objects pasted from kubectl get are silent about status and managed fields', () => {
  const text = `${head}  containers: [{name: a, image: b}]
status: {phase: Running, podIP: 10.0.0.1, conditions: [{type: Ready, status: "True", lastTransitionTime: "2024-01-01T00:00:00Z"}]}
`;
  assert.deepEqual(printDiagnoses(text), []);
});

test('numbers of 64 bits do not keep programs from being looked at', () => {
  const text =
    'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n    - name: c\n      image: busybox\n      command: [sh, -c, exit 1]\n      securityContext: {runAsGroup: 9223372036854775807}\n';
  const codes = language.diagnose(language.openFile(text)).map(({ code }) => code);
  assert.ok(codes.includes('command-ends'), codes.join(' '));
});
