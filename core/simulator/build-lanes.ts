/** The rows of the picture, from the log of a run. */
import { entry } from './entry.ts';
import { isTrue, type ContainerSpec, type PodStatus, allContainers } from './pod.ts';
import type { ContainerEntry, LogEntry } from './log.ts';
import { containerLane } from './container-lane.ts';
import { causeOf, spansOf, type LaneContext, goneAt } from './lane-spans.ts';
import { probeLanes } from './probe-lane.ts';
import type { EndpointChange, Lane, Mark, Span } from './timeline.ts';

/** The log by containers, so that many of them do not read all of it. */
export function entriesByContainer(entries: readonly LogEntry[]): LaneContext['entries'] {
  const groups = new Map<string, ContainerEntry[]>();
  for (const one of entries) if ('container' in one) entry(groups, one.container, () => []).push(one);
  return groups;
}

export function buildLanes(context: LaneContext): readonly Lane[] {
  const { lastApi } = context.life,
    goneMs = goneAt(context);
  return [
    momentsLane(context),
    podLane(context, 'phase', 'Phase', ({ phase }) => ({ state: 'text', label: phase })),
    changeLane(context, ['status', 'STATUS'], context.kubectl, ({ atMs, status }) =>
      atMs === goneMs ? undefined : { state: 'text', label: status },
    ),
    podLane(context, 'ready', 'Ready', readyLook),
    changeLane(context, ['endpoint', 'Endpoint'], context.endpoints, endpointLook),
    ...allContainers(lastApi.spec).flatMap((container) => [
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

type Look = Pick<Span, 'state' | 'label'>;

function momentsLane({ life }: LaneContext): Lane {
  const marks = life.log.entries.flatMap((entry): Mark[] =>
    entry.kind === 'action' ? [{ atMs: entry.atMs, kind: 'action', label: entry.label, ...causeOf(entry) }] : [],
  );
  return lane('moments', 'Moments', [], marks);
}

/** A lane that changes with the versions of the Pod. */
function podLane(
  { life, endMs }: LaneContext,
  kind: Lane['kind'],
  name: string,
  look: (status: PodStatus) => Look,
): Lane {
  const changes = life.log.versions.map(({ atMs, pod, cause }) => ({
    atMs,
    span: pod && { ...look(pod.status), ...causeOf({ cause }) },
  }));
  return lane(kind, name, spansOf(changes, endMs));
}

/** A lane of changes that have their causes from the newest version of their instant; instants must not go back. */
function changeLane<T extends { readonly atMs: number }>(
  { life: { log }, endMs }: LaneContext,
  [kind, name]: readonly [kind: Lane['kind'], name: string],
  list: readonly T[],
  look: (change: T) => Look | undefined,
): Lane {
  let next = 0;
  const changes = list.map((change) => {
    while ((log.versions[next]?.atMs ?? Infinity) <= change.atMs) next++;
    const span = look(change);
    return { atMs: change.atMs, span: span && { ...span, ...causeOf(log.versions[next - 1]) } };
  });
  return lane(kind, name, spansOf(changes, endMs));
}

const readyLook = (status: PodStatus): Look =>
  isTrue(status, 'Ready') ? { state: 'yes', label: 'Ready' } : { state: 'no', label: 'not ready' };

function endpointLook({ present, ready, serving, terminating }: EndpointChange): Look | undefined {
  if (!present) return undefined;
  if (ready) return { state: 'yes', label: 'receives traffic' };
  return serving && terminating
    ? { state: 'draining', label: 'serving while terminating' }
    : { state: 'no', label: 'no traffic' };
}

const hookLanes = ({ entries }: LaneContext, container: ContainerSpec): readonly Lane[] =>
  (['postStart', 'preStop'] as const).flatMap((hook): Lane[] => {
    if (!container[hook]) return [];
    const spans = (entries.get(container.name) ?? []).flatMap((entry): Span[] => {
      if (entry.kind !== 'hook' || entry.hook !== hook) return [];
      const label = entry.ok ? hook : `${hook} failed`;
      return [{ startMs: entry.atMs, endMs: entry.endMs, state: 'hook', label, ...causeOf(entry) }];
    });
    return [
      {
        id: `hook/${container.name}/${hook}`,
        kind: 'hook',
        name: hook,
        container: container.name,
        role: container.role,
        field: `${container.path}.lifecycle.${hook}`,
        spans,
        marks: [],
      },
    ];
  });

function eventsLane({ events }: LaneContext): Lane {
  const marks = events.flatMap(({ type, reason, message: text, object, counts, cause }) =>
    object === undefined
      ? counts.map(({ atMs, count, message = text }): Mark => {
          const kind = type === 'Normal' ? 'event-normal' : 'event-warning';
          return { atMs, kind, label: `${reason}: ${message}`, count, ...causeOf({ cause }) };
        })
      : [],
  );
  marks.sort((a, b) => a.atMs - b.atMs);
  return lane('events', 'Events', [], marks);
}
