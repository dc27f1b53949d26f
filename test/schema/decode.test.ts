/** The strict decoder in the server's words; the recorded verdicts and the oracle check it at large. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDocument } from '../../core/schema/read-document.ts';
import { parseTree } from '../../core/syntax/parse.ts';

function read(text: string): ReturnType<typeof readDocument> {
  return readDocument(text, parseTree(text));
}

function pod(spec: string): string {
  return `apiVersion: v1\nkind: Pod\nspec:\n${spec.replace(/^/gm, '  ')}\n`;
}

const errors: readonly (readonly [string, string])[] = [
  [
    'containers: {name: a}',
    'json: cannot unmarshal object into Go struct field PodSpec.spec.containers of type []v1.Container',
  ],
  [
    'containers: [{env: [{value: 1}]}]',
    'json: cannot unmarshal number into Go struct field EnvVar.spec.containers.env.value of type string',
  ],
  [
    'containers: [{ports: [{containerPort: "80"}]}]',
    'json: cannot unmarshal string into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32',
  ],
  [
    'containers: [{ports: [{containerPort: 80.5}]}]',
    'json: cannot unmarshal number 80.5 into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32',
  ],
  [
    'containers: [{livenessProbe: {httpGet: {port: true}}}]',
    'json: cannot unmarshal bool into Go struct field HTTPGetAction.spec.containers.livenessProbe.ProbeHandler.httpGet.port of type int32',
  ],
  [
    'containers: [{resources: {limits: {memory: 512MB}}}]',
    "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  ],
  ['containers: [{resources: {limits: {memory: 512K}}}]', "unable to parse quantity's suffix"],
  [
    'volumes: [{secret: {defaultMode: a}}]',
    'json: cannot unmarshal string into Go struct field SecretVolumeSource.spec.volumes.VolumeSource.secret.defaultMode of type int32',
  ],
  ['hostNetwork: "true"', 'json: cannot unmarshal string into Go struct field PodSpec.spec.hostNetwork of type bool'],
];
for (const [spec, expected] of errors) {
  test(spec, () => {
    assert.equal(read(pod(spec)).decodeError, expected);
  });
}

test('an unreadable quantity wins over a wrong type in front of it', () => {
  const { decodeError } = read(pod('activeDeadlineSeconds: "a"\noverhead: {cpu: x}'));
  assert.match(decodeError ?? '', /^quantities must match/);
});

test('unknown fields come in the order of sorted keys, doubled keys before them', () => {
  const { strictErrors } = read(pod('zebra: 1\ncontainers:\n- yak: 1\n  ape: {deep: 1}\nzebra: 2\naardvark: 1'));
  assert.deepEqual(strictErrors, [
    'yaml: unmarshal errors:\n  line 8: key "zebra" already set in map',
    'unknown field "spec.aardvark"',
    'unknown field "spec.containers[0].ape"',
    'unknown field "spec.containers[0].yak"',
    'unknown field "spec.zebra"',
  ]);
});

test('what Go holds: no unknown fields, null as nothing, the last of equal keys, merged keys resolved', () => {
  const spec = 'x: 1\nhostname: null\nnodeName: a\nnodeName: b\ncontainers: [null, {args: [~, on], ports: []}]';
  const text = `x-env: &base {hostPID: true}\n${pod(`<<: *base\n${spec}`)}`;
  assert.deepEqual(read(text.replace('on]', '"on"]')).value, {
    apiVersion: 'v1',
    kind: 'Pod',
    spec: { containers: [{}, { args: ['', 'on'], ports: [] }], hostPID: true, nodeName: 'b' },
  });
});

test('numbers and quantities keep what they say', () => {
  const { value } = read(
    pod('priority: 1e3\nactiveDeadlineSeconds: 9223372036854775807\noverhead: {cpu: 0x10, memory: " 1Gi "}'),
  );
  assert.deepEqual(value?.['spec'], {
    activeDeadlineSeconds: 9223372036854775807n,
    overhead: { cpu: '16', memory: '1Gi' },
    priority: 1000,
  });
});

test('keys that JavaScript treats in its own way', () => {
  const { value, strictErrors } = read(
    'apiVersion: v1\nkind: ConfigMap\ndata:\n  __proto__: a\n  constructor: b\n__proto__: {}\n',
  );
  assert.deepEqual(Object.entries(value?.['data'] ?? {}), [
    ['__proto__', 'a'],
    ['constructor', 'b'],
  ]);
  assert.deepEqual(strictErrors, ['unknown field "__proto__"']);
});

test('heads that the server cannot use', () => {
  assert.match(
    read('- a\n').decodeError ?? '',
    /couldn't get version\/kind; json parse error: json: cannot unmarshal array/,
  );
  assert.match(
    read('apiVersion: 1\nkind: Pod\n').decodeError ?? '',
    /cannot unmarshal number into Go struct field \.apiVersion of type string/,
  );
  assert.match(
    read('apiVersion: v1\nkind: Pods\n').decodeError ?? '',
    /^no kind "Pods" is registered for version "v1"/,
  );
  assert.equal(read('apiVersion: example.com/v1\nkind: Pod\nfoo: 1\n').decodeError, undefined);
});

test("times and base64 are refused in Go's words", () => {
  assert.equal(
    read('apiVersion: v1\nkind: Secret\ndata: {a: "b c="}\n').decodeError,
    'illegal base64 data at input byte 1',
  );
  const meta = (time: string): string => `apiVersion: v1\nkind: Pod\nmetadata: {creationTimestamp: "${time}"}\n`;
  assert.equal(read(meta('2024-02-30T00:00:00Z')).decodeError, 'parsing time "2024-02-30T00:00:00Z": day out of range');
  assert.equal(
    read(meta('2024-01-01')).decodeError,
    'parsing time "2024-01-01" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "T"',
  );
  assert.equal(read(meta('2024-01-01T00:00:00+01:00')).decodeError, undefined);
});
