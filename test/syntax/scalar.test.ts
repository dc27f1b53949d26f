/** What a plain scalar means to Kubernetes' YAML reader. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyText, resolvePlain, resolveTagged } from '../../core/syntax/scalar.ts';

function json(text: string): string {
  const value = resolvePlain(text);
  if (value.type === 'string') return JSON.stringify(value.value);
  if (value.type === 'null') return 'null';
  return value.type === 'bool' ? String(value.value) : String(value.json);
}

const table: readonly (readonly [string, readonly string[]])[] = [
  ['true', ['true', 'True', 'TRUE', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'y', 'Y']],
  ['false', ['false', 'no', 'off', 'n', 'N', 'OFF']],
  ['null', ['', '~', 'null', 'Null', 'NULL']],
  ['1000', ['1000', '1_000', '+1000', '1e3', '1000.', '1000.0']],
  ['420', ['0644', '0o644', '0x1A4', '0b110100100', '420']],
  ['89', ['089']],
  ['-15', ['-017', '-0xF', '-15']],
  ['0.5', ['.5', '0.5', '5e-1', '+.5']],
  ['18446744073709551615', ['18446744073709551615']],
  ['18446744073709552000', ['18446744073709551616']],
  ['1e+21', ['1e21', '1000000000000000000000']],
  ['-9223372036854775808', ['-9223372036854775808']],
  ['-0', ['-0.0']],
  ['undefined', ['.inf', '-.Inf', '.nan']],
];
for (const [expected, texts] of table) {
  test(`${expected} is written ${texts.map((text) => `'${text}'`).join(' ')}`, () => {
    for (const text of texts) assert.equal(json(text), expected, text);
  });
}

test('everything else is a string', () => {
  const strings = [
    'yEs',
    'yep',
    '1e',
    '0x',
    '1.2.3',
    '12:30:45',
    '1:20',
    '2024-01-01',
    '2024-01-01T10:00:00Z',
    '1e400',
    '0o8',
    '0b2',
    '-',
    '+',
    '.',
    '1 000',
    'nan',
    'tRUE',
    '99999999999999999999999x',
    '<<',
    '=',
  ];
  for (const text of strings) assert.equal(json(text), JSON.stringify(text));
});

test('keys of other types become strings, null has none', () => {
  const keys = ['on', '1', '0x10', '1.5', '~', 'a'].map((text) => keyText(resolvePlain(text)));
  assert.deepEqual(keys, ['true', '1', '16', '1.5', undefined, 'a']);
});

test('tags decide, or are refused in the words of the reader', () => {
  assert.deepEqual(resolveTagged('!!str', '1'), { value: { type: 'string', value: '1' } });
  assert.deepEqual(resolveTagged('!app', '1'), { value: { type: 'string', value: '1' } });
  assert.deepEqual(resolveTagged('!!binary', 'aGk='), { value: { type: 'string', value: 'hi' } });
  assert.deepEqual(resolveTagged('!!int', 'a'), { problem: 'cannot decode !!str `a` as a !!int' });
});
