/** Values print as by Go. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readGoJson } from '../../core/kube/go-json.ts';
import { goJson, goJsonString, goQuote } from '../../core/kube/go-print.ts';
import { nearest } from '../../core/kube/nearest.ts';
import { byteLength } from '../../core/kube/utf8.ts';

test('quoted strings', () => {
  assert.equal(
    goQuote('a"b\\c\n\u0000\u007fé\u00a0\u200b😀\ue000'),
    '"a\\"b\\\\c\\n\\x00\\x7fé\\u00a0\\u200b😀\\ue000"',
  );
  assert.equal(goQuote('\u{e0001}'), '"\\U000e0001"');
});

test('JSON escapes what could end a script', () => {
  assert.equal(goJsonString('<a>&\u2028"'), '"\\u003ca\\u003e\\u0026\\u2028\\""');
  assert.equal(goJson({ a: undefined, b: null, c: [1n, true, 'x'] }), '{"b":null,"c":[1,true,"x"]}');
});

test('JSON is refused in the words of Go', () => {
  const table: readonly (readonly [string, string])[] = [
    ['', 'unexpected end of JSON input'],
    ['{', 'unexpected end of JSON input'],
    ['x', "invalid character 'x' looking for beginning of value"],
    ['é', "invalid character 'Ã' looking for beginning of value"],
    ['{]', "invalid character ']' looking for beginning of object key string"],
    ['[1,]', "invalid character ']' looking for beginning of value"],
    ['[1 2]', "invalid character '2' after array element"],
    ['{"a" 1}', "invalid character '1' after object key"],
    ['{"a":1 "b"}', "invalid character '\"' after object key:value pair"],
    ['[tru]', "invalid character ']' in literal true (expecting 'e')"],
    ['[-]', "invalid character ']' in numeric literal"],
    ['[1.]', "invalid character ']' after decimal point in numeric literal"],
    ['[1e]', "invalid character ']' in exponent of numeric literal"],
    ['["\\x"]', "invalid character 'x' in string escape code"],
    ['["\\u12"]', "invalid character '\"' in \\u hexadecimal character escape"],
    ['["\n"]', "invalid character '\\n' in string literal"],
    ['[] x', "invalid character 'x' after top-level value"],
  ];
  for (const [text, error] of table) assert.deepEqual(readGoJson(text), { error }, text);
  assert.deepEqual(readGoJson(' {"a": [1.5e1, null, "\\u0041\\n"]} '), { value: { a: [15, null, 'A\n'] } });
  assert.ok('error' in readGoJson('['.repeat(100_000)));
});

test('bytes, not characters', () => {
  assert.equal(byteLength('aé€😀'), 1 + 2 + 3 + 4);
});

test('the nearest of a few words', () => {
  assert.equal(nearest('always', ['Always', 'Never']), 'Always');
  assert.equal(nearest('ndoe', ['node', 'none']), 'node');
  assert.equal(nearest('x', ['Always', 'Never']), undefined);
  assert.equal(nearest('', ['a']), undefined);
});
