/** The lanes of a container's probes: one mark a try, with the failures in a row. */
import type { LaneContext } from './lane-spans.ts';
import type { ContainerSpec } from './pod.ts';
import type { Lane, Mark } from './timeline.ts';

export function probeLanes(context: LaneContext, container: ContainerSpec): readonly Lane[] {
  return (['startup', 'readiness', 'liveness'] as const).flatMap((kind): Lane[] => {
    const probe = container.probes[kind];
    if (!probe || container.role === 'init' || container.role === 'ephemeral') return [];
    const marks = (context.entries.get(container.name) ?? []).flatMap((entry): Mark[] => {
      if (entry.kind !== 'probe' || entry.probe !== kind) return [];
      const isThreshold = !entry.ok && entry.published;
      return [
        {
          atMs: entry.atMs,
          kind: entry.ok ? 'probe-success' : isThreshold ? 'probe-threshold' : 'probe-failure',
          count: entry.run,
          ...(entry.output === '' ? {} : { label: entry.output }),
          ...(entry.cause === undefined ? {} : { cause: entry.cause }),
        },
      ];
    });
    return [
      {
        id: `probe/${container.name}/${kind}`,
        kind: 'probe',
        name: kind,
        container: container.name,
        role: container.role,
        probe: kind,
        note: `every ${probe.periodSeconds}s`,
        failureThreshold: probe.failureThreshold,
        field: probe.path,
        spans: [],
        marks,
      },
    ];
  });
}
