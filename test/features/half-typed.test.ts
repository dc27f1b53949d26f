/** What is said while somebody types: nothing that only means "not finished yet", and all the rest as before. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createLanguage, type Diagnostic } from '../../core/language.ts';
import { marked } from '../support/cursor.ts';

const language = createLanguage();
const isRejection = ({ level }: Diagnostic): boolean => level === 'rejected';

function rejections(source: string): readonly string[] {
  const { file, offset } = marked(source);
  return language
    .whileTyping(file, language.diagnose(file), offset)
    .filter(isRejection)
    .map(({ message }) => message);
}

const pod = (lines: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: nginx\n${lines}`;
/** Something below, so that not all blocks are open. */
const below = '  restartPolicy: Always\n';

const waiting: Readonly<Record<string, string>> = {
  'a name that is still to come': pod(`    - name:<|>\n      image: nginx\n${below}`),
  'a dash': pod(`    -<|>\n${below}`),
  'a dash and a blank': pod(`    - <|>\n${below}`),
  'the image of a container that has a name': pod(`    - name: side<|>\n${below}`),
  'the same on the next line': pod(`    - name: side\n      <|>\n${below}`),
  'a key without its colon': pod(`    - name: side\n      imag<|>\n${below}`),
  'a whole key without its colon': pod(`    - name: side\n      image<|>\n${below}`),
  'a known key of which the end is missing': pod(`      imagePullPol<|>: Always\n${below}`),
  'a word of a list': pod(`      imagePullPolicy: IfNot<|>\n${below}`),
  'a word of which the beginning is a boolean': pod(`      imagePullPolicy: N<|>\n${below}`),
  'a name that ends in a dash': pod(`    - name: side-<|>\n      image: nginx\n${below}`),
  'a quote without its end': pod(`      args: ["a<|>\n${below}`),
  'a bracket without its end': pod(`      args: [a, <|>\n${below}`),
  'the handler of a probe': pod(`      livenessProbe:\n        httpGet:<|>\n${below}`),
  'the port of a probe': pod(`      livenessProbe:\n        httpGet:\n          path: /<|>\n${below}`),
  'the port of a probe on the next line': pod(
    `      livenessProbe:\n        httpGet:\n          path: /\n          <|>\n${below}`,
  ),
  'a volume that is still to be written, at the end': pod('      volumeMounts:\n        - name: data<|>\n'),
  'a kind': 'apiVersion: apps/v1\nkind: Deplo<|>\n',
  'a version': 'apiVersion: ap<|>\nkind: Deployment\n',
  'a kind that does not stand there yet': 'apiVersion: v1\n<|>',
  'the spec, before it is written': 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n<|>',
};
for (const [what, source] of Object.entries(waiting)) {
  test(`waits: ${what}`, () => {
    const { file } = marked(source);
    assert.ok(language.diagnose(file).some(isRejection), 'there is something to wait');
    assert.deepEqual(rejections(source), []);
  });
}

const said: Readonly<Record<string, string>> = {
  'a misspelled key whose colon stands': pod(`      readinessprobe:<|>\n${below}`),
  'a misspelled key, from its block': pod(`      livenesProbe:\n        periodSeconds: 5<|>\n`),
  'a key that is no beginning of any': pod(`      foo<|>: bar\n${below}`),
  'a value that nothing mends': pod(`      imagePullPolicy: Sometimes<|>\n${below}`),
  'a missing image while somebody types elsewhere': pod(`    - name: side\n${below}  hostname: a<|>\n`),
  'a missing name while somebody types elsewhere': pod(`    - name:\n      image: nginx\n${below}  hostname: a<|>\n`),
  'a number that is too large': pod(`      ports:\n        - containerPort: 70000<|>\n${below}`),
  'a wrong type': pod(`      ports:\n        - containerPort: eighty<|>\n${below}`),
  'a tab in front': pod(`\ttty: true<|>\n${below}`),
  'a document beside it': `${pod(`    - name: side\n${below}`)}---\n${pod(`    - name: side<|>\n${below}`)}`,
  'a line that two mistakes make unreadable': pod(`      foo\n      bar<|>\n${below}`),
};
for (const [what, source] of Object.entries(said)) {
  test(`is said at once: ${what}`, () => {
    assert.notDeepEqual(rejections(source), []);
  });
}

