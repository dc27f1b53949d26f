/** The published JSON Schema and our own reader agree on what a Scenario is. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { presetsFor } from '../../core/behaviour/presets.ts';
import { scenarioDocument } from '../../core/features/scenario-document.ts';
import { printScenario } from '../../core/features/scenario-text.ts';
import { readScenario } from '../../core/model/scenario.ts';
import { scenarioSchema } from '../../core/model/scenario-schema.ts';
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
