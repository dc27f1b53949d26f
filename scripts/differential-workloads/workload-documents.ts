/** Random documents of the kinds around Pods: a valid base of each kind with one to five fields changed to values at some boundary. */
import type { Random } from './random.ts';

type Value = unknown;
export interface Doc { apiVersion: string; kind: string; [key: string]: Value }

const long = (n: number): string => 'a'.repeat(n);
const names = ['web', 'a.b', 'A', '', 'a_b', '-a', long(52), long(53), long(63), long(64), `${long(60)}.b`, long(253), long(254), 'a/b', 'a%b', '..', 'ä'];
const labelMaps = [{}, { app: 'web' }, { app: 'db' }, { app: 'a b' }, { 'a b': 'x' }, { app: long(64) }, { '/a': 'x' }, { 'a/b/c': 'y', app: 'web' }, { app: 'web', tier: 'x' }, { 'job-name': 'x', app: 'web' }, { 'controller-uid': 'u', app: 'web' }, { 'batch.kubernetes.io/job-name': 'web', app: 'web' }, null];
const ints = [0, 1, -1, 2, 5, 599, 600, 601, 10000, 10001, 100000, 100001, 2147483647, -2147483648];
const intOrPercent = [0, 1, -1, 3, '0%', '25%', '100%', '101%', '150%', '25', 'abc', '', '-1%', '1.5%', '%', '007%', '99999999999999999999%', '99999999999999999999', '+5', null];
const bools = [true, false, null];
const strings = ['', 'x', 'Always', 'RollingUpdate', 'Recreate', 'OnDelete', 'Parallel', 'OrderedReady', 'rollingUpdate', 'Retain', 'Delete', 'delete', 'Allow', 'Forbid', 'Replace', 'allow', 'Indexed', 'NonIndexed', 'indexed', 'Failed', 'TerminatingOrFailed', 'failed', '<&>', 'a"b', 'ü\u0001'];
const requirement = [
  { key: 'app', operator: 'In', values: ['web'] }, { key: 'app', operator: 'In', values: [] }, { key: 'app', operator: 'NotIn', values: ['web'] },
  { key: 'x', operator: 'NotIn', values: ['web'] }, { key: 'app', operator: 'Exists' }, { key: 'x', operator: 'Exists' }, { key: 'x', operator: 'DoesNotExist' },
  { key: 'app', operator: 'Exists', values: ['a'] }, { key: 'app', operator: 'X', values: ['a'] }, { key: 'a b', operator: 'In', values: ['x'] },
  { key: 'app', operator: 'In', values: ['a b'] }, { operator: 'In', values: ['web'] }, {}, { key: 'app' }, { key: 'app', operator: 'In', values: ['web', 'db', long(64)] }, null,
];
const selectors = [null, {}, { matchLabels: { app: 'web' } }, { matchLabels: { app: 'db' } }, { matchLabels: {} }, { matchLabels: { 'a b': 'x' } }, { matchLabels: { app: 'a b' } }, { matchExpressions: [] },
  { matchLabels: { z: '1', app: 'web', 'b/c': 'd' } }, { matchLabels: { 'batch.kubernetes.io/controller-uid': 'x' } }, ...requirement.map((r) => ({ matchExpressions: [r] })),
  { matchLabels: { app: 'web' }, matchExpressions: [requirement[4], requirement[2]] }];
