import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { applyEdits, createLanguage } from '../../core/language.ts';
import { acceptedCases } from '../support/completion-corpus.ts';
import { marked } from '../support/cursor.ts';

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

test('an item of a List is refactored in place', () => {
  const list = `apiVersion: v1\nkind: List\nitems:\n  - ${pod('      ports: [{name: http, containerPort: 80<|>}]\n').trimEnd().replaceAll('\n', '\n    ')}\n`;
  const offered = titles(list);
  assert.ok(offered.includes('Add a readiness probe on port http'));
  assert.ok(!offered.some((title) => title.startsWith('Turn into') || title.startsWith('Extract')));
  assert.match(refactored(list, 'Add a readiness probe'), / {10}readinessProbe:\n {12}httpGet:/);
});

/** For what the recorded cases have no place for. */
const own = [
  'resources: {requests: {cpu: 100m}, limits: {cpu: 200m, memory: 64Mi}}',
  'resources:\n        limits:\n          memory: 64Mi # enough',
  'resources: {requests: {memory: 1Gi, ephemeral-storage: 1Gi}}',
  'command: [sh, -c, "until nc -z db 5432; do sleep 1; done; exec serve --port 80"]',
  'command: [/bin/sh, -c, "while ! nslookup db; do sleep 1; done && serve"]',
  'command:\n        - sh\n        - -c\n        - |\n          until wget -q db; do sleep 2; done\n          serve',
].map((line, at) => ({ name: `own ${at}`, text: pod(`      ${line}\n`) }));

/** Manifests of `examples/`, and the accepted cases. */
function corpus(): readonly { readonly name: string; readonly text: string }[] {
  const folder = new URL('../../examples/', import.meta.url);
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.ya?ml$/.test(name));
  const examples = names.map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));
  return [...acceptedCases(), ...examples, ...own];
}

/** Where containers and their commands begin. */
function places(text: string): readonly number[] {
  return [...text.matchAll(/^ *(?:- )?(?:name|image|command):/gm)].map(
    ({ index, 0: found }) => index + found.length - 2,
  );
}

test('every refactoring that is offered anywhere leaves an accepted manifest, in one edit', () => {
  const counts = new Map<string, number>();
  for (const { name, text } of corpus()) {
    const file = language.openFile(text);
    for (const at of places(text)) {
      for (const { title, edits } of language.refactorings(file, at)) {
        const family = title.split(' ').slice(0, 2).join(' ');
        counts.set(family, (counts.get(family) ?? 0) + 1);
        const after = applyEdits(text, edits);
        const documents = language.openFile(after).documents.filter(({ manifest }) => manifest !== undefined);
        for (const document of documents)
          assert.equal(language.verdict(document)?.accepted ?? true, true, `${name}: ${title}\n${after}`);
        assert.notEqual(after, text, `${name}: ${title}`);
        const sorted = [...edits].sort((left, right) => left.range.start - right.range.start);
        for (const [i, { range }] of sorted.entries()) {
          assert.ok(range.start >= (sorted[i - 1]?.range.end ?? 0) && range.end <= text.length, `${name}: ${title}`);
        }
      }
    }
  }
  const found = [...counts].map(([family, count]) => `${family}: ${String(count)}`).join(', ');
  for (const family of ['Add a', 'Make', 'Run', 'Turn into', 'Move the', 'Extract requests'])
    assert.ok(
      [...counts.keys()].some((one) => one.startsWith(family)),
      found,
    );
});
