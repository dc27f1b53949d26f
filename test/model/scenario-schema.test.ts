/** The published JSON Schema and our own reader agree on what a Scenario is. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { presetsFor } from '../../core/behaviour/presets.ts';
import { scenarioDocument } from '../../core/features/scenario-document.ts';
import { printScenario } from '../../core/features/scenario-text.ts';
import { readScenario } from '../../core/model/scenario.ts';
import { scenarioSchema } from '../../core/model/scenario-schema.ts';
import { scenarioShape } from '../../core/model/scenario-shape.ts';
import { readByShape } from '../../core/model/shape-reader.ts';
import { checkScenario } from '../../core/schema/own-document.ts';
import { parseTree } from '../../core/syntax/parse.ts';

const validate = new Ajv2020({ allowUnionTypes: true }).compile(scenarioSchema());
const head = { apiVersion: 'podscope.dev/v1alpha1', kind: 'Scenario' };

for (const { id, scenario } of presetsFor({ containers: [{ name: 'app', image: 'acme/app:1' }] })) {
  test(`preset ${id} fits the schema`, () => {
    assert.equal(validate(scenarioDocument(scenario)), true, JSON.stringify(validate.errors));
    assert.deepEqual(readScenario(parseTree(printScenario(scenario)))?.problems, []);
  });
}

const cases: readonly (readonly [unknown, boolean])[] = [
  [{ horizon: '5m' }, true],
  [{ horizon: 300 }, true],
  [{ horizon: 'soon' }, false],
  [{ horizonn: '5m' }, false],
  [{ timing: 'ideal' }, true],
  [{ timing: { pleg: 0.5 } }, true],
  [{ timing: 'fast' }, false],
  [{ jitter: 0.5 }, true],
  [{ jitter: { seed: 1 } }, true],
  [{ jitter: 3 }, false],
  [{ actions: [{ at: '5s', delete: {} }] }, true],
  [{ actions: [{ at: '5s' }] }, false],
  [{ actions: [{ at: '5s', delete: {}, kubelet: 'stops' }] }, false],
  [{ containers: [{ name: 'a', memory: [{ from: '0s', uses: '64Mi' }] }] }, true],
  [{ containers: [{}] }, false],
  [{ containers: {} }, false],
  [{ expect: [{ within: '20s', condition: 'Ready' }] }, true],
  [{ expect: [{ sometimes: true }] }, false],
];
for (const [spec, isGood] of cases) {
  test(`schema and reader say ${isGood ? 'yes' : 'no'} to ${JSON.stringify(spec)}`, () => {
    assert.equal(validate({ ...head, spec }), isGood);
    const document = readScenario(parseTree(JSON.stringify({ ...head, spec })));
    assert.equal(document?.problems.length === 0, isGood, JSON.stringify(document?.problems));
  });
}

/** Each field of a simple type, with the path that it has in the value that was read. */
const leaves: readonly (readonly [string, string])[] = [
  ['horizon: ?', 'horizon'],
  ['kubernetesVersion: ?', 'kubernetesVersion'],
  ['featureGates: {A: ?}', 'featureGates.A'],
  ['jitter: ?', 'jitter'],
  ['timing: ?', 'timing'],
  ['images: [{image: a, size: ?}]', 'images.0.size'],
  ['expect: [{atLeast: ?}]', 'expect.0.atLeast'],
  ['expect: [{phase: ?}]', 'expect.0.phase'],
  [
    'containers: [{name: a, answers: [{sequence: [{from: 0, status: ?}]}]}]',
    'containers.0.answers.0.sequence.0.status',
  ],
];
const scalars = `0 1 -1 200 99 600 1.5 -0.5 0x10 1e3 30s 1m30s -5s +5s 1.5h .5s 5 5x 1µs 300Mi 1Gi 1k 1e3Ki -1Mi true false yes no off on
  "off" "30s" "5" ideal typical Running running 1.36 "1.36" ~ "" x "x y" 2024-01-01 .inf .nan 1_000`;
for (const [line, path] of leaves) {
  test(`what the schema accepts is read, and nothing else: ${line}`, () => {
    for (const scalar of scalars.split(/\s+(?=(?:[^"]*"[^"]*")*[^"]*$)/)) {
      const root = parseTree(
        `{apiVersion: podscope.dev/v1alpha1, kind: Scenario, spec: {${line.replace('?', scalar)}}}`,
      ).root;
      assert.ok(root);
      const { value, written } = readByShape(root, scenarioShape);
      const read = path
        .split('.')
        .reduce<unknown>(
          (at, key) => (at as Record<string, unknown> | undefined)?.[key],
          (value as { spec: unknown }).spec,
        );
      assert.equal(
        checkScenario(written).length === 0,
        read !== undefined,
        `${line.replace('?', scalar)}: read ${JSON.stringify(read)}`,
      );
    }
  });
}
