/**
 * Deletes the Pod from a node with a taint of effect NoExecute, at once or when its toleration ends. Mirrors
 * pkg/controller/tainteviction (1.36).
 */
import { list } from '../kube/json.ts';
import { deletePod, storeDisruption } from './api-server.ts';
import { addCause } from './causes.ts';
import { at, PRIORITY_WRITER } from './engine.ts';
import { emit } from './event-recorder.ts';
import { tolerates } from './node-fit.ts';
import type { PodSpec } from './pod.ts';
import type { NodeState, PodLife } from './world.ts';

/** What admission lets Pods tolerate a node that is lost or not ready. */
const TOLERATED_SECONDS = 300;
const TOLERATED_KEYS = ['node.kubernetes.io/unreachable', 'node.kubernetes.io/not-ready'];

/** The Pod, its node or the taints of the node are new. */
export function judgeTaints(life: PodLife, because: number | undefined): void {
  const { node, api: pod } = life,
    taints = node?.taints.filter(({ effect }) => effect === 'NoExecute') ?? [];
  if (taints.length === 0 || !pod) return cancel(life, because);
  const used = taints.map((taint) => tolerationOf(pod.spec, taint)),
    { placing } = life,
    nowMs = life.now();
  if (used.includes(undefined)) {
    cancel(life, because);
    return evict(life, addCause(life, 'a taint of the node is not tolerated', undefined, [because]));
  }
  const [shortest] = used
    .flatMap((t) => (t?.seconds === undefined ? [] : [{ ...t, seconds: Math.max(0, t.seconds) }]))
    .sort((a, b) => a.seconds - b.seconds);
  if (shortest && placing.taintEviction && placing.taintEviction.plannedMs < nowMs) return;
  cancel(life, because);
  if (!shortest) return;
  const plan = (placing.taintEviction = { plannedMs: nowMs }),
    { seconds, field } = shortest;
  at(life, nowMs + seconds * 1000, PRIORITY_WRITER, () => {
    if (placing.taintEviction !== plan) return;
    placing.taintEviction = undefined;
    const what = TOLERATED_KEYS.includes(taints[0]!.key) ? 'an unreachable node' : 'a taint of the node';
    evict(life, addCause(life, `${what} is tolerated for ${seconds} s`, field, [because]));
  });
}

interface Tolerated {
  /** Undefined: for ever. */
  readonly seconds: number | undefined;
  readonly field: string;
}

/** The first toleration that matches counts, whatever others say (GetMatchingTolerations). */
function tolerationOf(spec: PodSpec, taint: NodeState['taints'][number]): Tolerated | undefined {
  const field = `${spec.path}.tolerations`,
    tolerations = list(spec.raw['tolerations']),
    i = tolerations.findIndex((toleration) => tolerates(toleration, taint)),
    seconds = tolerations[i]?.['tolerationSeconds'];
  if (i >= 0)
    return typeof seconds === 'number'
      ? { seconds, field: `${field}[${i}].tolerationSeconds` }
      : { seconds: undefined, field };
  return TOLERATED_KEYS.includes(taint.key) ? { seconds: TOLERATED_SECONDS, field } : undefined;
}

function cancel(life: PodLife, cause: number | undefined): void {
  if (!life.placing.taintEviction) return;
  life.placing.taintEviction = undefined;
  tellOfEviction(life, 'Cancelling deletion of', cause);
}

function evict(life: PodLife, cause: number | undefined): void {
  const { api: pod } = life;
  if (!pod) return;
  tellOfEviction(life, 'Marking for deletion', cause);
  storeDisruption(life, pod, 'DeletionByTaintManager', 'Taint manager: deleting due to NoExecute taint', cause);
  deletePod(life, undefined, cause);
}

function tellOfEviction(life: PodLife, what: string, cause: number | undefined): void {
  const { namespace, name } = life.lastApi.meta;
  emit(life, {
    type: 'Normal',
    reason: 'TaintManagerEviction',
    message: `${what} Pod ${namespace}/${name}`,
    source: 'taint-eviction-controller',
    cause,
  });
}
