/** IP addresses are read as by the server. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ipErrors, ipText, parseIp } from '../../core/kube/ip.ts';

const notAnIp = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';

/** Text, its canonical text, its failing texts. */
const table: readonly (readonly [string, string | undefined, readonly string[]])[] = [
  ['1.2.3.4', '1.2.3.4', []],
  ['010.1.1.1', '10.1.1.1', ['must not have leading 0s']],
  ['256.1.1.1', undefined, [notAnIp]],
  ['1.2.3', undefined, [notAnIp]],
  ['', undefined, [notAnIp]],
  ['::', '::', []],
  ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1', []],
  ['1:0:3:4:5:6:7:8', '1:0:3:4:5:6:7:8', []],
  ['::ffff:1.2.3.4', '1.2.3.4', ['must not be an IPv4-mapped IPv6 address']],
  ['::ffff:102:304', '1.2.3.4', ['must not be an IPv4-mapped IPv6 address']],
  ['00001::', '1::', ['must not have leading 0s']],
  ['1::2::3', undefined, [notAnIp]],
  ['1:2:3:4:5:6:1.2.3.4', '1:2:3:4:5:6:102:304', []],
  ['1.2.3.4::', undefined, [notAnIp]],
  ['1:2:3:4:5:6:7::8', undefined, [notAnIp]],
  ['fe80::1%eth0', undefined, [notAnIp]],
  ['::g', undefined, [notAnIp]],
  [':1', undefined, [notAnIp]],
];

test('addresses and their canonical form', () => {
  for (const [text, canonical, errors] of table) {
    const address = parseIp(text);
    assert.equal(address === undefined ? undefined : ipText(address), canonical, text);
    assert.deepEqual(ipErrors(text, true), errors, text);
  }
});

test('before 1.36 leading zeros and mapped addresses passed', () => {
  assert.deepEqual(ipErrors('010.1.1.1', false), []);
  assert.deepEqual(ipErrors('::ffff:1.2.3.4', false), []);
});