test('what is said of the rest stays while a line is typed', () => {
  const { file, offset } = marked(pod(`      imag<|>\n    - name: web\n      image: nginx\n${below}`));
  const said = language.whileTyping(file, language.diagnose(file), offset);
  assert.deepEqual(
    said.filter(isRejection).map(({ code }) => code),
    ['ctr-name-duplicate'],
  );
  assert.ok(
    said.some(({ level }) => level === 'advice'),
    'advice stays',
  );
});

/** Typed letter by letter: which of the diagnoses come and go before the line is done. */
function flickering(before: string, line: string, after: string): readonly string[] {
  const shown = new Set<string>();
  const gone = new Set<string>();
  for (let end = line.search(/\S/) + 1; end <= line.length; end++) {
    const { file, offset } = marked(`${before}${line.slice(0, end)}<|>\n${after}`);
    const now = new Set(
      language
        .whileTyping(file, language.diagnose(file), offset)
        .filter(({ level }) => level !== 'advice')
        .map(({ code, message }) => `${code}: ${message}`),
    );
    for (const one of shown) if (!now.has(one)) gone.add(one);
    for (const one of now) shown.add(one);
  }
  return [...gone];
}

const steady: Readonly<Record<string, readonly [before: string, line: string, after: string]>> = {
  'an image of another registry': [pod('    - name: side\n'), '      image: registry.example.com/shop/web:1.2', below],
  'the name of a port': [
    pod('      ports: [{name: metrics, containerPort: 80}]\n      livenessProbe:\n        httpGet:\n'),
    '          port: metrics',
    below,
  ],
  'a limit below the request on its way up': [
    pod('      resources:\n        requests: {memory: 128Mi}\n        limits:\n'),
    '          memory: 256Mi',
    below,
  ],
  'a text that begins as a number': [pod('      env:\n        - name: RANGE\n'), '          value: 0-7', below],
  'a name that another container has on the way': [
    pod('').replace('- name: web', '- name: w'),
    '    - name: web',
    `      image: nginx\n${below}`,
  ],
};
for (const [what, [before, line, after]] of Object.entries(steady)) {
  test(`does not flicker: ${what}`, () => {
    assert.deepEqual(flickering(before, line, after), []);
  });
}

test('what a line does to others, and to a run, is said when it is done', () => {
  const text = pod('      resources:\n        requests: {memory: 128Mi}\n        limits: {memory: 1Mi<|>}\n');
  const { file, offset } = marked(text);
  const all = language.diagnose(file);
  assert.ok(all.some(({ code }) => code === 'res-request-over-limit'));
  assert.ok(!language.whileTyping(file, all, offset).some(({ code }) => code === 'res-request-over-limit'));
});

test('nothing is copied where nothing waits', () => {
  const { file, offset } = marked(pod('<|>'));
  const all = language.diagnose(file);
  assert.equal(language.whileTyping(file, all, offset), all);
});

/** An accepted object, at so many places that another choice would take too long. */
for (const [name, step] of [
  ['deployment', 2],
  ['cron-job', 5],
] as const) {
  test(`a ${name} typed from its first letter to its last is never refused on the way`, () => {
    const text = readFileSync(new URL(`../fixtures/typed/${name}.yaml`, import.meta.url), 'utf8');
    const refused: string[] = [];
    for (let end = 1; end <= text.length; end += step)
      for (const message of rejections(`${text.slice(0, end)}<|>`))
        refused.push(`${text.slice(0, end).split('\n').at(-1) ?? ''} => ${message}`);
    assert.deepEqual(refused, []);
  });
}
