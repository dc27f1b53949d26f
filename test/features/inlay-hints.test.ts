import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLanguage } from '../../core/language.ts';
import { marked } from '../support/cursor.ts';

const language = createLanguage();
const pod = (body: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: nginx\n${body}`;

function hints(text: string, mode: 'budgets' | 'all' = 'budgets'): string[] {
  const file = language.openFile(text);
  return language
    .inlayHints(file, { start: 0, end: text.length }, mode)
    .map(({ offset, label }) => `${text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim()} ${label}`);
}

test('one hint a probe, in seconds', () => {
  assert.deepEqual(
    hints(
      pod(
        '      livenessProbe:\n        tcpSocket: {port: 80}\n      readinessProbe:\n        periodSeconds: 5\n        tcpSocket: {port: 80}\n      startupProbe:\n        failureThreshold: 30\n        tcpSocket: {port: 80}\n',
      ),
    ),
    [
      'startupProbe: has 4 min 50 s to 5 min to start',
      'readinessProbe: out of Services 10 to 15 s after it stops answering',
      'livenessProbe: killed 20 to 30 s after it stops answering',
    ],
  );
});
test('defaults only on demand', () => {
  assert.deepEqual(hints(pod('      resources:\n        limits: {memory: 64Mi}\n'), 'all'), [
    'image: nginx imagePullPolicy: Always',
    'limits: {memory: 64Mi} also requested: memory',
  ]);
});
test('nothing outside of the range that is on the screen', () => {
  const text = pod('      livenessProbe:\n        tcpSocket: {port: 80}\n');
  assert.deepEqual(language.inlayHints(language.openFile(text), { start: 0, end: 10 }, 'budgets'), []);
});
test('a selection grows from the word to the file', () => {
  const { file, offset, text } = marked(pod('      ports:\n        - containerPort: 8<|>0\n'));
  const grown = language.selectionRanges(file, offset).map(({ start, end }) => text.slice(start, end).trim());
  assert.equal(grown[0], '80');
  assert.equal(grown[1], 'containerPort: 80');
  assert.equal(grown.at(-1), text.trim());
});
test('everything of several lines can be folded', () => {
  const text = pod('      ports:\n        - containerPort: 80\n');
  const first = language.foldingRanges(language.openFile(text)).map(({ start }) => text.slice(start).split('\n')[0]);
  assert.deepEqual(first, ['metadata:', 'spec:', 'containers:', 'name: web', 'ports:']);
});

test('probes that the server refuses have no hint', () => {
  const refused = pod('').replace(
    '  containers:',
    '  initContainers:\n    - {name: i, livenessProbe: {tcpSocket: {port: 80}}}\n  containers:',
  );
  assert.deepEqual(hints(refused), []);
});
