/** A run in a few words for a lens: when the Pod is ready, how often containers restart, how it ends. */
import type { Timeline } from '../core/simulation.ts';

/** `Ready at 12 s · 3 restarts in 10 min`. */
export function lifeInWords({ endMs, lanes, kubectl }: Timeline): string {
  const parts: string[] = [];
  const ready = lanes.find(({ kind }) => kind === 'ready')?.spans.find(({ state }) => state === 'yes');
  const last = kubectl.at(-1);
  if (ready !== undefined) parts.push(`Ready at ${duration(ready.startMs)}`);
  else if (last !== undefined && last.status !== 'Completed') parts.push('never Ready');
  const restarts = Number(/^\d+/.exec(last?.restarts ?? '')?.[0] ?? 0);
  if (restarts > 0) parts.push(`${restarts} ${restarts === 1 ? 'restart' : 'restarts'} in ${duration(endMs)}`);
  if (last !== undefined && !['Running', 'Pending'].includes(last.status)) parts.push(last.status);
  return parts.join(' · ');
}

function duration(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return `${Math.round(seconds / 60)} min`;
}
