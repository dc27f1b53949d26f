/** Each rule of the server has a quick fix, or stands here with the reason why it has none: a new one is noticed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodingCatalogue } from '../../core/features/decoding-catalogue.ts';
import { cataloguePages } from '../../core/validation/catalogue/index.ts';
import { language, serverDiagnoses } from '../support/diagnoses.ts';

/** Deliberately without a fix for the example of its page; other values of the same rule may have one. */
const withoutFix: Readonly<Record<string, readonly string[]>> = {
  'Only the author knows the name, address, path or image.': [
    'ctr-image-required',
    'pod-containers-required',
    'port-container-required',
    'port-container-range',
    'env-configmapref-name',
    'env-secretref-name',
    'env-fileref-volume-required',
    'env-fileref-path-required',
    'claims-no-source',
    'vol-aws-volumeid',
    'vol-azuredisk-name',
    'vol-azuredisk-uri',
    'vol-azurefile-secret',
    'vol-azurefile-share',
    'vol-cephfs-monitors',
    'vol-cinder-volumeid',
    'vol-csi-driver-long',
    'vol-csi-driver-required',
    'vol-device-name-required',
    'vol-downward-none',
    'vol-fc-none',
    'vol-flex-driver',
    'vol-flocker-none',
    'vol-gce-pdname',
    'vol-gitrepo-repository',
    'vol-glusterfs-endpoints',
    'vol-glusterfs-path',
    'vol-hostpath-path',
    'vol-image-reference',
    'vol-iscsi-chap-secret',
    'vol-iscsi-initiator-format',
    'vol-iscsi-initiator-prefix',
    'vol-iscsi-iqn-format',
    'vol-iscsi-iqn-prefix',
    'vol-iscsi-iqn-required',
    'vol-iscsi-portal',
    'vol-nfs-server',
    'vol-photon-pdid',
    'vol-portworx-id',
    'vol-quobyte-registry',
    'vol-quobyte-registry-required',
    'vol-quobyte-tenant',
    'vol-quobyte-volume',
    'vol-rbd-image',
    'vol-rbd-monitors',
    'vol-scaleio-required',
    'vol-storageos-name',
    'vol-vsphere-path',
    'dns-nameserver-ip',
    'job-managed-by',
    'job-managed-by-long',
    'win-user-backslash',
    'win-user-control',
    'win-user-domain-format',
    'win-user-domain-long',
    'win-user-dots',
    'win-user-user-empty',
    'win-user-user-long',
    'secret-docker-json',
    'secret-type-key',
    'dec-intorstring',
    'dec-kind-missing',
    'rc-selector-required',
    'rc-template-required',
    'sec-apparmor-localhost-long',
  ],
  'Too many: which of them are left out is a decision.': [
    'ctr-restart-rule-values',
    'ctr-restart-rules-too-many',
    'dns-searches-long',
    'job-pfp-conditions-many',
    'job-pfp-exit-values-many',
    'job-pfp-exit-values-required',
    'job-pfp-rules-many',
    'job-success-rules-many',
    'na-field-values',
    'na-values-single',
  ],
  'Two things contradict each other, and either may be meant: the objects have to be thought over as a whole.': [
    'env-fieldref-unsupported',
    'env-fileref-volume-type',
    'lr-object',
    'lr-pvc',
    'pod-overhead',
    'quota-scope',
    'vol-azuredisk-uri-managed',
    'vol-device-source',
    'vol-downward-fieldref',
    'vol-iscsi-name-too-long',
    'vol-projected-duplicate-path',
    'vol-pvc-own-ephemeral',
    'win-hostprocess-all',
  ],
  'The right word alone is refused for another reason: it asks for more beside it.': [
    'env-fileref-volume-format',
    'na-field-operator',
    'sec-procmount',
    'vol-azuredisk-kind',
  ],
  'It stands in a text that is not YAML, or is cut off: no edit keeps the rest.': [
    'anno-tolerations-content',
    'yaml-ignored',
  ],
  'The amounts are those of the team.': ['adm-quota'],
};

const examples = [...cataloguePages.map(({ rules }) => rules), decodingCatalogue].flatMap((rules) =>
  Object.entries(rules).flatMap(([code, { wrong = '', ...rest }]) =>
    'context' in rest || wrong === '' || wrong.length > 10_000 ? [] : [{ code, wrong }],
  ),
);

test('every rule has a fix or a reason', () => {
  const decided = new Set(Object.values(withoutFix).flat());
  const missing: string[] = [];
  const superfluous: string[] = [];
  for (const { code, wrong } of examples) {
    const found = serverDiagnoses(wrong).find((one) => one.code === code && one.level === 'rejected');
    if (found === undefined) continue;
    const hasFix = language.fixes(language.openFile(wrong), found).length > 0;
    if (!hasFix && !decided.has(code)) missing.push(code);
    if (hasFix && decided.has(code)) superfluous.push(code);
  }
  assert.deepEqual({ missing, superfluous }, { missing: [], superfluous: [] });
  const known = new Set(examples.map(({ code }) => code));
  assert.deepEqual(
    [...decided].filter((code) => !known.has(code)),
    [],
  );
});

test('reasons are rare: more than four of five rules have a fix', () => {
  const without = Object.values(withoutFix).flat().length;
  assert.ok(without < examples.length / 5, `${without} of ${examples.length}`);
});
