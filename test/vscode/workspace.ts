/** Makes the workspace for the in-editor suite: the examples, and each with other names and numbers and inside a Deployment. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function makeWorkspace(folder: string): void {
  mkdirSync(join(folder, '.vscode'), { recursive: true });
  writeFileSync(join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
  writeFileSync(join(folder, 'compose.yaml'), 'services:\n  web:\n    image: nginx\n');
  writeFileSync(join(folder, 'workflow.yaml'), workflow);
  writeFileSync(join(folder, 'notes.txt'), 'kind: of a note\n');
  writeFileSync(join(folder, 'values.yaml'), 'image: {repository: nginx, tag: "1"}\n'.repeat(150_000));
  mkdirSync(join(folder, 'closed'));
  writeFileSync(
    join(folder, 'closed', 'closed.yaml'),
    many.replace('stdin: "yes"', 'tty: true').replace('    - image', '    - name: a\n      image'),
  );
  writeFileSync(join(folder, 'many.yaml'), many);
  writeFileSync(join(folder, 'ends.yaml'), ends);
  writeFileSync(join(folder, 'anchors.yaml'), anchors);
  writeFileSync(join(folder, 'hostile.yaml'), hostile(join(folder, 'was-run')));
  // Alone in its folder: the LimitRange beside the other examples would supply what advice asks for.
  mkdirSync(join(folder, 'advice'));
  const examples = join(import.meta.dirname, '..', '..', 'examples');
  writeFileSync(
    join(folder, 'what-if.yaml'),
    `${readFileSync(join(examples, 'myapp-pod-liveness-404.yaml'), 'utf8')}---\n${answers404}`,
  );
  writeFileSync(
    join(folder, 'advice', 'livenessprobe.yaml'),
    readFileSync(join(examples, 'livenessprobe.yaml'), 'utf8'),
  );
  writeFileSync(join(folder, 'unmet.yaml'), readFileSync(join(examples, 'myapp-pod-liveness-404.yaml'), 'utf8'));
  writeFileSync(join(folder, 'unmet.scenario.yaml'), unmet);
  for (const name of readdirSync(examples).filter((file) => file.endsWith('.yaml'))) {
    const text = readFileSync(join(examples, name), 'utf8');
    writeFileSync(join(folder, name), text);
    writeFileSync(join(folder, `renamed-${name}`), renamed(text));
    if (/^kind: Pod$/m.test(text)) writeFileSync(join(folder, `deployment-${name}`), inDeployment(text));
  }
}

/** A repository whose file says another number than its commit; only where Git can be run. */
export function makeRepository(folder: string): void {
  const file = join(folder, 'livenessprobe.yaml');
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'examples', 'livenessprobe.yaml'), 'utf8');
  const withThreshold = (value: number): string =>
    text.replace('livenessProbe:\n', `livenessProbe:\n        failureThreshold: ${value}\n`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, withThreshold(5));
  const git = (...words: readonly string[]): Buffer => execFileSync('git', ['-C', folder, ...words], { stdio: 'pipe' });
  git('init', '--quiet', '--initial-branch=main');
  git('config', 'user.name', 'Somebody');
  git('config', 'user.email', 'somebody@example.invalid');
  git('add', '.');
  git('commit', '--quiet', '--message', 'five');
  writeFileSync(file, withThreshold(7));
}

/** A field is missing, one has the wrong type, one a value that none may be. */
const many = `apiVersion: v1
kind: Pod
metadata: {name: many}
spec:
  containers:
    - image: nginx:1
      stdin: "yes"
      imagePullPolicy: Sometimes
`;

const workflow = `name: ci
on: [push]
jobs:
  build:
    runs-on: ubuntu-latest
    steps: [{uses: actions/checkout@v4}, {run: npm test}]
`;

/** Would leave a file behind if anybody ran it. */
const hostile = (file: string): string => `apiVersion: v1
kind: Pod
metadata: {name: hostile}
spec:
  containers:
    - name: hostile
      image: busybox:1.36
      command: [sh, -c, "touch ${file}; sleep 3600"]
      livenessProbe: {exec: {command: [touch, ${file}]}}
`;

const ends = `apiVersion: v1
kind: Pod
metadata: {name: ends}
spec:
  containers:
    - name: work
      image: busybox:1.36
      command: [sh, -c, "sleep 20; exit 3"]
`;

const anchors = `apiVersion: v1
kind: Pod
metadata:
  name: anchors
  labels: &labels {app: web}
  annotations: *labels
spec:
  containers: [{name: web, image: nginx:1}]
`;

/** Beside `unmet.yaml`; the Pod never gets that far. */
const unmet = `apiVersion: podscope.dev/v1alpha1
kind: Scenario
metadata: {name: hopeful}
spec:
  containers:
    - name: myapp
      answers:
        - {port: 8080, path: "/health?code=404", sequence: [{from: 0s, status: 404}]}
  expect:
    - {within: 30s, condition: Ready}
    - {at: 5m, restarts: 0}
`;

const answers404 = `apiVersion: podscope.dev/v1alpha1
kind: Scenario
metadata: {name: not-found}
spec:
  containers:
    - name: myapp
      answers:
        - {port: 8080, path: "/health?code=404", sequence: [{from: 0s, status: 404}]}
`;

const settings = {
  'workbench.startupEditor': 'none',
  // Icons are counted in groups that are not active, too.
  'workbench.editor.alwaysShowEditorActions': true,
  'window.autoDetectColorScheme': false,
  'workbench.colorTheme': 'Default Dark Modern',
  'files.autoSave': 'off',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'chat.disableAIFeatures': true,
};

/** Other names of Pod and containers, other ports. */
function renamed(text: string): string {
  return text
    .replace(/name: ([a-z0-9-]+)/g, 'name: other-$1')
    .replaceAll('8080', '9090')
    .replaceAll('path: /\n', 'path: /index.html\n');
}

/** The same Pod as template of a Deployment. */
function inDeployment(text: string): string {
  const spec = text
    .slice(text.indexOf('\nspec:') + 1)
    .trimEnd()
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
  return [
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata:',
    '  name: wrapped',
    'spec:',
    '  selector:',
    '    matchLabels: {app: wrapped}',
    '  template:',
    '    metadata:',
    '      labels: {app: wrapped}',
    spec,
    '',
  ].join('\n');
}
