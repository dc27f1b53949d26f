/** The rows of the picture, from the log of a run. */
import { entry } from './entry.ts';
import { isTrue, type ContainerSpec } from './pod.ts';
import type { ContainerEntry, LogEntry } from './log.ts';
import { containerLane } from './container-lane.ts';
import { causeOf, spansOf, type LaneContext } from './lane-spans.ts';
import { probeLanes } from './probe-lane.ts';
import type { Lane, Mark, Span } from './timeline.ts';
import type { PodLife } from './world.ts';

/** The log by containers, so that many of them do not read all of it. */
export function entriesByContainer(entries: readonly LogEntry[]): LaneContext['entries'] {
  const groups = new Map<string, ContainerEntry[]>();
  for (const one of entries) if ('container' in one) entry(groups, one.container, () => []).push(one);
  return groups;
}

export function buildLanes(context: LaneContext): readonly Lane[] {
  const spec = context.life.lastApi.spec;
  const containers: readonly ContainerSpec[] = [...spec.init, ...spec.containers, ...spec.ephemeral];
  return [
    momentsLane(context),
    phaseLane(context),
    statusLane(context),
    readyLane(context),
    endpointLane(context),
    ...containers.flatMap((container) => [
      containerLane(context, container),
      ...probeLanes(context, container),
      ...hookLanes(context, container),
    ]),
    eventsLane(context),
  ];
}

const lane = (kind: Lane['kind'], name: string, spans: readonly Span[], marks: readonly Mark[] = []): Lane => ({
  id: kind,
  kind,
  name,
  spans,
  marks,
});

function momentsLane({ life }: LaneContext): Lane {
  const marks = life.log.entries.flatMap((entry): Mark[] =>
    entry.kind === 'action' ? [{ atMs: entry.atMs, kind: 'action', label: entry.label, ...causeOf(entry) }] : [],
  );
  return lane('moments', 'Moments', [], marks);
}

function phaseLane({ life, endMs }: LaneContext): Lane {
  const changes = life.log.versions.map(({ atMs, pod, cause }) => ({
    atMs,
    span: pod && { state: 'text' as const, label: pod.status.phase as string, ...causeOf({ cause }) },
  }));
  return lane('phase', 'Phase', spansOf(changes, endMs));
}

function statusLane({ kubectl, endMs, life }: LaneContext): Lane {
  const goneMs = life.log.versions.find((v) => !v.pod)?.atMs,
    cause = causeFinder(life);
  const changes = kubectl.map(({ atMs, status }) => ({
    atMs,
    span: atMs === goneMs ? undefined : { state: 'text' as const, label: status, ...cause(atMs) },
  }));
  return lane('status', 'STATUS', spansOf(changes, endMs));
}

/** Why the newest version of an instant is there; instants must not go back. */
function causeFinder({ log }: PodLife): (atMs: number) => { readonly cause?: number } {
  let next = 0;
  return (atMs) => {
    while ((log.versions[next]?.atMs ?? Infinity) <= atMs) next++;
    return causeOf(log.versions[next - 1]);
  };
}

function readyLane({ life, endMs }: LaneContext): Lane {
  const changes = life.log.versions.map(({ atMs, pod, cause }) => {
    const isReady = pod !== undefined && isTrue(pod.status, 'Ready');
    return {
      atMs,
      span: pod && {
        state: isReady ? ('yes' as const) : ('no' as const),
        label: isReady ? 'Ready' : 'not ready',
        ...causeOf({ cause }),
      },
    };
  });
  return lane('ready', 'Ready', spansOf(changes, endMs));
}

function endpointLane({ endpoints, endMs, life }: LaneContext): Lane {
  const cause = causeFinder(life);
  const changes = endpoints.map((e) => ({
    atMs: e.atMs,
    span: e.present
      ? {
          state: e.ready ? ('yes' as const) : e.serving && e.terminating ? ('draining' as const) : ('no' as const),
          label: e.ready ? 'receives traffic' : e.serving && e.terminating ? 'serving while terminating' : 'no traffic',
          ...cause(e.atMs),
        }
      : undefined,
  }));
  return lane('endpoint', 'Endpoint', spansOf(changes, endMs));
}

function hookLanes({ entries }: LaneContext, container: ContainerSpec): readonly Lane[] {
  const lanes: Lane[] = [];
  for (const hook of ['postStart', 'preStop'] as const) {
    if (!container[hook]) continue;
    const spans = (entries.get(container.name) ?? []).flatMap((entry): Span[] =>
      entry.kind === 'hook' && entry.hook === hook
        ? [
            {
              startMs: entry.atMs,
              endMs: entry.endMs,
              state: 'hook',
              label: entry.ok ? hook : `${hook} failed`,
              ...causeOf(entry),
            },
          ]
        : [],
    );
    lanes.push({
      id: `hook/${container.name}/${hook}`,
      kind: 'hook',
      name: hook,
      container: container.name,
      role: container.role,
      field: `${container.path}.lifecycle.${hook}`,
      spans,
      marks: [],
    });
  }
  return lanes;
}

function eventsLane({ events }: LaneContext): Lane {
  const marks = events
    .filter((event) => event.object === undefined)
    .flatMap((event) =>
      event.counts.map((count): Mark => ({
        atMs: count.atMs,
        kind: event.type === 'Normal' ? 'event-normal' : 'event-warning',
        label: `${event.reason}: ${count.message ?? event.message}`,
        count: count.count,
        ...causeOf(event),
      })),
    );
  return lane(
    'events',
    'Events',
    [],
    marks.sort((a, b) => a.atMs - b.atMs),
  );
}
