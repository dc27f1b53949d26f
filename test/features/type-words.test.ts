/** A value of another type than its field's: what the field takes is said in plain words behind the server's. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serverDiagnoses } from '../support/diagnoses.ts';

const pod = (lines: string): string => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n${lines}`;
const container = (lines: string): string => pod(`spec:\n  containers:\n    - name: web\n      image: nginx\n${lines}`);

const table: readonly (readonly [string, string])[] = [
  [container('      args: [8080]\n'), 'Each item of args is a text, and this is the number 8080.'],
  [container('      ports: 80\n'), 'ports takes a list of objects, and this is the number 80.'],
  [container('      env: {A: b}\n'), 'env takes a list of objects, and this is an object.'],
  [container('      tty: "true"\n'), 'tty takes true or false, and this is a text in quotes.'],
  [container('      resources: []\n'), 'resources takes an object with fields of its own, and this is a list.'],
  [
    container('      resources: {limits: {cpu: 1kg}}\n'),
    'cpu takes an amount such as 500m, 2 or 64Mi, and this is the text 1kg.',
  ],
  [
    container('      ports: [{containerPort: 3000000000}]\n'),
    'containerPort takes a whole number up to 2147483647, and this is the number 3000000000.',
  ],
  [
    pod('  annotations: {prometheus.io/scrape: yes}\nspec: {containers: [{name: web, image: nginx}]}\n'),
    'prometheus.io/scrape takes a text, and this is the truth value yes.',
  ],
];
for (const [text, words] of table) {
  test(words, () => {
    const [found, ...others] = serverDiagnoses(text);
    assert.deepEqual(others, []);
    assert.ok(found?.message.endsWith(`. ${words}`), found?.message);
  });
}
