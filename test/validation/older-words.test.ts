/** Servers before 1.36 refuse some Pods in other words, or not at all; checked against the validation of 1.32, 1.34 and 1.35. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { causesOf, errorsOf, podWith } from '../support/validation.ts';

const rules = {
  restartPolicy: 'Never',
  restartPolicyRules: Array.from({ length: 21 }, () => ({
    action: 'Restart',
    exitCodes: { operator: 'In', values: [1] },
  })),
};
const longLabel = { labels: { app: 'x'.repeat(64) } };
const gate = { schedulingGates: [{ name: 'a/b/c' }] };
const name = 'spec.containers[0]';

/** A Pod, a version, the last cause (or none). */
const table: readonly (readonly [object, string, string | undefined])[] = [
  [
    { metadata: longLabel },
    '1.36',
    'FieldValueInvalid metadata.labels Invalid value: "xxx": must be no more than 63 bytes',
  ],
  [
    { metadata: longLabel },
    '1.34',
    'FieldValueInvalid metadata.labels Invalid value: "xxx": must be no more than 63 characters',
  ],
  [
    { container: rules },
    '1.36',
    `FieldValueTooMany ${name}.restartPolicyRules Too many: 21: must have at most 20 items`,
  ],
  [
    { container: rules },
    '1.35',
    `FieldValueTooLong ${name}.restartPolicyRules Too long: may not be more than 20 bytes`,
  ],
  [{ container: rules }, '1.34', undefined],
  [
    { container: { restartPolicy: 'Never' } },
    '1.33',
    `FieldValueForbidden ${name}.restartPolicy Forbidden: may not be set for non-init containers`,
  ],
  [{ spec: { os: {} } }, '1.33', 'FieldValueRequired spec.os.name Required value: cannot be empty'],
  [
    { spec: { hostUsers: false, hostPID: true } },
    '1.33',
    'FieldValueForbidden spec.HostPID Forbidden: when `pod.Spec.HostUsers` is false',
  ],
  [
    { spec: { dnsConfig: { nameservers: ['010.1.1.1'] } } },
    '1.36',
    'FieldValueInvalid spec.dnsConfig.nameservers[0] Invalid value: "010.1.1.1": must not have leading 0s',
  ],
  [{ spec: { dnsConfig: { nameservers: ['010.1.1.1'] } } }, '1.35', undefined],
];

test('the words of a version', () => {
  for (const [parts, kubernetesVersion, expected] of table) {
    const causes = causesOf(errorsOf(podWith(parts), { kubernetesVersion }));
    assert.equal(
      causes.at(-1)?.replace('x'.repeat(64), 'xxx'),
      expected,
      `${kubernetesVersion} ${JSON.stringify(parts)}`,
    );
  }
});

test('keys with two slashes', () => {
  const textIn = (kubernetesVersion: string): string =>
    errorsOf(podWith({ spec: gate }), { kubernetesVersion })[0]?.message ?? '';
  assert.match(textIn('1.36'), /: a valid label key must consist of/);
  assert.match(textIn('1.34'), /: a qualified name must consist of/);
});