const schedules = ['* * * * *', '*/5 * * * *', '', '* * *', '60 * * * *', '* 24 * * *', '* * 0 * *', '* * 32 * *', '* * * 0 *', '* * * 13 *', '* * * * 7', '* * * * 6', '* * * jan mon', '* * * JAN-DEC SUN-sat', '5-3 * * * *',
  '*/0 * * * *', '*/x * * * *', 'x * * * *', '-1 * * * *', '1-2-3 * * * *', '1/2/3 * * * *', '@daily', '@foo', '@every 1h', '@every x', '@every 5', '@every 1q', '@every', '@every -1h', '@every 99999999999h', '@every 1.5.2h', '@every .s', '@every 1h ', 'TZ=UTC 0 * * * *',
  'CRON_TZ=Nowhere 0 * * * *', 'TZ=UTC', 'TZ=0', 'TZ= 0 * * * *', '1,2,3 * * * *', ',, * * * *', '? ? ? ? ?', '*/99 * * * *', '1/99 * * * *', '99999999999999999999 * * * *', '+5 * * * *', '0x5 * * * *', ' * * * * * ', '*\t*\n* * *', 'a-b * * * *', '1- * * * *', '-5 * * * *', '*-5 * * * *', '*-x-y * * * *',
  'TZ=../x 0 * * * *', 'TZ=Europe/Berlin @daily', '* * * * mon-fri', '* * * * fri-mon', '* * * * sun-7', '* * * foo *', '@midnight', '@reboot', '*/ * * * *', '/ * * * *', 'TZ 0 * * * *', '0 0 31 2 * *', '*/-1 * * * *', '0 0 1-31 1-12 0-6'];
const zones = ['', 'UTC', 'Etc/UTC', 'Europe/Berlin', 'europe/berlin', 'Local', 'local', 'LOCAL', 'Europe/Pariss', 'Europe/ Paris', '../x', 'a..b', './a', '-a', 'Europe//Berlin', '/UTC', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5', 'EST5EDT', 'Factory', 'America', long(14), long(15), 'ü', 'GMT0', null];
const quantities = ['0', '1', '2', '-1', '100m', '0.5', '1.5', '1Gi', '512Mi', '100', '1e3', '1000', '1024Ki', '0.0001', '100.5', 5, 0.5, '3', '1500m', '2Gi', '9E', '10n', null];
const resources = ['cpu', 'memory', 'ephemeral-storage', 'storage', 'pods', 'requests.cpu', 'limits.cpu', 'requests.memory', 'limits.memory', 'requests.storage', 'services', 'count/deployments.apps', 'example.com/gpu', 'requests.example.com/gpu', 'hugepages-2Mi',
  'requests.hugepages-2Mi', 'foo', 'a b', '', 'kubernetes.io/x', 'persistentvolumeclaims', 'services.nodeports', 'requests.ephemeral-storage', 'limits.ephemeral-storage', 'configmaps', 'example.com/a/b'];
const keys = ['key', 'a.b', 'a b', '.', '..', '..a', '', long(253), long(254), 'ü', 'A_b-1', 'tls.crt'];

const container = (): Value => ({ name: 'c', image: 'nginx' });
const template = (policy?: string): Value => ({ metadata: { labels: { app: 'web' } }, spec: { containers: [container()], ...(policy ? { restartPolicy: policy } : {}) } });

const bases: Readonly<Record<string, () => Doc>> = {
  Deployment: () => ({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { selector: { matchLabels: { app: 'web' } }, template: template() } }),
  ReplicaSet: () => ({ apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'web' }, spec: { selector: { matchLabels: { app: 'web' } }, template: template() } }),
  StatefulSet: () => ({ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'web' }, spec: { serviceName: 'web', selector: { matchLabels: { app: 'web' } }, template: template() } }),
  DaemonSet: () => ({ apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'web' }, spec: { selector: { matchLabels: { app: 'web' } }, template: template() } }),
  ReplicationController: () => ({ apiVersion: 'v1', kind: 'ReplicationController', metadata: { name: 'web' }, spec: { selector: { app: 'web' }, template: template() } }),
  Job: () => ({ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'web' }, spec: { template: template('Never') } }),
  CronJob: () => ({ apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'web' }, spec: { schedule: '*/5 * * * *', jobTemplate: { spec: { template: template('Never') } } } }),
  PodTemplate: () => ({ apiVersion: 'v1', kind: 'PodTemplate', metadata: { name: 'web' }, template: template() }),
  LimitRange: () => ({ apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'web' }, spec: { limits: [{ type: 'Container', max: { cpu: '2', memory: '2Gi' } }] } }),
  ResourceQuota: () => ({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'web' }, spec: { hard: { pods: '3', 'requests.cpu': '2' } } }),
  Namespace: () => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'web' } }),
  PriorityClass: () => ({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'web' }, value: 10 }),
  PodDisruptionBudget: () => ({ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'web' }, spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } } }),
  ConfigMap: () => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web' }, data: { key: 'x' } }),
  Secret: () => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'web' }, data: { key: 'eA==' } }),
  ServiceAccount: () => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'web' } }),
};

