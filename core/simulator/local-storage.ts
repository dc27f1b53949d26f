/** Evictions for what containers write into emptyDir volumes. Mirrors localStorageEviction in pkg/kubelet/eviction/eviction_manager.go (1.36). */
import { addCause } from './causes.ts';
import { EVICTION_MS, VOLUME_STATS_MS, WARM_MS } from './constants.ts';
import { at, PRIORITY } from './engine.ts';
import { evictByKubelet } from './eviction.ts';
import { parseBytes } from './quantity.ts';
import { fields, list, text } from './read-pod.ts';
import { readJitter } from './timing.ts';
import type { PodLife } from './world.ts';

/** Volumes are measured once a minute, at a phase that nobody knows; the manager compares every ten seconds. */
export function planStorageChecks(life: PodLife): void {
  const { world } = life, { engine, timing } = world;
  if (!(world.scenario.containers ?? []).some(c => c.emptyDir !== undefined)) return;
  const first = timing.tick === 0 ? 0 : Math.round(readJitter(world.scenario, 'volume stats')() * VOLUME_STATS_MS);
  at(engine, first, PRIORITY.queue, function measure() {
    if (life.worker.terminating || life.worker.finished) return;
    const over = overLimit(life), start = -WARM_MS - timing.create;
    if (!over) return at(engine, engine.nowMs + (timing.tick === 0 ? 1_000 : VOLUME_STATS_MS), PRIORITY.queue, measure);
    const next = timing.tick === 0 ? engine.nowMs : start + (Math.floor((engine.nowMs - start) / EVICTION_MS) + 1) * EVICTION_MS;
    const cause = addCause(world.causes, engine.nowMs, { text: `volume "${over.volume}" holds more than ${over.limit}`, field: over.field, scenarioField: over.scenarioField });
    at(engine, next, PRIORITY.queue, () => {
      const message = `Usage of EmptyDir volume "${over.volume}" exceeds the limit "${over.limit}". `;
      evictByKubelet(life, { message, graceSeconds: 1, isPressure: false }, cause);
    });
  });
}

interface Over { readonly volume: string; readonly limit: string; readonly field: string; readonly scenarioField: string }

/** The first limited volume; what the containers have written until now counts together. */
function overLimit(life: PodLife): Over | undefined {
  const volumes = list(life.lastApi.spec.raw['volumes']);
  const index = volumes.findIndex(v => fields(v['emptyDir'])['sizeLimit'] !== undefined);
  const volume = volumes[index], limit = fields(volume?.['emptyDir'])['sizeLimit'], bytes = parseBytes(limit);
  if (!volume || bytes === undefined) return undefined;
  let used = 0, scenarioField = '';
  for (const [i, container] of (life.world.scenario.containers ?? []).entries()) {
    const begun = life.instances.findLast(instance => instance.name === container.name && instance.state !== 'created');
    const written = begun && container.emptyDir?.filter(w => w.fromMs <= life.world.engine.nowMs - begun.startedAt).at(-1);
    if (written) { used += written.bytes; scenarioField = `containers[${i}].emptyDir`; }
  }
  return used > bytes ? { volume: text(volume['name']), limit: String(limit), field: `spec.volumes[${index}].emptyDir.sizeLimit`, scenarioField } : undefined;
}
