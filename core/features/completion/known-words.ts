/** Words that Kubernetes knows although their fields take any text: capabilities, fields of the downward API, effects of taints. */
import type { CompletionContext } from './context.ts';

/** By struct and field; undefined for fields of really free text. */
export function knownWords(id: string, context: CompletionContext): readonly string[] | undefined {
  if (id === 'ObjectFieldSelector.fieldPath') return fieldPathsFor(context);
  return Object.hasOwn(words, id) ? words[id] : undefined;
}

/** A downward API volume knows the metadata only. */
function fieldPathsFor(context: CompletionContext): readonly string[] {
  const inVolume = context.steps.some(({ name }) => name === 'volumes');
  return inVolume
    ? ['metadata.labels', 'metadata.annotations', 'metadata.name', 'metadata.namespace', 'metadata.uid']
    : fieldPaths;
}

const fieldPaths = [
  'metadata.name',
  'metadata.namespace',
  'status.podIP',
  'spec.nodeName',
  'metadata.uid',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.podIPs',
  'status.hostIPs',
];
const capabilities = [
  'NET_BIND_SERVICE',
  'NET_ADMIN',
  'NET_RAW',
  'SYS_ADMIN',
  'SYS_TIME',
  'SYS_PTRACE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'SETGID',
  'SETUID',
  'SETPCAP',
  'SYS_CHROOT',
  'MKNOD',
  'AUDIT_WRITE',
  'SETFCAP',
  'IPC_LOCK',
  'SYS_RESOURCE',
  'SYS_NICE',
];

const words: Readonly<Record<string, readonly string[]>> = {
  'ResourceFieldSelector.resource': ['limits.memory', 'limits.cpu', 'requests.memory', 'requests.cpu'],
  'Capabilities.add': capabilities,
  'Capabilities.drop': ['ALL', ...capabilities],
  'Toleration.operator': ['Exists', 'Equal'],
  'Toleration.effect': ['NoSchedule', 'PreferNoSchedule', 'NoExecute'],
  'HTTPGetAction.scheme': ['HTTP', 'HTTPS'],
  'TopologySpreadConstraint.topologyKey': ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'],
  'PodAffinityTerm.topologyKey': ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'],
  'CronJobSpec.timeZone': ['Etc/UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Seoul'],
};
