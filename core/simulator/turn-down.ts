/** Why the kubelet turns a Pod of its node down. Mirrors pkg/kubelet/lifecycle/predicate.go (1.36). */
import { fields } from '../kube/json.ts';
import { addCause } from './causes.ts';
import { warn } from './event-recorder.ts';
import { neighbours, sharesPort } from './neighbours.ts';
import { matchesNode, untolerated, NO_MATCH, NO_PORTS } from './node-fit.ts';
import { lacking } from './node-resources.ts';
import { type ApiPod, NO_CONTAINERS } from './pod.ts';
import { setPodStatus } from './status-manager.ts';
import type { NodeState, PodLife } from './world.ts';

/** True: the Pod has failed on this node for good. */
export function turnsDown(life: PodLife, node: NodeState, pod: ApiPod): boolean {
  const found = check(life, node, pod);
  if (!found) return false;
  const [reason, message, field] = found;
  warn(life, undefined, reason, message, addCause(life, 'the node turns the Pod down', `${pod.spec.path}.${field}`));
  setPodStatus(life, pod, {
    ...pod.status,
    phase: 'Failed',
    reason,
    message: `Pod was rejected: ${message}`,
    observedGeneration: pod.meta.generation,
    ...NO_CONTAINERS,
  });
  return true;
}

/** The kubelet leaves extended resources that its node does not know to others (removeMissingExtendedResources). */
const isUnknownExtended = (node: NodeState, name: string): boolean =>
  name.includes('/') && !name.includes('kubernetes.io/') && node.allocatable[name] === undefined;

type Rejection = readonly [reason: string, message: string, field: string];

/** The first failing check counts. */
function check(life: PodLife, node: NodeState, { meta, spec }: ApiPod): Rejection | undefined {
  const os = 'kubernetes.io/os',
    own = node.labels[os],
    labelled = fields(meta.raw['labels'])[os],
    wanted = fields(spec.raw['os'])['name'];
  const differs = (value: unknown): boolean => !node.isAssumed && value !== undefined && value !== own;
  if (differs(labelled))
    return ['PodOSSelectorNodeLabelDoesNotMatch', `${FAILED} \`${os}\` label doesn't match node label`, 'nodeSelector'];
  if (differs(wanted)) return ['PodOSNotSupported', `${FAILED} OS field doesn't match node OS`, 'os.name'];
  const others = neighbours(life).flatMap((other) => (other.spec.nodeName === node.name ? [other.spec] : []));
  const short = lacking(node, spec, others).find(({ name }) => !isUnknownExtended(node, name));
  if (short) {
    const amounts = `requested: ${short.requested}, used: ${short.used}, capacity: ${short.capacity}`;
    const message = `Node didn't have enough resource: ${short.name}, ${amounts}`;
    return [`OutOf${short.name}`, message, 'containers[0].resources'];
  }
  const predicate = (name: string, why: string, field: string): Rejection => [
    name,
    `Predicate ${name} failed: ${why}`,
    field,
  ];
  if (!matchesNode(node, spec)) return predicate('NodeAffinity', NO_MATCH, 'nodeSelector');
  if (others.some((other) => sharesPort(spec, other))) return predicate('NodePorts', NO_PORTS, 'containers[0].ports');
  if (untolerated(node.taints, spec, ['NoExecute']) && !life.isStatic)
    return predicate('TaintToleration', "node(s) had taints that the pod didn't tolerate", 'tolerations');
  return undefined;
}

const FAILED = 'Failed to admit pod as the';
