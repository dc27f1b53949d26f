/** The lanes of a container's probes: one mark a try, with the failures in a row. */
import type { LaneContext } from './lane-spans.ts';
import { type ContainerSpec, PROBE_KINDS } from './pod.ts';
import { probeMarks } from './log.ts';
import type { Lane } from './timeline.ts';

export const probeLanes = ({ life }: LaneContext, container: ContainerSpec): readonly Lane[] =>
  PROBE_KINDS.flatMap((kind): Lane[] => {
    const probe = container.probes[kind];
    if (!probe || container.role === 'init' || container.role === 'ephemeral') return [];
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
        marks: probeMarks(life.log, container, kind),
      },
    ];
  });