type Field = readonly [path: string, values: readonly Value[]];

const metadata: readonly Field[] = [
  ['metadata.name', names], ['metadata.generateName', ['a-', 'A-', 'a.', 'a_', 'a/', '']], ['metadata.labels', labelMaps], ['metadata.annotations', labelMaps],
  ['metadata.finalizers', [['a b'], ['orphan'], ['x'], ['a/b']]], ['metadata', [{}, null]],
];
const pod = (at: string): readonly Field[] => [
  [`${at}.metadata.labels`, labelMaps], [`${at}.metadata.annotations`, [{ 'a b': 'x' }, { 'scheduler.alpha.kubernetes.io/critical-pod': '' }, { 'container.apparmor.security.beta.kubernetes.io/c': 'runtime/default' }]], [`${at}.metadata`, [{}, null]],
  [`${at}.spec.restartPolicy`, ['Always', 'Never', 'OnFailure', 'always', '', null]], [`${at}.spec.activeDeadlineSeconds`, [1, 10, null]],
  [`${at}.spec.containers.0.name`, ['c', 'C', '', 'd']], [`${at}.spec.containers.0.image`, ['nginx:1', 'nginx:latest', '', 'a/b@sha256:x', 'localhost:5000/a', 'Nginx', 'nginx:latest@sha256:3e1b1d9a4c5f6e7d8c9b0a1f2e3d4c5b6a7988776655443322110ffeeddccbba']],
  [`${at}.spec.terminationGracePeriodSeconds`, [0, -1, 30, null]], [`${at}.spec.nodeSelector`, [{ 'beta.kubernetes.io/os': 'linux' }, { a: 'b' }]],
  [`${at}.spec.hostNetwork`, bools], [`${at}.spec.containers.0.ports`, [[{ containerPort: 80 }], [{ containerPort: 80 }, { containerPort: 80 }], [{ containerPort: 80, hostIP: '1.2.3.4' }]]],
  [`${at}.spec.containers.0.env`, [[{ name: 'A', value: '1' }, { name: 'A', value: '2' }], [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }]]],
  [`${at}.spec.containers.0.resources`, [{ limits: { memory: '100m' } }, { limits: { cpu: '0.0001' } }, { requests: { cpu: '1' }, limits: { cpu: '2' } }]],
  [`${at}.spec.containers.0.livenessProbe`, [{ httpGet: { port: 80 } }, { grpc: { port: 5 } }, { tcpSocket: { port: 1 }, periodSeconds: 0 }]],
  [`${at}.spec.volumes`, [[{ name: 'v' }], [{ name: 'v', hostPath: { path: '/x' } }], [{ name: 'v', secret: { secretName: 's' } }], [{ name: 'v', projected: { sources: [{ serviceAccountToken: { path: 'x' } }] } }], [{ name: 'v', rbd: { monitors: ['m'], image: 'i' } }]]],
  [`${at}.spec.containers.0.volumeMounts`, [[{ name: 'v', mountPath: '/v' }], [{ name: 'data', mountPath: '/d' }]]],
  [`${at}.spec`, [{}]], [at, [{}, null]],
];
const jobFields = (at: string): readonly Field[] => [
  ...['parallelism', 'completions', 'backoffLimit', 'backoffLimitPerIndex', 'maxFailedIndexes', 'ttlSecondsAfterFinished', 'activeDeadlineSeconds'].map((f): Field => [`${at}.${f}`, [...ints, null]]),
  [`${at}.completionMode`, [...strings, 'Indexed', 'Indexed', 'Indexed', 'Indexed', null]], [`${at}.podReplacementPolicy`, [...strings, null]], [`${at}.suspend`, bools], [`${at}.manualSelector`, bools], [`${at}.selector`, selectors],
  [`${at}.managedBy`, ['', 'a', 'a/b', 'acme.io/foo', 'A/b', 'a/ b', `a/${long(70)}`, '/a', 'a/', 'a/b/c', 'kubernetes.io/job-controller', null]],
  [`${at}.podFailurePolicy`, [{}, { rules: [] }, { rules: [{}] }, null, { rules: Array.from({ length: 21 }, () => ({ action: 'Count', onExitCodes: { operator: 'In', values: [1] } })) },
    ...['', 'Count', 'FailIndex', 'FailJob', 'Ignore', 'Fail'].map((action) => ({ rules: [{ action, onExitCodes: { operator: 'In', values: [1, 2] } }] })),
    ...['', 'In', 'NotIn', 'in'].map((operator) => ({ rules: [{ action: 'Count', onExitCodes: { operator, values: [0, 1] } }] })),
    ...[[], [0], [1, 1], [2, 1], [1, 2, 2, 1, 0], null, Array.from({ length: 256 }, (_, i) => i + 1)].map((values) => ({ rules: [{ action: 'Ignore', onExitCodes: { containerName: 'c', operator: 'NotIn', values } }] })),
    { rules: [{ action: 'Count', onExitCodes: { containerName: 'nope', operator: 'In', values: [3] }, onPodConditions: [{ type: 'DisruptionTarget' }] }] },
    { rules: [{ action: 'Count', onPodConditions: [{ type: '', status: 'x' }, { type: 'a b', status: 'False' }] }] }, { rules: [{ action: 'Count', onPodConditions: Array.from({ length: 21 }, () => ({ type: 'X' })) }] }]],
  [`${at}.successPolicy`, [{}, { rules: [] }, null, { rules: [{}] }, { rules: Array.from({ length: 21 }, () => ({ succeededCount: 1 })) }, ...['', '0', '0-2', '5-3', 'a', '1,1', '1,0', '0,2-3', '1-2-3', '99', '-1', ' 1', '0,', '0-0', '+1', '3-99', '0-x', '2147483648'].map((succeededIndexes) => ({ rules: [{ succeededIndexes }] })),
    ...[-1, 0, 1, 5, 100].map((succeededCount) => ({ rules: [{ succeededCount }] })), { rules: [{ succeededIndexes: '0-1', succeededCount: 3 }, { succeededIndexes: 'x', succeededCount: 1 }] }]],
];
const claims = (claim: object): Value => ({ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...claim } });
const rolling = (at: string): readonly Field[] => [
  [`${at}.type`, [...strings, null]], [`${at}.rollingUpdate`, [{}, null]], [`${at}.rollingUpdate.maxUnavailable`, intOrPercent], [`${at}.rollingUpdate.maxSurge`, intOrPercent], [at, [{}, null]],
];
const lists = ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'];

