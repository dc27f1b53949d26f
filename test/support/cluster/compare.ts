/** Says where two answers to one scenario of a cluster differ in what scheduler, controllers and API server did. */
import { compareChanges, compareEvents, merged, type Change, type Difference } from '../kubelet/compare.ts';
import { steps, unfolded, type Step } from '../kubelet/recorded-case.ts';
import { simulatedCluster, type ClusterAnswer } from './run.ts';
import type { ClusterScenario, Json } from './scenario.ts';

/** What is kept of an answer. */
export interface ClusterChanges {
  readonly node: string | undefined;
  readonly status: readonly Change[];
  readonly events: readonly Change[];
}

export function clusterChanges(answer: ClusterAnswer): ClusterChanges {
  return { node: answer.node, status: statusChanges(answer.status), events: eventChanges(answer.events) };
}

/** Compares the simulator with the oracle's changes; of several nodes that fit it may take any. */
export function compareCluster(scenario: ClusterScenario, theirs: ClusterChanges): Difference | undefined {
  const first = clusterChanges(simulatedCluster(scenario)),
    ours = first.node === theirs.node ? first : clusterChanges(simulatedCluster(scenario, theirs.node));
  const tolerance = toleranceOf(scenario);
  return (
    compareChanges('status', ours.status, theirs.status, tolerance) ??
    compareEvents(ours.events, theirs.events, tolerance)
  );
}

/** Seconds: heartbeats and polls of nodes have phases of their own, and so has the end of processes. */
function toleranceOf(scenario: ClusterScenario): (what: string | Change['facts']) => number {
  const names = scenario.objects.map((o) => (o['metadata'] as Json | undefined)?.['name']),
    nodeName = (scenario.objects.at(-1)?.['spec'] as Json | undefined)?.['nodeName'];
  const isSlow =
    (nodeName !== undefined && !names.includes(nodeName)) ||
    scenario.actions.some((a) => {
      const node = a['node'] as Json | undefined;
      return node?.['stops'] !== undefined || node?.['leaves'] !== undefined;
    });
  // A Pod that nothing moves is tried again at a tick of half a minute, a collection of Pods has turns of 20 s.
  return (what) => (!isSlow ? 1.6 : JSON.stringify(what).includes('FailedScheduling') ? 31 : 21);
}

function statusChanges(rows: readonly Json[]): Change[] {
  return merged(rows.map((row) => ({ t: Number(row['t']), facts: statusFacts(row) })));
}

function statusFacts(row: Json): Record<string, string> {
  if (row['deleted']) return { gone: 'yes' };
  const conditions = (row['conditions'] ?? {}) as Readonly<Record<string, Json>>;
  const words = (type: string): string =>
    ['status', 'reason', 'message']
      .map((name) => conditions[type]?.[name])
      .filter(Boolean)
      .join(' | ');
  const ready = conditions['Ready'];
  return {
    // The kubelet sets it too, where the Pod came with its node.
    PodScheduled: words('PodScheduled') || (row['nodeName'] === undefined ? '' : 'True'),
    DisruptionTarget: words('DisruptionTarget'),
    lost: String(ready?.['status'] === 'False' && ready['reason'] === undefined),
    node: String(row['nodeName'] ?? ''),
    deleting: row['deletionTimestamp'] ? `${String(row['deletionGracePeriodSeconds'])}s` : 'no',
  };
}

function eventChanges(events: ClusterAnswer['events']): Change[] {
  return events
    .filter((e) => e.object === 'Pod/p' && e.source !== 'kubelet')
    .flatMap((e) =>
      e.counts.map(({ t, count }) => ({
        t,
        facts: { event: `${e.type} ${e.reason} ${e.source} ${e.message} x${count}` },
      })),
    )
    .sort((a, b) => a.t - b.t)
    .filter(({ t, facts }, i, all) => {
      // A Pod without grace may be gone while its eviction is still being noted down: chance.
      const before = all[i - 1];
      return !(
        facts['event']?.includes('Cancelling') &&
        before?.facts['event']?.includes('Marking') &&
        t - before.t < 0.1
      );
    });
}

interface RecordedCluster {
  readonly scenario: ClusterScenario;
  readonly node?: string;
  readonly status: readonly Step[];
  readonly events: readonly Step[];
}

/** A scenario with the oracle's answer as one line. */
export function compactCluster(scenario: ClusterScenario, { node, status, events }: ClusterChanges): string {
  return JSON.stringify({ scenario, node, status: steps(status), events: steps(events) });
}

/** Where the simulator differs from a recorded line. */
export function compareWithRecorded(line: string): Difference | undefined {
  const { scenario, node, status, events } = JSON.parse(line) as RecordedCluster;
  return compareCluster(scenario, { node, status: unfolded(status), events: unfolded(events) });
}
