/** Answers on probes: their timetable in this Pod, in seconds. */
import { child, type FieldPath } from '../../kube/field-path.ts';
import { asObject, type JsonObject } from '../../kube/json.ts';
import { type ProbeTimes, probeSettings, probeTimes, type Span } from '../../kube/probe-times.ts';
import { type AuthoringDocument, containerOf, valueAt } from '../authoring.ts';
import type { ContainerRole } from '../../rules/pod-view.ts';
import type { Place, Step } from '../place.ts';
import type { Answer } from './answer.ts';

type Type = 'startupProbe' | 'readinessProbe' | 'livenessProbe';

interface ProbeHere {
  readonly role: ContainerRole;
  readonly type: Type;
  readonly path: FieldPath;
  readonly probe: JsonObject;
  readonly times: ProbeTimes;
  /** Seconds between SIGTERM and SIGKILL when this probe kills. */
  readonly graceSeconds: number;
}

const probeField: Answer = (document, place) => withProbe(document, place, timetable);

export const probeAnswers: Readonly<Record<string, Answer>> = {
  'Container.livenessProbe': probeField,
  'Container.readinessProbe': probeField,
  'Container.startupProbe': probeField,
  'Probe.periodSeconds': (document, place) =>
    withProbe(document, place, (here) => [
      `Asked every ${text(here.times.settings.periodMs)}, counted from the Pod's first status and not from the container's start.`,
      consequence(here),
    ]),
  'Probe.failureThreshold': (document, place) =>
    withProbe(document, place, (here) => [consequence(here), hanging(here)]),
  'Probe.timeoutSeconds': (document, place) =>
    withProbe(document, place, (here) => [
      `An answer later than ${text(here.times.settings.timeoutMs)} is a failure.`,
      hanging(here),
    ]),
  'Probe.successThreshold': (document, place) => withProbe(document, place, (here) => [successes(here)]),
  'Probe.initialDelaySeconds': (document, place) =>
    withProbe(document, place, (here) => [
      `Not asked in the first ${text(here.times.settings.initialDelayMs)} after each start of the container.`,
      neverAnswers(here),
    ]),
  'Probe.terminationGracePeriodSeconds': (document, place) =>
    withProbe(document, place, (here) => [
      `When this probe kills, the process has ${here.graceSeconds} s between SIGTERM and SIGKILL.`,
    ]),
};

/** The span of a probe's action in words, for hints and lenses too: `20 to 30 s`. */
export function spanWords(span: Span): string {
  return span.earliestMs === span.latestMs
    ? text(span.latestMs)
    : `${seconds(span.earliestMs)} to ${text(span.latestMs)}`;
}

function withProbe(
  document: AuthoringDocument,
  place: Place,
  say: (here: ProbeHere) => readonly string[],
): readonly string[] {
  const here = probeHere(document, place);
  if (here?.role === 'init')
    return ['The server refuses it: only an init container with `restartPolicy: Always` may have probes.  '];
  return here === undefined
    ? []
    : say(here)
        .filter((line) => line !== '')
        .map((line) => `${line}  `);
}

function probeHere(document: AuthoringDocument, place: Place): ProbeHere | undefined {
  const position = place.steps.findIndex(({ name }) => isProbe(name));
  const type = place.steps[position]?.name;
  const container = containerOf(document.pod, place.path);
  if (!isProbe(type) || container === undefined) return undefined;
  const probe = asObject(valueAt(document.manifest.defaulted, place.steps.slice(0, position + 1) as Step[])) ?? {};
  const own = probe['terminationGracePeriodSeconds'];
  const shared = document.pod?.defaulted['terminationGracePeriodSeconds'];
  const graceSeconds = typeof own === 'number' ? own : typeof shared === 'number' ? shared : 30;
  const { role } = container;
  return {
    role,
    type,
    path: child(container.path, type),
    probe,
    times: probeTimes(probeSettings(probe)),
    graceSeconds,
  };
}

function isProbe(name: unknown): name is Type {
  return name === 'startupProbe' || name === 'readinessProbe' || name === 'livenessProbe';
}

function timetable(here: ProbeHere): readonly string[] {
  switch (here.type) {
    case 'livenessProbe':
      return [consequence(here), hanging(here), neverAnswers(here)];
    case 'readinessProbe':
      return [successes(here), consequence(here)];
    case 'startupProbe':
      return [
        `Until it succeeds, liveness and readiness are not asked. The program may take ${text(here.times.startToLimit.earliestMs)} to start, ` +
          `at best ${text(here.times.startToLimit.latestMs)}.`,
        consequence(here),
      ];
  }
}

/** What happens at the threshold. */
function consequence(here: ProbeHere): string {
  const { failureThreshold } = here.times.settings;
  const which =
    failureThreshold === 1 ? 'at the first failure' : `at the ${ordinal(failureThreshold)} failure in a row`;
  const since = `${text(here.times.firstFailureToLimitMs)} after the first failed probe`;
  const stops = `${spanWords(here.times.failingToLimit)} after it stops answering`;
  if (here.type === 'readinessProbe') return `Out of the endpoints ${which}: ${stops}.`;
  if (here.type === 'startupProbe')
    return `Killed ${which}: ${spanWords(here.times.startToLimit)} after the start; then up to ${here.graceSeconds} s of grace.`;
  const figures = failureThreshold === 1 ? stops : `${since}, ${stops}`;
  return `Killed ${which}: ${figures}; then up to ${here.graceSeconds} s of grace.`;
}

function hanging(here: ProbeHere): string {
  return `If it hangs instead: ${spanWords(here.times.hangingToLimit)}, because each answer is waited for.`;
}

function neverAnswers(here: ProbeHere): string {
  if (here.type === 'readinessProbe') return '';
  return `If it never answers after a start: killed ${spanWords(here.times.startToLimit)} after it.`;
}

function successes(here: ProbeHere): string {
  const { successThreshold } = here.times.settings;
  if (here.type !== 'readinessProbe') return 'One success is enough (the server demands 1 here).';
  const count = successThreshold === 1 ? 'the first success' : `${successThreshold} successes in a row`;
  return `Ready at ${count}: ${spanWords(here.times.answeringToSuccess)} after it can answer.`;
}

/** `20 s`, `1 min 30 s`. */
function text(ms: number): string {
  const whole = ms / 1000;
  if (whole < 120) return `${whole} s`;
  const rest = whole % 60;
  return rest === 0 ? `${Math.floor(whole / 60)} min` : `${Math.floor(whole / 60)} min ${rest} s`;
}

/** The number alone where the unit of the later figure serves both. */
function seconds(ms: number): string {
  return ms < 120_000 ? String(ms / 1000) : text(ms);
}

function ordinal(count: number): string {
  const suffix = count % 100 >= 11 && count % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][count % 10] ?? 'th');
  return `${count}${suffix}`;
}
