/** The exported JSON Schemas compile, and the Pod's accepts every Pod that a real server accepted. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { toJson } from '../../core/schema/json-node.ts';
import { parseTree } from '../../core/syntax/parse.ts';
import { splitDocuments } from '../../core/syntax/split.ts';

const schemas = new URL('../../schemas/', import.meta.url);
const recorded = new URL('../oracle/verdicts/', import.meta.url);

interface Verdict {
  readonly case: string;
  readonly docIndex?: number;
  readonly kind: string | null;
  readonly apiVersion: string | null;
  readonly accepted: boolean;
}

function compile(kind: string): (value: unknown) => boolean {
  const schema = JSON.parse(readFileSync(new URL(`${kind.toLowerCase()}.json`, schemas), 'utf8')) as {
    $schema?: string;
  };
  const Compiler = schema.$schema?.includes('2020-12') === true ? Ajv2020 : Ajv;
  return new Compiler({ strictSchema: true, strictTypes: false, allowUnionTypes: true }).compile(schema);
}

test('every schema compiles', () => {
  const names = readdirSync(schemas);
  assert.equal(names.length, 21);
  for (const name of names) compile(name.replace('.json', ''));
});

test('accepted manifests pass, whatever their kind', () => {
  const validators = new Map<string, (value: unknown) => boolean>();
  const verdicts = readFileSync(new URL('verdicts.jsonl', recorded), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Verdict);
  let checked = 0;
  for (const verdict of verdicts.filter(
    ({ accepted, kind, apiVersion }) => accepted && kind !== null && apiVersion !== null,
  )) {
    const kind = verdict.kind ?? '';
    const validate = validators.get(kind) ?? compile(kind);
    validators.set(kind, validate);
    const text =
      splitDocuments(readFileSync(new URL(`cases/${verdict.case}.yaml`, recorded), 'utf8'))[verdict.docIndex ?? 0]
        ?.text ?? '';
    const { root } = parseTree(text);
    const value =
      root &&
      JSON.parse(
        JSON.stringify(toJson(root, { left: 1e6 }), (_key, item: unknown) =>
          typeof item === 'bigint' ? Number(item) : item,
        ),
      );
    assert.ok(validate(value), `${verdict.case} is accepted by the server`);
    checked++;
  }
  assert.ok(checked > 500, `${checked} manifests checked`);
});

test('a misspelled field does not pass', () => {
  assert.equal(
    compile('Pod')({ apiVersion: 'v1', kind: 'Pod', spec: { containers: [{ readinessprobe: {} }] } }),
    false,
  );
});
