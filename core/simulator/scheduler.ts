/**
 * The scheduler's turns: when it looks at the Pod, and what the Pod gets of it. Mirrors pkg/scheduler/schedule_one.go and
 * backend/queue (1.36), where an idle scheduler takes Pods out of their back-off at once.
 */
import { list } from '../kube/json.ts';
import { storeConditions } from './api-server.ts';
import { addCause } from './causes.ts';
import { chooseNode } from './choose-node.ts';
import { after, PRIORITY_WRITER } from './engine.ts';
import { emit } from './event-recorder.ts';
import { takesAnybody } from './node-resources.ts';
import { watchTaints, withScheduled } from './placing.ts';
import { type ApiPod, type Condition, isLeaving } from './pod.ts';
import type { NodeState, PodLife } from './world.ts';

/** The Pod is new, or a look at it is worth while. */
export function trySchedule(life: PodLife): void {
  life.placing.unscheduled = undefined;
  after(life, life.timing.schedule, PRIORITY_WRITER, () => {
    const { api: pod, placing } = life;
    if (!pod || life.node || placing.unscheduled || isLeaving(pod)) return;
    if (pod.spec.schedulingGates.length > 0) return;
    const [first] = life.cluster.nodes;
    const node = first && takesAnybody(life, first, pod.spec) && !asksForMore(pod) ? first : chooseNode(life, pod);
    if (node) bind(life, pod, node);
  });
}

/** Does the Pod ask for something besides room? */
const asksForMore = ({ spec: { raw } }: ApiPod): boolean =>
  raw['affinity'] !== undefined || list(raw['volumes']).some((volume) => volume['persistentVolumeClaim'] !== undefined);

function bind(life: PodLife, pod: ApiPod, node: NodeState): void {
  life.node = node;
  if (node.silentMs !== undefined) life.kubelet.running = false;
  const cause = addCause(life, `the scheduler chose node ${node.name}`, undefined, [life.lastCause]);
  const message = `Successfully assigned ${pod.meta.namespace}/${pod.meta.name} to ${node.name}`;
  emit(life, { type: 'Normal', reason: 'Scheduled', message, source: 'default-scheduler', cause });
  storeConditions(life, pod, withScheduled(life, pod, 'True'), cause);
  watchTaints(life, cause);
}

/** The first condition of a Pod with gates; the API server sets it. */
export const gatedCondition = (nowMs: number): Condition => ({
  type: 'PodScheduled',
  status: 'False',
  reason: 'SchedulingGated',
  message: 'Scheduling is blocked due to non-empty scheduling gates',
  since: nowMs,
});
