/** Recorded runs of one Pod beside simulated ones: what compare-traces.mjs does not look at, with the tolerances of kubelet-traces.md D. */
import { readdirSync, readFileSync } from 'node:fs';
import { recordingInput, type Recording } from '../../cli/recording.ts';
import { recordedForm } from '../../core/report/recorded-form.ts';
import { simulate } from '../../core/simulator/simulate.ts';
import type { Answer } from './kubelet/run.ts';

const folder = new URL('../oracle/traces/pods/', import.meta.url);

export interface Trace extends Answer {
  readonly name: string;
  readonly manifest: string;
  readonly duration: number;
  readonly ended?: number;
  readonly describe: string;
  readonly objects?: readonly {
    readonly kind: string;
    readonly changes: readonly { readonly t: number; readonly endpoints?: readonly Endpoint[] }[];
  }[];
}
interface Endpoint {
  readonly pod: string;
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
}

export function traceNames(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -5))
    .sort();
}

export function readTrace(name: string): Trace & Recording {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as Trace & Recording;
}

/** The random delays and the phases that are tried; a recording does not tell its own. */
export const variants = [0.5, 0, 0.25, 0.75, 1].flatMap((jitter) =>
  [
    { create: 250, pleg: 500 },
    { create: 700, pleg: 200 },
    { create: 50, pleg: 850 },
  ].map((timing) => ({ jitter, timing })),
);

export function replay(trace: Trace & Recording, variant: (typeof variants)[number]): Trace {
  const input = recordingInput(trace, readFileSync(new URL(`manifests/${trace.manifest}`, folder), 'utf8'), variant);
  return recordedForm(input, simulate(input), trace.name) as unknown as Trace;
}

export type Check = (recorded: Trace, simulated: Trace) => string | undefined;

/** States shorter than this are flashes: they may be there or not. */
const FLASH = 1;

interface Lasting {
  readonly t: number;
  readonly key: string;
  readonly lasts: number;
}

function lasting(changes: readonly { readonly t: number; readonly key: string }[], end: number): Lasting[] {
  const merge = (list: readonly { readonly t: number; readonly key: string }[]): { t: number; key: string }[] =>
    list.filter((c, i) => c.key !== list[i - 1]?.key);
  const timed = merge(changes).map((c, i, all) => ({ ...c, lasts: (all[i + 1]?.t ?? end + FLASH) - c.t }));
  return merge(timed.filter((c) => c.lasts >= FLASH)).map((c, i, all) => ({
    ...c,
    lasts: (all[i + 1]?.t ?? end) - c.t,
  }));
}

/** Membership of the EndpointSlice: the sequence, and its times where nothing random came before. */
export const sameEndpoints: Check = (recorded, simulated) => {
  const end = recorded.ended ?? recorded.duration;
  const read = (trace: Trace): Lasting[] =>
    lasting(
      (trace.objects?.find((o) => o.kind === 'EndpointSlice')?.changes ?? []).map((c) => ({
        t: c.t,
        key:
          c.endpoints
            ?.map(
              (e) => `${e.ready ? 'ready ' : ''}${e.serving ? 'serving ' : ''}${e.terminating ? 'terminating' : ''}`,
            )
            .join() || 'none',
      })),
      end,
    );
  if (!recorded.objects?.some((o) => o.kind === 'EndpointSlice')) return undefined;
  // A Pod that gets ready at once may have begun as nothing for less than a flash.
  const begun = (list: readonly Lasting[]): readonly Lasting[] => (list[0]?.key === 'none' ? list.slice(1) : list);
  const a = begun(read(recorded)),
    b = begun(read(simulated));
  const text = (list: readonly Lasting[]): string => list.map((c) => c.key).join(' → ');
  if (text(a) !== text(b)) return `endpoints ${text(b)} instead of ${text(a)}`;
  const late = isRandom(recorded) ? undefined : a.find((c, i) => Math.abs(c.t - (b[i]?.t ?? 0)) > 2.1);
  return late && `endpoints ${late.key}: at ${b[a.indexOf(late)]?.t} instead of ${late.t}`;
};

