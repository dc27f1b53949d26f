/** Values for the fields of Pods: right ones, near misses and wrong ones, so that random Pods reach every rule. */

const long = (length: number): string => 'x'.repeat(length);

/** Texts that break one format or another. */
export const texts: readonly string[] = [
  'a', 'web', 'data', 'app', 'x-1', 'a.b', 'my.name', 'A_b', 'a b', '-x', 'x-', '', '80', 'a/b', 'example.com/a', '../x', '/abs', '..data',
  'a/../b', long(63), long(64), long(16), long(254), 'é', '"q"', '<&>', '1', 'ü.b', '..', '.', 'a\tb', ' a', 'a\\b', 'a--b', 'A', 'a=b',
];

const names = ['app', 'app', 'web', 'db', 'data', 'tmp', 'cfg', 'a', 'b', 'A_b', 'a.b', '', long(64), '-x'];
const keys = ['app', 'tier', 'a/b', 'example.com/x', 'a b', '', 'x/y/z', '/a', 'A_b/c', long(64), 'topology.kubernetes.io/zone', 'kubernetes.io/hostname'];
const paths = ['/a', '/b', '/data', 'data', '/a/../b', '', '/dev/x', '..', 'x', '..x', '../x', 'a/b'];
const files = ['a', 'b', 'a/b', '/a', '..', '../a', '..a', '', 'a/../b'];
const ips = ['1.2.3.4', '010.1.1.1', '::1', '::ffff:1.2.3.4', '1.2.3', 'x', '', '1.2.3.4/24', 'fe80::1%eth0', '2001:DB8::1', '1:2:3:4:5:6:7:8', '::ffff:0102:0304', '00001::', '1::2::3', '1:2:3:4:5:6:1.2.3.4', '256.1.1.1'];
const iscsi = ['iqn.2015-02.example.com:test', 'iqn.foo', 'eui.0123456789abcdef', 'eui.x', 'naa.0123456789abcdef0123456789abcdef', 'foo', '', 'xiqn.2015-02.a:b'];
const fieldPaths = [
  'metadata.name', 'metadata.namespace', 'metadata.uid', 'metadata.labels', 'metadata.annotations', 'spec.nodeName', 'spec.host', 'status.podIP',
  'status.podIPs', 'status.phase', 'spec.restartPolicy', "metadata.labels['app']", "metadata.labels['a b']", "metadata.annotations['A B']",
  "metadata.annotations['A/B']", "spec.foo['x']", 'metadata.nam', "metadata.labels['']", "['x']", '', "metadata.labels['a'b']",
];
const resources = [
  'limits.cpu', 'requests.cpu', 'limits.memory', 'requests.memory', 'limits.ephemeral-storage', 'limits.hugepages-2Mi', 'requests.hugepages-x',
  'cpu', '', 'limits.foo',
];
const images = ['nginx', 'nginx:1', ' nginx', 'nginx ', '', '\u0085x', 'x\u00a0', 'ghcr.io/a/b@sha256:x', 'a\n'];
const restarts = ['Always', 'Never', 'OnFailure', 'always', ''];
const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt', 'Equal', 'in', '', 'Equals'];
const envNames = ['A', 'B', 'a.b', 'A=B', '', 'é', '1A', 'A B', 'a\tb', '..'];
const resourceNames = [
  'cpu', 'memory', 'ephemeral-storage', 'hugepages-2Mi', 'hugepages-x', 'hugepages-1Gi', 'example.com/gpu', 'gpu', 'storage', 'pods', 'requests.cpu',
  'requests.example.com/x', 'kubernetes.io/foo', 'a b', '', 'x/y/z', 'hugepages-', `example.com/${long(60)}`, 'hugepages-0',
];
const annotationKeys = [
  'a', 'A/B', 'a b', 'kubernetes.io/config.mirror', 'scheduler.alpha.kubernetes.io/tolerations', 'controller.kubernetes.io/pod-deletion-cost',
  'seccomp.security.alpha.kubernetes.io/pod', 'container.seccomp.security.alpha.kubernetes.io/app', 'container.seccomp.security.alpha.kubernetes.io/web',
  'container.apparmor.security.beta.kubernetes.io/app', 'container.apparmor.security.beta.kubernetes.io/web',
  'container.apparmor.security.beta.kubernetes.io/nope',
];
const annotationValues = [
  'x', '', '1', '+1', '01', '-1', '-0', '99999999999', 'runtime/default', 'docker/default', 'unconfined', 'localhost/a', 'localhost//a', 'localhost/../b',
  'foo', '[{"key":"a b"}]', '[{"key":"a","operator":"Exists","value":"x"}]', '{', '[1]', '"x"', '[{"key":1}]', '[{"tolerationSeconds":1.5}]', '[{]', '[1,]',
  'null', '[{"KEY":"a b","effect":"x"}]', '[{"a":tru}]', '["\\x"]', '[01]', '[1 2]', '[{"a" 1}]', "'", 'é', '[-]', '[1.]', '[1e]', '["\\u12"]', '[] x', '[[]]', '[true]',
];
const modes = [0, 0o644, 644, 511, 512, -1, 420, 1000];
const ids = [0, 1, 1000, -1, 2147483647, 2147483648];
const ports = [80, 80, 8080, 443, 0, 1, 65535, 65536, -1];
const portNames = ['http', 'http', 'web', 'HTTP', 'a--b', '-a', '80', long(15), long(16), '', 'a_b'];

