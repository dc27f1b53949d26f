/** The published JSON Schema of `podscope.yaml` says what the reader says. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readConfiguration } from '../../core/language.ts';
import { configurableRules } from '../../core/features/config-service.ts';
import { configSchema } from '../../core/model/config-shape.ts';

const validate = new Ajv2020({ allowUnionTypes: true }).compile(configSchema(configurableRules));

const cases: readonly (readonly [unknown, boolean])[] = [
  [{}, true],
  [{ kubernetesVersion: '1.35', namespace: 'shop', ignore: ['a/**'] }, true],
  [{ kubernetesVersion: '1.20' }, false],
  [{ rules: { 'no-latest-tag': 'warning', 'require-memory-limit': 'off' } }, true],
  [{ rules: { 'no-latest-tagg': 'warning' } }, false],
  [{ rules: { 'no-latest-tag': 'loud' } }, false],
  [{ overrides: [{ files: ['a'], rules: { 'no-latest-tag': 'hint' } }] }, true],
  [{ overrides: [{ file: ['a'] }] }, false],
  [{ overrides: { files: ['a'] } }, false],
  [{ featureGates: { A: true } }, true],
  [{ featureGates: { A: 'yes!' } }, false],
  [{ severity: 'off' }, false],
  [[], false],
];
for (const [value, isGood] of cases)
  test(`schema and reader say ${isGood ? 'yes' : 'no'} to ${JSON.stringify(value)}`, () => {
    assert.equal(validate(value), isGood);
    assert.equal(readConfiguration(JSON.stringify(value)).problems.length === 0, isGood);
  });
