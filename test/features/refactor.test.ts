import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits, createLanguage } from '../../core/language.ts';
import { acceptedCases } from '../support/completion-corpus.ts';
import { marked } from '../support/cursor.ts';
import { random } from '../support/random.ts';

const language = createLanguage();
const pod = (container: string, spec = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  labels:\n    app: web\nspec:\n${spec}  containers:\n    - name: app\n      image: nginx:1.27\n${container}`;

/** The text after the refactoring with this title. */
function refactored(source: string, title: string): string {
  const { file, offset, text } = marked(source);
  const offered = language.refactorings(file, offset);
  const chosen = offered.find((candidate) => candidate.title.startsWith(title));
  assert.ok(chosen, `offered: ${offered.map((candidate) => candidate.title).join(' | ')}`);
  return applyEdits(text, chosen.edits);
}

const titles = (source: string): string[] => {
  const { file, offset } = marked(source);
  return language.refactorings(file, offset).map(({ title }) => title);
};

test('a probe is added on the declared port, by its name', () => {
  const after = refactored(
    pod('      ports:\n        - name: http<|>\n          containerPort: 80\n'),
    'Add a readiness probe on port http',
  );
  assert.match(after, / {6}readinessProbe:\n {8}httpGet:\n {10}path: \/\n {10}port: http\n/);
});

test('a preStop sleep fits into the grace period', () => {
  const after = refactored(
    pod('      command: [serve]<|>\n', '  terminationGracePeriodSeconds: 6\n'),
    'Add a preStop sleep of 3 s (grace period 6 s)',
  );
  assert.match(after, /lifecycle:\n +preStop:\n +sleep:\n +seconds: 3\n/);
});

test('an init container becomes a sidecar and a plain one again', () => {
  const before = pod('', '  initContainers:\n    - name: log<|>\n      image: log:1\n');
  const after = refactored(before, 'Make log a sidecar');
  assert.match(after, /restartPolicy: Always/);
  const back = refactored(after.replace('name: log', 'name: log<|>'), 'Make log an init container');
  assert.equal(back, before.replace('<|>', ''));
});

test('a command goes through a shell and back', () => {
  const before = pod('      command: [serve, --port, "8080"<|>]\n');
  const after = refactored(before, 'Run through a shell');
  assert.match(after, /command: \[sh, -c, serve --port 8080\]/);
  assert.match(
    refactored(after.replace('serve --port', 'serve <|>--port'), 'Run without a shell'),
    /command: \[serve, --port, "8080"\]/,
  );
});

test('a line that needs its shell keeps it', () => {
  assert.ok(!titles(pod('      command: [sh, -c, "echo $HOME <|>| cat"]\n')).includes('Run without a shell'));
});

test('a start-up wait becomes an init container', () => {
  const after = refactored(
    pod('      command: [sh, -c, "until nslookup db; do sleep 1; done; <|>exec serve"]\n'),
    'Move the wait into an init container',
  );
  assert.match(
    after,
    /initContainers:\n *- name: wait-for-app\n +image: nginx:1\.27\n +command:\n +- sh\n +- -c\n +- "?until nslookup db; do sleep 1; done"?\n/,
  );
  assert.match(after, /command: \[sh, -c, exec serve\]/);
});

test('a Pod becomes a Deployment; comments and block scalars stay', () => {
  const after = refactored(
    pod('      args:\n        - |\n          two\n            lines\n      # why\n      command: [serve]<|>\n'),
    'Turn into a Deployment',
  );
  assert.equal(
    after,
    [
      'apiVersion: apps/v1',
      'kind: Deployment',
      'metadata:',
      '  name: web',
      '  labels:',
      '    app: web',
      'spec:',
      '  replicas: 1',
      '  selector:',
      '    matchLabels:',
      '      app: web',
      '  template:',
      '    metadata:',
      '      labels:',
      '        app: web',
      '    spec:',
      '      containers:',
      '        - name: app',
      '          image: nginx:1.27',
      '          args:',
      '            - |',
      '              two',
      '                lines',
      '          # why',
      '          command: [serve]',
      '',
    ].join('\n'),
  );
});

test('a Deployment becomes a Pod', () => {
  const deployment = refactored(pod('      command: [serve]<|>\n'), 'Turn into a Deployment');
  assert.equal(refactored(deployment.replace('serve', 'ser<|>ve'), 'Turn into a Pod'), pod('      command: [serve]\n'));
});

test('a Pod becomes a Job that does not restart for ever', () => {
  const after = refactored(pod('      command: [work]<|>\n', '  restartPolicy: Always\n'), 'Turn into a Job');
  assert.match(after, /kind: Job/);
  assert.match(after, /restartPolicy: Never/);
  assert.ok(!after.includes('Always'));
});

test('requests and limits move into a LimitRange', () => {
  const after = refactored(
    pod('      resources:\n        requests: {cpu: 100m}\n        limits: {cpu: 200m}<|>\n'),
    'Extract requests and limits',
  );
  assert.match(after, /---\napiVersion: v1\nkind: LimitRange\nmetadata:\n {2}name: web-defaults\nspec:\n {2}limits:\n/);
  assert.ok(!after.includes('resources:'));
});

test('every refactoring that is offered leaves an accepted manifest', () => {
  const draw = random(99);
  let offered = 0;
  for (const { name, text } of acceptedCases()) {
    const file = language.openFile(text);
    for (const at of [draw.int(0, text.length), draw.int(0, text.length)]) {
      for (const { title, edits } of language.refactorings(file, at)) {
        offered++;
        const after = applyEdits(text, edits);
        const documents = language.openFile(after).documents.filter(({ manifest }) => manifest !== undefined);
        for (const document of documents)
          assert.equal(language.verdict(document)?.accepted ?? true, true, `${name}: ${title}\n${after}`);
        assert.notEqual(after, text, `${name}: ${title}`);
      }
    }
  }
  assert.ok(offered > 500, `${offered} offered`);
});