const fields: Readonly<Record<string, readonly Field[]>> = {
  Deployment: [['spec.replicas', [...ints, null]], ['spec.minReadySeconds', ints], ['spec.revisionHistoryLimit', ints], ['spec.progressDeadlineSeconds', [...ints, null]], ['spec.paused', bools], ['spec.selector', selectors], ...rolling('spec.strategy'), ...rolling('spec.strategy'), ...pod('spec.template')],
  ReplicaSet: [['spec.replicas', [...ints, null]], ['spec.minReadySeconds', ints], ['spec.selector', selectors], ...pod('spec.template')],
  StatefulSet: [['spec.replicas', [...ints, null]], ['spec.minReadySeconds', ints], ['spec.revisionHistoryLimit', ints], ['spec.selector', selectors], ...rolling('spec.updateStrategy').filter(([p]) => !p.endsWith('maxSurge')), ['spec.updateStrategy.rollingUpdate.partition', ints], ['spec.podManagementPolicy', strings], ['spec.serviceName', names],
    ['spec.ordinals', [{ start: -1 }, { start: 1 }, {}]], ['spec.persistentVolumeClaimRetentionPolicy', [{ whenDeleted: 'Delete' }, { whenScaled: 'delete' }, { whenDeleted: 'x', whenScaled: '' }, {}]],
    ['spec.volumeClaimTemplates', [[claims({})], [claims({ accessModes: [] })], [claims({ resources: {} })], [claims({ resources: { requests: { storage: '100m' } } })], [{}], [claims({ volumeMode: 'block' })], [claims({ storageClassName: 'A B' })], [null]]], ...pod('spec.template')],
  DaemonSet: [['spec.minReadySeconds', ints], ['spec.revisionHistoryLimit', ints], ['spec.selector', selectors], ...rolling('spec.updateStrategy'), ...rolling('spec.updateStrategy'), ...pod('spec.template')],
  ReplicationController: [['spec.replicas', [...ints, null]], ['spec.minReadySeconds', ints], ['spec.selector', labelMaps], ...pod('spec.template')],
  Job: [...jobFields('spec'), ...jobFields('spec'), ...pod('spec.template')],
  CronJob: [['spec.schedule', schedules], ['spec.schedule', schedules], ['spec.schedule', schedules], ['spec.timeZone', zones], ['spec.timeZone', zones], ['spec.concurrencyPolicy', strings], ['spec.suspend', bools], ['spec.startingDeadlineSeconds', ints], ['spec.successfulJobsHistoryLimit', ints], ['spec.failedJobsHistoryLimit', ints], ['spec.jobTemplate.metadata', [{ labels: { 'a b': 'x' } }]], ['spec.jobTemplate', [{}, null]], ...jobFields('spec.jobTemplate.spec'), ...pod('spec.jobTemplate.spec.template')],
  PodTemplate: pod('template'),
  LimitRange: [['spec.limits', [[], null, [{ type: 'Pod' }], [{}], [{ type: 'Container' }, { type: 'Container' }], [{ type: 'PersistentVolumeClaim' }], [null]]], ['spec.limits.0.type', ['Pod', 'Container', 'PersistentVolumeClaim', 'pod', 'a/b', 'a b', '', 'Foo']],
    ...lists.map((l): Field => [`spec.limits.0.${l}`, [{}, null]]), ...lists.flatMap((l) => ['cpu', 'memory', 'storage', ...resources].map((r): Field => [`spec.limits.0.${l}.${r.replaceAll('.', '\u0000')}`, quantities]))],
  ResourceQuota: [['spec.hard', [{}, null]], ...resources.map((r): Field => [`spec.hard.${r.replaceAll('.', '\u0000')}`, quantities]), ['spec.scopes', [['BestEffort'], ['NotBestEffort'], ['BestEffort', 'NotBestEffort'], ['Terminating', 'NotTerminating', 'PriorityClass'], ['x'], [''], ['VolumeAttributesClass'], ['CrossNamespacePodAffinity'], []]],
    ['spec.scopeSelector', [{}, null, { matchExpressions: [] }, ...['PriorityClass', 'BestEffort', 'x', 'Terminating', 'VolumeAttributesClass'].flatMap((scopeName) => ['In', 'NotIn', 'Exists', 'DoesNotExist', 'x', ''].flatMap((operator) => [[], ['a'], null].map((values) => ({ matchExpressions: [{ scopeName, operator, values }] })))), { matchExpressions: [{ scopeName: 'BestEffort', operator: 'Exists' }, { scopeName: 'NotBestEffort', operator: 'Exists' }] }]]],
  Namespace: [['spec.finalizers', [['kubernetes'], ['a b'], ['x'], ['a/b', 'orphan'], []]]],
  PriorityClass: [['value', [0, -5, 1000000000, 1000000001, 2000000000, 2000001000, 2147483647]], ['globalDefault', bools], ['preemptionPolicy', ['Never', 'PreemptLowerPriority', 'never', '', null]], ['metadata.name', ['system-node-critical', 'system-cluster-critical', 'system-x', 'a']], ['metadata.name', ['system-node-critical', 'system-cluster-critical', 'system-x', 'a']]],
  PodDisruptionBudget: [['spec.minAvailable', intOrPercent], ['spec.maxUnavailable', intOrPercent], ['spec.selector', selectors], ['spec.unhealthyPodEvictionPolicy', ['AlwaysAllow', 'IfHealthyBudget', 'x', '', null]], ['spec', [{}, null]]],
  ConfigMap: [...keys.map((k): Field => [`data.${k.replaceAll('.', '\u0000')}`, ['x', '', null]]), ...keys.map((k): Field => [`binaryData.${k.replaceAll('.', '\u0000')}`, ['eA==', '']]), ['data.big', [long(1048576), long(1048577), long(1048575)]], ['immutable', bools], ['data', [{}, null]]],
  Secret: [...keys.map((k): Field => [`data.${k.replaceAll('.', '\u0000')}`, ['eA==', '']]), ...keys.map((k): Field => [`stringData.${k.replaceAll('.', '\u0000')}`, ['x', '']]), ['type', ['Opaque', '', 'x', 'kubernetes.io/service-account-token', 'kubernetes.io/dockercfg', 'kubernetes.io/dockerconfigjson', 'kubernetes.io/basic-auth', 'kubernetes.io/ssh-auth']],
    ['stringData.\u0000dockerconfigjson', ['{}', '[]', '{', 'x', '"a"', 'null', '{"a":1}', '{"a":1,}', "{'a':1}", '{"a" 1}', '1', 'tru', '[1,]', '{"a":"\n"}', '{"a":"\\x"}', '{}x', '-', '1.', '1e', '']], ['stringData.username', ['a']], ['stringData.ssh-privatekey', ['', 'k']], ['metadata.annotations', [{ 'kubernetes.io/service-account.name': 'x' }]], ['type', ['kubernetes.io/dockerconfigjson']]],
  ServiceAccount: [['secrets', [[{ name: 'a', kind: 'x' }], [{}]]], ['metadata.annotations', [{ 'kubernetes.io/enforce-mountable-secrets': 'true' }]], ['automountServiceAccountToken', bools]],
};

export const kinds: readonly string[] = Object.keys(bases);

export function randomDocument(random: Random, kind: string): Doc {
  const doc = (bases[kind] as () => Doc)();
  const own = [...(fields[kind] ?? []), ...(fields[kind] ?? []), ...metadata];
  for (let i = 1 + random.below(random.chance(0.5) ? 2 : 5); i > 0; i--) {
    const [path, values] = random.pick(own);
    setAt(doc, path.split('.').map((part) => part.replaceAll('\u0000', '.')), structuredClone(random.pick(values)));
  }
  return doc;
}

export function setAt(target: Value, path: readonly string[], value: Value): void {
  let parent = target as Record<string, Value>;
  for (const key of path.slice(0, -1)) {
    if (typeof parent[key] !== 'object' || parent[key] === null) parent[key] = {};
    parent = parent[key] as Record<string, Value>;
  }
  const last = path.at(-1) as string;
  if (Array.isArray(parent) && !/^\d+$/.test(last)) return;
  parent[last] = value;
}
