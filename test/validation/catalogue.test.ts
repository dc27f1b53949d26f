/** The examples of the catalogues: the wrong one gets its code, the right one is accepted without it. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { applyDefaults } from '../../core/kube/defaults.ts';
import type { JsonObject } from '../../core/kube/json.ts';
import { cataloguePages } from '../../core/validation/catalogue/index.ts';
import type { ValidationContext } from '../../core/validation/context.ts';
import { createObject } from '../../core/validation/create.ts';

function answerTo(
  yaml: string,
  context?: ValidationContext,
): { readonly errors: readonly string[]; readonly warnings: readonly string[] } {
  // As the server's YAML reader: a leading zero is octal.
  const object = parse(yaml, { version: '1.1' }) as JsonObject & { readonly apiVersion: string; readonly kind: string };
  const { apiVersion, kind } = object;
  const answer = createObject(apiVersion, kind, applyDefaults(apiVersion, kind, object as JsonObject), [], context);
  return { errors: answer.errors.map(({ code }) => code), warnings: answer.warnings.map(({ code }) => code) };
}

for (const { id, rules } of cataloguePages) {
  test(`examples show their rules: ${id}`, () => {
    for (const [code, { summary, why, wrong, right, context }] of Object.entries(rules)) {
      for (const sentence of [summary, why]) assert.match(sentence, /^[A-Z0-9a-z<`].{8,200}\.$/s, code);
      assert.equal(wrong === undefined, right === undefined, `${code} has one example of two`);
      if (wrong === undefined || right === undefined) continue;
      const bad = answerTo(wrong, context);
      assert.ok([...bad.errors, ...bad.warnings].includes(code), `${code}\n${wrong}${JSON.stringify(bad)}`);
      const good = answerTo(right, context);
      assert.deepEqual(good.errors, [], `${code}\n${right}`);
      assert.ok(!good.warnings.includes(code), right);
    }
  });
}

test('no rule stands on two pages', () => {
  const codes = cataloguePages.flatMap(({ rules }) => Object.keys(rules));
  assert.deepEqual(
    codes.filter((code, position) => codes.indexOf(code) !== position),
    [],
  );
});

test('every rule id of the checks has an entry', () => {
  const folder = new URL('../../core/validation/', import.meta.url);
  const documented = new Set(cataloguePages.flatMap(({ rules }) => Object.keys(rules)));
  const isStem = (code: string): boolean => [...documented].some((one) => one.startsWith(`${code}-`));
  const missing = readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .flatMap((name) => {
      const text = readFileSync(new URL(name, folder), 'utf8');
      const calls = text.matchAll(
        /\b(?:required|forbidden|invalid|invalidEach|notSupported|notSupportedText|duplicate|notFound|tooLong|tooMany|validate\w+)\(\s*'([a-z]+(?:-[a-z0-9]+)+)',/g,
      );
      return [...calls]
        .map(([, code = '']) => code)
        .filter((code) => !documented.has(code) && !isStem(code))
        .map((code) => `${code} in ${name}`);
    });
  assert.deepEqual([...new Set(missing)], []);
});
