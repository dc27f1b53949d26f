/** Formats of names fail with the server's texts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labelKeyErrors, labelValueErrors, toLabelValue } from '../../core/kube/labels.ts';
import {
  configKeyErrors,
  dns1035LabelErrors,
  dnsLabelErrors,
  dnsSubdomainErrors,
  envNameErrors,
  httpHeaderErrors,
  nameIsSubdomain,
  percentErrors,
  portNameErrors,
  strictEnvNameErrors,
  toDnsLabel,
  toDnsSubdomain,
  underscoreSubdomainErrors,
} from '../../core/kube/names.ts';

/** A check, a value and the start of each text; none for a valid value. */
const table: readonly (readonly [(value: string) => readonly string[], string, readonly string[]])[] = [
  [dnsLabelErrors, 'web-1', []],
  [dnsLabelErrors, 'a.b', ['must not contain dots']],
  [dnsLabelErrors, '', ['a lowercase RFC 1123 label must']],
  [dnsLabelErrors, 'x'.repeat(64), ['must be no more than 63 characters']],
  [dnsLabelErrors, 'X'.repeat(64), ['must be no more than 63 characters', 'a lowercase RFC 1123 label must']],
  [dnsSubdomainErrors, 'a.b-c.d', []],
  [dnsSubdomainErrors, 'a..b', ['a lowercase RFC 1123 subdomain must']],
  [dnsSubdomainErrors, 'x'.repeat(254), ['must be no more than 253 characters']],
  [underscoreSubdomainErrors, '_tcp.a_b', []],
  [
    underscoreSubdomainErrors,
    '__a',
    ["a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_'"],
  ],
  [dns1035LabelErrors, '1a', ['a DNS-1035 label must']],
  [portNameErrors, 'http', []],
  [
    portNameErrors,
    '-8--0-',
    ['must contain at least one letter', 'must not contain consecutive', 'must not begin or end'],
  ],
  [portNameErrors, 'HTTP', ['must contain only alpha', 'must contain at least one letter']],
  [envNameErrors, '1 a.b', []],
  [envNameErrors, 'A=B', ['a valid environment variable name must consist only']],
  [envNameErrors, 'é', ['a valid environment variable name must consist only']],
  [envNameErrors, '', ['environment variable name must be non-empty']],
  [strictEnvNameErrors, '1a', ['a valid environment variable name must consist of alphabetic']],
  [configKeyErrors, '..a', ["must not start with '..'"]],
  [configKeyErrors, '..', ["must not be '..'"]],
  [configKeyErrors, 'a/b', ['a valid config key must']],
  [httpHeaderErrors, 'X_A', ['a valid HTTP header must']],
  [percentErrors, '5', ['a valid percent string must']],
  [labelKeyErrors, 'example.com/My_key', []],
  [labelKeyErrors, '/a', ['prefix part must be non-empty']],
  [labelKeyErrors, 'a/', ['name part must be non-empty', 'name part must consist']],
  [labelKeyErrors, 'A/b', ['prefix part a lowercase']],
  [labelKeyErrors, 'a/b/c', ['a valid label key must consist']],
  [labelKeyErrors, `${'x'.repeat(254)}/a`, ['prefix part must be no more than 253 bytes']],
  [labelKeyErrors, 'x'.repeat(64), ['name part must be no more than 63 bytes']],
  [labelValueErrors, '', []],
  [labelValueErrors, 'é'.repeat(32), ['must be no more than 63 bytes', 'a valid label must be an empty string']],
];

test('each failing test of a format gives its text', () => {
  for (const [check, value, starts] of table) {
    const texts = check(value);
    assert.equal(texts.length, starts.length, `${value}: ${texts.join(' | ')}`);
    starts.forEach((start, i) => assert.ok(texts[i]?.startsWith(start), `${value}: ${texts[i]}`));
  }
});

test("the examples stand in the text with the server's spacing", () => {
  assert.equal(
    dnsLabelErrors('')[0],
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character " +
      "(e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
  );
});

test('a prefix for generated names may end in one dash', () => {
  assert.deepEqual(nameIsSubdomain('app-', true), []);
  assert.equal(nameIsSubdomain('app-', false).length, 1);
  assert.equal(nameIsSubdomain('app.', true).length, 1);
});

test('the nearest valid name', () => {
  assert.equal(toDnsLabel('My_App!'), 'my-app');
  assert.equal(toDnsLabel('___'), '');
  assert.equal(toDnsSubdomain('My_App.Example'), 'my-app.example');
  assert.equal(toLabelValue(' a b '), 'a-b');
  assert.deepEqual(dnsLabelErrors(toDnsLabel(`-${'X'.repeat(80)}_`)), []);
});
