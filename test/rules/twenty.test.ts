/** The first twenty rules of "accepted, but goes wrong": each has its file, its manifests and near misses; the last one is about LimitRanges. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createLanguage } from '../../core/language.ts';
import { rules } from '../../core/rules/index.ts';

const twenty: Readonly<Record<string, string>> = {
  'named probe port that no container declares': 'probe-port-undeclared',
  'exec probe given as one string': 'exec-command-is-one-string',
  'command that ends under restartPolicy: Always': 'command-ends',
  'init container that never ends': 'init-never-ends',
  'unparsable image': 'image-unparsable',
  'runAsNonRoot with uid 0': 'non-root-runs-as-root',
  'memory in milli-bytes': 'memory-in-milli-bytes',
  '100Mi of CPU': 'cpu-in-bytes',
  'hair-trigger liveness': 'hair-trigger-liveness',
  'liveness that fires before a stated slow start ends': 'liveness-before-start',
  'timeout above period': 'probe-timeout-above-period',
  'preStop that eats the grace period': 'pre-stop-eats-grace',
  'preStop or probe command missing from a well-known image': 'command-not-in-image',
  'liveness equal to readiness': 'liveness-equals-readiness',
  '$(VAR) defined later or nowhere': 'env-reference-undefined',
  'same port in two containers of a Pod': 'port-shared-by-containers',
  'sidecar pattern without restartPolicy: Always': 'sidecar-without-restart-policy',
  'Job whose ordinary sidecar never lets it end': 'job-never-ends',
  'readiness that can never turn true': 'readiness-never-true',
};

for (const [claim, id] of Object.entries(twenty)) {
  test(`${claim}: ${id}`, () => {
    assert.ok(rules.some(({ meta }) => meta.id === id));
    // `checkRule` counts the manifests of both kinds.
    assert.match(readFileSync(join(import.meta.dirname, `${id}.test.ts`), 'utf8'), /^checkRule\(/m);
  });
}

const language = createLanguage();

/** Pods of a Deployment with these resources, beside a LimitRange with this item. */
function refusals(item: string, resources: string, more = ''): readonly string[] {
  const text =
    `apiVersion: v1\nkind: LimitRange\nmetadata: {name: range${more}}\nspec: {limits: [${item}]}\n---\n` +
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\nspec:\n  selector: {matchLabels: {app: api}}\n' +
    '  template:\n    metadata: {labels: {app: api}}\n    spec:\n' +
    `      containers: [{name: api, image: "example.com/api:1", resources: ${resources}}]\n`;
  const found = language.diagnose(language.openFile(text, 'file:///shop/all.yaml'));
  return found.filter(({ code }) => code.startsWith('lr-')).map(({ level, message }) => `${level}: ${message}`);
}

const found: readonly (readonly [item: string, resources: string])[] = [
  ['{type: Container, max: {cpu: "1"}}', '{requests: {cpu: "2"}, limits: {cpu: "2"}}'],
  ['{type: Container, max: {memory: 1Gi}}', '{limits: {memory: 2Gi}}'],
  ['{type: Container, min: {memory: 64Mi}}', '{requests: {memory: 32Mi}}'],
  ['{type: Container, max: {cpu: "1"}}', '{limits: {cpu: 1001m}}'],
  ['{type: Pod, max: {memory: 1Gi}}', '{requests: {memory: 2Gi}, limits: {memory: 2Gi}}'],
  ['{type: Container, maxLimitRequestRatio: {cpu: "2"}}', '{requests: {cpu: "1"}, limits: {cpu: "3"}}'],
];
for (const [item, resources] of found)
  test(`requests above any LimitRange: ${resources} beside ${item}`, () => {
    const said = refusals(item, resources);
    assert.ok(said.length > 0 && said.every((one) => one.startsWith('fails: ')), said.join('; '));
  });

const missed: readonly (readonly [item: string, resources: string, more?: string])[] = [
  ['{type: Container, max: {cpu: "1"}}', '{requests: {cpu: "1"}, limits: {cpu: "1"}}'],
  ['{type: Container, max: {memory: 2Gi}}', '{limits: {memory: 2048Mi}}'],
  ['{type: Container, min: {memory: 64Mi}}', '{requests: {memory: 64Mi}}'],
  ['{type: Container, max: {cpu: "1"}}', '{limits: {cpu: 2}}', ', namespace: other'],
  ['{type: Container, max: {cpu: "1"}, default: {cpu: 500m}}', '{}'],
  ['{type: Container, maxLimitRequestRatio: {cpu: "2"}}', '{requests: {cpu: "1"}, limits: {cpu: "2"}}'],
  ['{type: PersistentVolumeClaim, max: {storage: 1Gi}}', '{requests: {cpu: "2"}}'],
];
for (const [item, resources, more] of missed)
  test(`fits into the LimitRange: ${resources} beside ${item}`, () => {
    assert.deepEqual(refusals(item, resources, more), []);
  });
