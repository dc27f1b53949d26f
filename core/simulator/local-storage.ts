/**
 * Evictions for what containers write: limits of emptyDir volumes and of the whole Pod. Mirrors localStorageEviction in
 * pkg/kubelet/eviction/eviction_manager.go (1.36).
 */
import { fields, list, text } from '../kube/json.ts';
import { volumeBytes } from '../behaviour/volume-bytes.ts';
import { addCause } from './causes.ts';
import { EVICTION_MS, VOLUME_STATS_MS } from './constants.ts';
import { after, at, PRIORITY_QUEUE } from './engine.ts';
import { evictByKubelet, isCritical } from './eviction.ts';
import { slowTick } from './pod-worker.ts';
import { bytesOf } from '../kube/amount.ts';
import { readJitter } from './timing.ts';
import type { PodLife } from './world.ts';

/**
 * Volumes are measured once a minute or, with the random part of that, up to two (fs_resource_analyzer.go,
 * volume_stat_calculator.go); the manager compares every ten seconds. Nobody knows the phases of both: they go with
 * the other unknown ones, spread so that replays with other ones try many here, too.
 */
export function planStorageChecks(life: PodLife): void {
  const { timing } = life,
    isIdeal = timing.tick === 0,
    jitter = readJitter(life.scenario, 'volume stats');
  if (limits(life).length === 0 || isCritical(life.lastApi.spec) || life.isStatic) return;
  const shiftMs = isIdeal ? 0 : (timing.create * 8) % EVICTION_MS,
    first = isIdeal ? 0 : Math.round(((0.8 * jitter() + timing.create * 0.00045) % 1) * VOLUME_STATS_MS);
  at(life, first, PRIORITY_QUEUE, function measure() {
    if (life.worker.terminating || life.worker.finished) return;
    const over = limits(life).find(({ used, bytes }) => used > bytes);
    const period = isIdeal ? 1_000 : VOLUME_STATS_MS * (1 + jitter());
    if (!over) return after(life, period, PRIORITY_QUEUE, measure);
    const cause = addCause(life, over.why, [over.field, said(life).field]);
    at(life, isIdeal ? life.now() : slowTick(life, EVICTION_MS, life.now() + shiftMs) - shiftMs, PRIORITY_QUEUE, () =>
      evictByKubelet(life, { reason: 'Evicted', message: over.message, disruption: false }, 1, cause),
    );
  });
}

interface Limit {
  readonly bytes: number;
  readonly used: number;
  readonly field: string;
  readonly why: string;
  readonly message: string;
}

/** The limits of volumes, then the one of the Pod; memory that is used as a volume is neither's. */
function limits(life: PodLife): readonly Limit[] {
  const { spec } = life.lastApi,
    extra = said(life);
  const volumes = list(spec.raw['volumes']).flatMap(({ name, emptyDir }, index) => {
    const { medium, sizeLimit } = fields(emptyDir),
      written = volumeBytes(life.shared, text(name));
    return emptyDir === undefined || medium === 'Memory' ? [] : [{ name: text(name), sizeLimit, written, index }];
  });
  const found = volumes
    .filter(({ sizeLimit }) => (bytesOf(sizeLimit) ?? 0) > 0)
    .map(({ name, sizeLimit, written, index }, i): Limit => {
      const limit = shortBytes(sizeLimit);
      return {
        bytes: bytesOf(sizeLimit)!,
        // What a Scenario says names no volume.
        used: written + (i === 0 ? extra.bytes : 0),
        field: `${spec.path}.volumes[${index}].emptyDir.sizeLimit`,
        why: `volume "${name}" holds more than ${limit}`,
        message: `Usage of EmptyDir volume "${name}" exceeds the limit "${limit}". `,
      };
    });
  const own = spec.containers.map(({ raw }) => fields(fields(raw['resources'])['limits'])['ephemeral-storage']),
    bytes = own.reduce<number>((all, value) => all + (bytesOf(value) ?? 0), 0);
  if (bytes <= 0) return found;
  const limit = shortBytes(own.filter((value) => value !== undefined).length === 1 ? own.find(Boolean) : bytes);
  const whole: Limit = {
    bytes,
    used: volumes.reduce((all, { written }) => all + written, extra.bytes),
    field: `${spec.path}.containers[${own.findIndex(Boolean)}].resources.limits.ephemeral-storage`,
    why: `the Pod has written more than ${limit}`,
    message: `Pod ephemeral local storage usage exceeds the total limit of containers ${limit}. `,
  };
  return [...found, whole];
}

const BINARY = ['Ei', 'Pi', 'Ti', 'Gi', 'Mi', 'Ki'];

/** Bytes as Kubernetes prints them back; decimal ones stay as they are written. */
function shortBytes(value: unknown): string {
  const bytes = bytesOf(value) ?? 0;
  if (typeof value === 'string' && !value.endsWith('i')) return value;
  const i = BINARY.findIndex((_, exponent) => bytes % 2 ** (60 - 10 * exponent) === 0);
  return i < 0 ? String(bytes) : `${bytes / 2 ** (60 - 10 * i)}${BINARY[i]}`;
}

/** What the containers have written into volumes until now after the Scenario, together. */
function said(life: PodLife): { readonly bytes: number; readonly field: string | undefined } {
  let bytes = 0,
    field: string | undefined;
  for (const [i, container] of (life.scenario.containers ?? []).entries()) {
    const begun = life.instances.findLast(({ name, state }) => name === container.name && state !== 'created');
    const written = begun && container.emptyDir?.findLast((w) => w.fromMs <= life.now() - begun.startedAt);
    if (written) {
      bytes += written.bytes;
      field = `containers[${i}].emptyDir`;
    }
  }
  return { bytes, field };
}