/** Values by field name, or by `Struct.field` where the name alone does not say enough. */
export const pools: Readonly<Record<string, readonly unknown[]>> = {
  'Container.name': names, 'EphemeralContainer.name': names, 'Volume.name': ['data', 'tmp', 'cfg', 'data', 'A_b', '', long(64)],
  'VolumeMount.name': ['data', 'tmp', 'cfg', 'nope', '', 'dat'], 'VolumeDevice.name': ['data', 'tmp', 'nope', ''], volumeName: ['data', 'tmp', 'A_b', '', 'nope'],
  targetContainerName: ['app', 'web', 'nope', ''], image: images, fieldPath: fieldPaths, resource: resources, containerName: ['app', '', 'x'],
  mountPath: paths, devicePath: paths, path: files, subPath: files, subPathExpr: files, directory: files, localhostProfile: ['a', '', '/a', '../b', ' a', long(4096)],
  'ContainerPort.name': portNames, containerPort: ports, hostPort: [0, 0, ...ports], 'GRPCAction.port': ports,
  'HTTPGetAction.port': [...ports, ...portNames], 'TCPSocketAction.port': [...ports, ...portNames], 'HTTPHeader.name': ['X-A', 'X_A', '', 'a b', 'é'],
  'EnvVar.name': envNames, prefix: envNames, 'FileKeySelector.key': envNames, 'FileKeySelector.path': files,
  key: keys, topologyKey: keys, conditionType: keys, 'PodSchedulingGate.name': keys, operator: operators, 'Toleration.operator': ['Exists', 'Equal', '', 'Lt', 'Gt', 'In'],
  'Toleration.effect': ['NoExecute', 'NoSchedule', 'PreferNoSchedule', 'noSchedule', ''], 'KeyToPath.key': ['a', '', 'a b'], 'SecretKeySelector.key': ['a', 'a/b', '', '..', '.', '..a', long(254)],
  'ConfigMapKeySelector.key': ['a', 'a/b', '', '..', '.', '..a', long(254)],
  restartPolicy: restarts, 'ContainerResizePolicy.restartPolicy': ['NotRequired', 'RestartContainer', '', 'x'], resourceName: ['cpu', 'memory', '', 'x'],
  dnsPolicy: ['ClusterFirst', 'Default', 'None', 'clusterFirst', 'ClusterFirstWithHostNet'], ip: ips, nameservers: ips,
  searches: ['a.b', `${long(63)}.a`, 'a.b.', '.', 'A.b', '_a.b', 'a_b', 'é', long(254), '..', ''], hostnames: ['a', 'A_b', 'a.b', ''],
  'PodOS.name': ['linux', 'windows', 'Linux', ''], weight: [1, 100, 0, 101, -1, 50], maxSkew: [1, 0, -1, 2], minDomains: [1, 0, -1, 2],
  'NodeSelectorRequirement.key': ['metadata.name', ...keys], whenUnsatisfiable: ['DoNotSchedule', 'ScheduleAnyway', '', 'x'], namespaces: ['a', 'A_b', 'a.b', ''], matchLabelKeys: keys, mismatchLabelKeys: keys,
  defaultMode: modes, mode: modes, runAsUser: ids, runAsGroup: ids, fsGroup: ids, supplementalGroups: ids, lun: [0, 1, 255, 256, -1], partition: [0, 1, 255, 256, -1],
  expirationSeconds: [600, 599, 3600, 4294967296, 4294967297, 0], maxExpirationSeconds: [3600, 3599, 86400, 86401, 7862400, 7862401],
  iqn: iscsi, initiatorName: iscsi, targetPortal: ['1.2.3.4:3260', '', long(60)], registry: ['h:1', 'h', 'h:1,g', '[::1]:2', '', 'a:b:c', '[::1]', '[a]b:1', 'h:'],
  tenant: ['a', long(64), long(65)], diskURI: ['https://x', '/subscriptions/x', 'x', ''], kind: ['Managed', 'Shared', 'Dedicated', 'managed', 'PersistentVolumeClaim', 'VolumeSnapshot', ''],
  accessModes: ['ReadWriteOnce', 'ReadWriteMany', 'ReadWriteOncePod', 'RWO', ''], seLinuxChangePolicy: ['Recursive', 'MountOption', ''],
  runAsUserName: ['a', 'a\\b', '', 'a\tb', 'a\\b\\c', '..', 'a/b', 'a\\', '.a\\b', `${long(256)}\\b`, long(105), 'a.b\\c', '\\b', ' . ', 'é\\x', 'x*'],
  gmsaCredentialSpecName: ['a', 'A_b', ''], gmsaCredentialSpec: ['x', '', long(65537)], 'Sysctl.name': ['net.core.somaxconn', 'kernel.shmmax', 'a.b', 'A', '', 'net/core/x', 'kernel.msg*', 'fs.mqueue.x', long(254), 'a..b', 'net.*'],
  'PodResourceClaim.name': ['a', 'b', 'A_b', ''], 'ResourceClaim.name': ['a', 'b', 'c', ''], 'ResourceClaim.request': ['x', 'y', 'A_b', ''],
  claimName: ['a', 'pod-data', ''], 'TypedObjectReference.namespace': ['a', 'A_b', ''], driver: ['d', 'D.e', 'a_b', long(64), ''], seconds: [0, 1, 30, 31, -1], terminationGracePeriodSeconds: [30, 0, 1, -1, 10],
  activeDeadlineSeconds: [1, 0, 2147483647, 2147483648, -1], stopSignal: ['SIGTERM', 'SIGUSR1', 'SIGRTMIN+3', 'TERM', ''], signerName: ['a.b/c', 'kubernetes.io/x', 'a/b', 'a.b', 'a.b/A', '', 'A.b/c', 'a.b/c/d'], keyType: ['ED25519', 'RSA', ''],
  'ClusterTrustBundleProjection.name': ['a', 'a:b:c', 'A_b', '', ':a', 'a.b:c'], podGroupName: ['a', 'A_b', ''], action: ['Restart', 'RestartAllContainers', 'restart', ''],
  value: ['x', 'a b', '', '5', '05', long(64)], values: ['a', 'b', 'a b', '', long(64)], 'ContainerRestartRuleOnExitCodes.values': [0, 1, 42, 300], hostnameOverride: ['a', 'A_b', '', long(65), 'a.b'],
  'ObjectMeta.name': ['pod', 'p', 'A_b', '', long(254), 'a.b'], generateName: ['a-', 'A_', 'a.', '', 'b', '-'], finalizers: ['orphan', 'foregroundDeletion', 'kubernetes', 'a', 'a b', 'a/b'],
  'OwnerReference.apiVersion': ['v1', 'apps/v1', '', 'a/b/c', '/'], 'OwnerReference.kind': ['Event', 'Job', ''], uid: ['u', ''], procMount: ['Default', 'Unmasked', 'x'], runtimeClassName: ['a', 'A_b', ''],
  preemptionPolicy: ['Never', 'PreemptLowerPriority', 'x', ''], mountPropagation: ['None', 'Bidirectional', 'HostToContainer', 'x', ''], recursiveReadOnly: ['Disabled', 'Enabled', 'IfPossible', 'x', ''],
  'SeccompProfile.type': ['Localhost', 'RuntimeDefault', 'Unconfined', '', 'x'], 'AppArmorProfile.type': ['Localhost', 'RuntimeDefault', 'Unconfined', '', 'x'], add: ['CAP_SYS_ADMIN', 'SYS_ADMIN', 'X<'],
  'FlexVolumeSource.options': ['x'], datasetName: ['a', 'a/b', ''], 'TypedObjectReference.apiGroup': ['a.b', 'a/b', ''], 'TypedLocalObjectReference.apiGroup': ['a.b', 'a/b', ''],
};

