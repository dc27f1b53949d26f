/** Fields that several kinds share, with the values to try: metadata, pod templates, jobs, strategies. */
import { long, names, labelMaps, ints, intOrPercent, bools, strings, selectors } from './values.ts';

export type Value = unknown;
export type Field = readonly [path: string, values: readonly Value[]];

export const metadata: readonly Field[] = [
  ['metadata.name', names],
  ['metadata.generateName', ['a-', 'A-', 'a.', 'a_', 'a/', '']],
  ['metadata.labels', labelMaps],
  ['metadata.annotations', labelMaps],
  ['metadata.finalizers', [['a b'], ['orphan'], ['x'], ['a/b']]],
  ['metadata', [{}, null]],
];

const templateFields: readonly Field[] = [
  ['metadata.labels', labelMaps],
  [
    'metadata.annotations',
    [
      { 'a b': 'x' },
      { 'scheduler.alpha.kubernetes.io/critical-pod': '' },
      { 'container.apparmor.security.beta.kubernetes.io/c': 'runtime/default' },
    ],
  ],
  ['metadata', [{}, null]],
  ['spec.restartPolicy', ['Always', 'Never', 'OnFailure', 'always', '', null]],
  ['spec.activeDeadlineSeconds', [1, 10, null]],
  ['spec.containers.0.name', ['c', 'C', '', 'd']],
  [
    'spec.containers.0.image',
    [
      'nginx:1',
      'nginx:latest',
      '',
      'a/b@sha256:x',
      'localhost:5000/a',
      'Nginx',
      'nginx:latest@sha256:3e1b1d9a4c5f6e7d8c9b0a1f2e3d4c5b6a7988776655443322110ffeeddccbba',
    ],
  ],
  ['spec.terminationGracePeriodSeconds', [0, -1, 30, null]],
  ['spec.nodeSelector', [{ 'beta.kubernetes.io/os': 'linux' }, { a: 'b' }]],
  ['spec.hostNetwork', bools],
  [
    'spec.containers.0.ports',
    [
      [{ containerPort: 80 }],
      [{ containerPort: 80 }, { containerPort: 80 }],
      [{ containerPort: 80, hostIP: '1.2.3.4' }],
    ],
  ],
  [
    'spec.containers.0.env',
    [
      [
        { name: 'A', value: '1' },
        { name: 'A', value: '2' },
      ],
      [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
    ],
  ],
  [
    'spec.containers.0.resources',
    [{ limits: { memory: '100m' } }, { limits: { cpu: '0.0001' } }, { requests: { cpu: '1' }, limits: { cpu: '2' } }],
  ],
  [
    'spec.containers.0.livenessProbe',
    [{ httpGet: { port: 80 } }, { grpc: { port: 5 } }, { tcpSocket: { port: 1 }, periodSeconds: 0 }],
  ],
  [
    'spec.volumes',
    [
      [{ name: 'v' }],
      [{ name: 'v', hostPath: { path: '/x' } }],
      [{ name: 'v', secret: { secretName: 's' } }],
      [{ name: 'v', projected: { sources: [{ serviceAccountToken: { path: 'x' } }] } }],
      [{ name: 'v', rbd: { monitors: ['m'], image: 'i' } }],
    ],
  ],
  ['spec.containers.0.volumeMounts', [[{ name: 'v', mountPath: '/v' }], [{ name: 'data', mountPath: '/d' }]]],
  ['spec', [{}]],
  ['', [{}, null]],
];

export function pod(at: string): readonly Field[] {
  return templateFields.map(([path, values]) => [path === '' ? at : `${at}.${path}`, values]);
}

const jobSpecFields: readonly Field[] = [
  ...[
    'parallelism',
    'completions',
    'backoffLimit',
    'backoffLimitPerIndex',
    'maxFailedIndexes',
    'ttlSecondsAfterFinished',
    'activeDeadlineSeconds',
  ].map((f): Field => [f, [...ints, null]]),
  ['completionMode', [...strings, 'Indexed', 'Indexed', 'Indexed', 'Indexed', null]],
  ['podReplacementPolicy', [...strings, null]],
  ['suspend', bools],
  ['manualSelector', bools],
  ['selector', selectors],
  [
    'managedBy',
    [
      '',
      'a',
      'a/b',
      'acme.io/foo',
      'A/b',
      'a/ b',
      `a/${long(70)}`,
      '/a',
      'a/',
      'a/b/c',
      'kubernetes.io/job-controller',
      null,
    ],
  ],
  [
    'podFailurePolicy',
    [
      {},
      { rules: [] },
      { rules: [{}] },
      null,
      { rules: Array.from({ length: 21 }, () => ({ action: 'Count', onExitCodes: { operator: 'In', values: [1] } })) },
      ...['', 'Count', 'FailIndex', 'FailJob', 'Ignore', 'Fail'].map((action) => ({
        rules: [{ action, onExitCodes: { operator: 'In', values: [1, 2] } }],
      })),
      ...['', 'In', 'NotIn', 'in'].map((operator) => ({
        rules: [{ action: 'Count', onExitCodes: { operator, values: [0, 1] } }],
      })),
      ...[[], [0], [1, 1], [2, 1], [1, 2, 2, 1, 0], null, Array.from({ length: 256 }, (_, i) => i + 1)].map(
        (values) => ({ rules: [{ action: 'Ignore', onExitCodes: { containerName: 'c', operator: 'NotIn', values } }] }),
      ),
      {
        rules: [
          {
            action: 'Count',
            onExitCodes: { containerName: 'nope', operator: 'In', values: [3] },
            onPodConditions: [{ type: 'DisruptionTarget' }],
          },
        ],
      },
      {
        rules: [
          {
            action: 'Count',
            onPodConditions: [
              { type: '', status: 'x' },
              { type: 'a b', status: 'False' },
            ],
          },
        ],
      },
      { rules: [{ action: 'Count', onPodConditions: Array.from({ length: 21 }, () => ({ type: 'X' })) }] },
    ],
  ],
  [
    'successPolicy',
    [
      {},
      { rules: [] },
      null,
      { rules: [{}] },
      { rules: Array.from({ length: 21 }, () => ({ succeededCount: 1 })) },
      ...[
        '',
        '0',
        '0-2',
        '5-3',
        'a',
        '1,1',
        '1,0',
        '0,2-3',
        '1-2-3',
        '99',
        '-1',
        ' 1',
        '0,',
        '0-0',
        '+1',
        '3-99',
        '0-x',
        '2147483648',
      ].map((succeededIndexes) => ({ rules: [{ succeededIndexes }] })),
      ...[-1, 0, 1, 5, 100].map((succeededCount) => ({ rules: [{ succeededCount }] })),
      {
        rules: [
          { succeededIndexes: '0-1', succeededCount: 3 },
          { succeededIndexes: 'x', succeededCount: 1 },
        ],
      },
    ],
  ],
];

export function jobFields(at: string): readonly Field[] {
  return jobSpecFields.map(([path, values]) => [path === '' ? at : `${at}.${path}`, values]);
}

export const claims = (claim: object): Value => ({
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...claim },
});
export const rolling = (at: string): readonly Field[] => [
  [`${at}.type`, [...strings, null]],
  [`${at}.rollingUpdate`, [{}, null]],
  [`${at}.rollingUpdate.maxUnavailable`, intOrPercent],
  [`${at}.rollingUpdate.maxSurge`, intOrPercent],
  [at, [{}, null]],
];
