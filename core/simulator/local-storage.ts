/**
 * Evictions for what containers write into emptyDir volumes. Mirrors localStorageEviction in
 * pkg/kubelet/eviction/eviction_manager.go (1.36).
 */
import { volumeBytes } from '../behaviour/container-volumes.ts';
import { addCause } from './causes.ts';
import { EVICTION_MS, VOLUME_STATS_MS } from './constants.ts';
import { at, PRIORITY } from './engine.ts';
import { evictByKubelet } from './eviction.ts';
import { slowTick } from './pod-worker.ts';
import { parseBytes } from './quantity.ts';
import { fields, list, text } from './read-pod.ts';
import { readJitter } from './timing.ts';
import type { PodLife } from './world.ts';

/** Volumes are measured once a minute, at a phase that nobody knows; the manager compares every ten seconds. */
export function planStorageChecks(life: PodLife): void {
  const { world } = life,
    { engine, timing } = world;
  if (limitedVolumes(life).length === 0) return;
  const first = timing.tick === 0 ? 0 : Math.round(readJitter(world.scenario, 'volume stats')() * VOLUME_STATS_MS);
  at(engine, first, PRIORITY.queue, function measure() {
    if (life.worker.terminating || life.worker.finished) return;
    const over = overLimit(life);
    if (!over) return at(engine, engine.nowMs + (timing.tick === 0 ? 1_000 : VOLUME_STATS_MS), PRIORITY.queue, measure);
    const next = timing.tick === 0 ? engine.nowMs : slowTick(world, EVICTION_MS);
    const cause = addCause(life, `volume "${over.volume}" holds more than ${over.limit}`, [
      over.field,
      over.scenarioField,
    ]);
    at(engine, next, PRIORITY.queue, () => {
      const message = `Usage of EmptyDir volume "${over.volume}" exceeds the limit "${over.limit}". `;
      evictByKubelet(life, { message, graceSeconds: 1, isPressure: false }, cause);
    });
  });
}

interface Over {
  readonly volume: string;
  readonly limit: string;
  readonly field: string;
  readonly scenarioField: string | undefined;
}

interface Limited {
  readonly name: string;
  readonly limit: string;
  readonly bytes: number;
  readonly field: string;
}

const limitedVolumes = (life: PodLife): readonly Limited[] =>
  list(life.lastApi.spec.raw['volumes']).flatMap((volume, index) => {
    const limit = fields(volume['emptyDir'])['sizeLimit'],
      bytes = parseBytes(limit);
    return bytes === undefined
      ? []
      : [
          {
            name: text(volume['name']),
            limit: String(limit),
            bytes,
            field: `${life.lastApi.spec.path}.volumes[${index}].emptyDir.sizeLimit`,
          },
        ];
  });

/**
 * The first volume over its limit: by what run programs have written into it, or by what the Scenario says (which
 * names no volume).
 */
function overLimit(life: PodLife): Over | undefined {
  const said = writtenBySaying(life);
  for (const [i, { name, limit, bytes, field }] of limitedVolumes(life).entries()) {
    const used = volumeBytes(life.shared, name) + (i === 0 ? said.bytes : 0);
    if (used > bytes) return { volume: name, limit, field, scenarioField: i === 0 ? said.field : undefined };
  }
  return undefined;
}

/** What the containers have written until now after the Scenario, together. */
function writtenBySaying(life: PodLife): { readonly bytes: number; readonly field: string | undefined } {
  let bytes = 0,
    field: string | undefined;
  for (const [i, container] of (life.world.scenario.containers ?? []).entries()) {
    const begun = life.instances.findLast(
      (instance) => instance.name === container.name && instance.state !== 'created',
    );
    const written =
      begun && container.emptyDir?.filter((w) => w.fromMs <= life.world.engine.nowMs - begun.startedAt).at(-1);
    if (written) {
      bytes += written.bytes;
      field = `containers[${i}].emptyDir`;
    }
  }
  return { bytes, field };
}