/** Keys of maps by field name. */
export const mapKeys: Readonly<Record<string, readonly string[]>> = {
  userAnnotations: ['a/b', 'A/B', 'a', 'a b/c', '', 'x/y/z'], limits: resourceNames, requests: ['cpu', 'memory', 'storage', 'storage', ...resourceNames], overhead: resourceNames, annotations: annotationKeys, labels: keys, nodeSelector: keys, matchLabels: keys,
  options: ['a', 'kubernetes.io/a', 'x.K8s.io/b', 'k8s.io', 'a.b'],
};

/** Values of string maps by field name. */
export const mapValues: Readonly<Record<string, readonly string[]>> = {
  annotations: annotationValues, labels: ['x', 'a b', '', long(64)], nodeSelector: ['x', 'a b', ''], matchLabels: ['x', 'a b', ''],
};

export const quantities: readonly string[] = [
  '1', '2', '100m', '1Gi', '2Mi', '3Mi', '0', '-1', '1.5', '128Mi', '1e3', '0.5', '500u', '1Ki', '1M', '1E', '10m', '1m', '+1', '1k', '1.500', '2Ei', '9E', '0.1n', '1000m', '-100m', '3', '4Mi',
  '9223372036854775807', '92233720368547758070', '1Pi', '.5Gi', '0.5Ki', '1025',
];