/** Retries after a back-off come at random moments; without one every event has its time. */
function isRandom(trace: Trace): boolean {
  return trace.events.some((e) => e.reason === 'BackOff' || e.reason === 'Failed' || e.reason === 'FailedScheduling');
}

/** The first probe after a start may be refused instead of answered, and manual triggers add one: so many writes may be elsewhere. */
const LOOSE_WRITES = 2;

/**
 * Seconds by which a write may be elsewhere: ticks of probes ±0.1 s after a first one that comes within 0.2 s, mounts ±0.3 s; what
 * follows the listing of containers up to 1.1 s.
 */
function tolerance({ reason, message }: Trace['events'][number]): number {
  if (reason === 'FailedMount') return 0.3;
  return reason === 'Unhealthy' && /^(Liveness|Startup)/.test(message) ? 0.3 : 1.2;
}

/** Moments of the events of the kubelet. */
export const sameEventTimes: Check = (recorded, simulated) => {
  if (isRandom(recorded)) return undefined;
  const key = (e: Trace['events'][number]): string => `${e.reason} ${e.fieldPath ?? ''} ${anonymous(e.message)}`;
  const own = recorded.events.filter((e) => e.source === 'kubelet' && e.object?.startsWith('Pod/'));
  const alone = own.flatMap((event) => {
    const times = simulated.events.filter((e) => key(e) === key(event)).flatMap((e) => e.counts.map((c) => c.t));
    return event.counts
      .filter(({ t }) => !times.some((time) => Math.abs(time - t) <= tolerance(event)))
      .map(({ t }) => `${key(event)} at ${t}`);
  });
  return alone.length > LOOSE_WRITES ? `no write near: ${alone.slice(0, 5).join('; ')}` : undefined;
};

/** The final `kubectl describe`, with ages, instants, counts and ids replaced; events in any order. */
export const sameDescribe: Check = (recorded, simulated) => {
  if (recorded.describe === '' && simulated.describe === '') return undefined;
  const [a, b] = [recorded, simulated].map((t) => described(t.describe)) as [Described, Described];
  const line = a.head.findIndex((x, i) => x !== b.head[i]);
  if (line >= 0 || a.head.length !== b.head.length)
    return `describe line ${line}:\n  recorded  ${a.head[line]}\n  simulated ${b.head[line]}`;
  const missing = a.events.filter((e) => !b.events.includes(e)),
    extra = b.events.filter((e) => !a.events.includes(e));
  return missing.length + extra.length
    ? `describe events: missing ${JSON.stringify(missing)}, extra ${JSON.stringify(extra)}`
    : undefined;
};

interface Described {
  readonly head: readonly string[];
  readonly events: readonly string[];
}

function described(text: string): Described {
  const [head = '', events = ''] = text.split(/^Events:.*$/m);
  const clean = (line: string): string =>
    anonymous(line)
      .replace(/\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000/, '<date>')
      .replace(/\s+/g, ' ')
      .trim();
  // kubectl 1.36.2 of the recordings lists mounts in another order than 1.36.3.
  const isMount = (line: string): boolean => / from \S+ \(r[ow]/.test(line);
  const lines = head.split('\n').map(clean).filter(Boolean);
  return {
    head: [...lines.filter((line) => !isMount(line)), ...lines.filter(isMount).sort()],
    // The first probe after a start may come before the program listens: known noise of the recordings.
    events: events
      .split('\n')
      .slice(3)
      .filter((line) => !line.includes('connection refused'))
      .map((line) => clean(line).replace(/^(\w+ \w+) \S+( \(x\d+ over \S+\))? /, '$1 <age> '))
      .filter(Boolean)
      .sort(),
  };
}

/** Without what no run can know. */
export function anonymous(text: string): string {
  return text
    .replace(/<(uid|podIP|nodeIP|id|rand)(:[^>]*)?>|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9a-f]{64}\b/g, '<>')
    .replace(/kube-api-access-(<>|\w+)/g, 'kube-api-access')
    .replace(/in [\d.]+m?s \([\d.]+m?s including waiting\)\. Image size: \d+ bytes/g, 'in <time>')
    .replace(/\b\d+(\.\d+){3}\b/g, '<>');
}
