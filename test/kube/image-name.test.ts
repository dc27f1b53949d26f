/** Which images are pulled always. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultPullPolicy, parseImageName } from '../../core/kube/image-name.ts';

const digest = 'sha256:3e1b1d9a4c5f6e7d8c9b0a1f2e3d4c5b6a7988776655443322110ffeeddccbba';
const cases: readonly (readonly [image: string, policy: string])[] = [
  ['nginx', 'Always'],
  ['nginx:latest', 'Always'],
  ['nginx:1.27', 'IfNotPresent'],
  [`nginx@${digest}`, 'IfNotPresent'],
  [`nginx:latest@${digest}`, 'Always'],
  [`nginx:1@${digest}`, 'IfNotPresent'],
  ['localhost:5000/app', 'Always'],
  ['localhost:5000/app:1', 'IfNotPresent'],
  ['registry.example.com/a/b', 'Always'],
  ['not a valid image', 'IfNotPresent'],
  ['', 'IfNotPresent'],
  ['Nginx', 'IfNotPresent'],
  ['nginx:', 'IfNotPresent'],
  [`nginx@${digest}0`, 'IfNotPresent'],
  ['nginx@md5:00112233445566778899aabbccddeeff', 'IfNotPresent'],
  ['a'.repeat(64), 'IfNotPresent'],
  ['a__b', 'Always'],
  ['a..b', 'IfNotPresent'],
  ['[::1]:5000/a', 'Always'],
  ['Host/a', 'Always'],
];

for (const [image, policy] of cases) {
  test(`${image.slice(0, 40) || '(empty)'} → ${policy}`, () => assert.equal(defaultPullPolicy(image), policy));
}

test('names are those that are pulled', () => {
  assert.deepEqual(parseImageName('nginx'), { name: 'docker.io/library/nginx', tag: 'latest', digest: '' });
  assert.deepEqual(parseImageName('index.docker.io/a/b:1'), { name: 'docker.io/a/b', tag: '1', digest: '' });
  assert.deepEqual(parseImageName(`ghcr.io/x@${digest}`), { name: 'ghcr.io/x', tag: '', digest });
});

test('a long name without end is read in no time', () => {
  assert.equal(parseImageName(`${'a-'.repeat(100_000)}!`), undefined);
});
