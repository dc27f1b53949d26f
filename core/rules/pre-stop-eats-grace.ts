/** A preStop hook sleeps as long as the grace period or longer: nothing is left for the program's own end. */
import { child, type FieldPath } from '../kube/field-path.ts';
import { asObject, type JsonObject, objectAt, stringsAt } from '../kube/json.ts';
import { examplePod } from './examples.ts';
import { type ContainerView, type PodView } from './pod-view.ts';
import { defineRule } from './rule.ts';

export const preStopEatsGrace = defineRule({
  meta: {
    id: 'pre-stop-eats-grace',
    summary: 'A preStop hook takes the whole grace period.',
    why:
      'The grace period starts when the Pod is deleted, and the preStop hook runs inside it. A hook that takes all of it leaves ' +
      'the program two seconds between SIGTERM and SIGKILL.',
    category: 'lifecycle',
    level: 'fails',
    defaultSeverity: 'warning',
    fixKind: 'none',
    references: ['https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination'],
    invalid: [
      examplePod('lifecycle:\n  preStop:\n    exec:\n      command: [sleep, "30"]'),
      examplePod('lifecycle:\n  preStop:\n    sleep: {seconds: 10}', 'terminationGracePeriodSeconds: 10'),
    ],
    valid: [
      examplePod('lifecycle:\n  preStop:\n    exec:\n      command: [sleep, "5"]'),
      examplePod(
        'lifecycle:\n  preStop:\n    exec:\n      command: [sleep, "40"]',
        'terminationGracePeriodSeconds: 60',
      ),
    ],
  },
  *check(pod) {
    const grace = graceSeconds(pod);
    if (grace === undefined || grace === 0) return;
    for (const container of pod.containers) {
      const sleep = preStopSleep(container);
      if (sleep === undefined || sleep.seconds < grace) continue;
      yield {
        at: sleep.at,
        message:
          `preStop sleeps ${sleep.seconds} s of a grace period of ${grace} s: ${container.name} gets SIGTERM when it is over, ` +
          'and SIGKILL two seconds later. Shorten the sleep or raise terminationGracePeriodSeconds.',
        related: [{ at: child(pod.specPath, 'terminationGracePeriodSeconds'), message: `grace period ${grace} s` }],
      };
    }
  },
});

function graceSeconds(pod: PodView): number | undefined {
  const value = pod.defaulted['terminationGracePeriodSeconds'] ?? 30;
  return typeof value === 'number' ? value : undefined;
}

function preStopSleep(container: ContainerView): { at: FieldPath; seconds: number } | undefined {
  const preStop = objectAt(objectAt(container.written, 'lifecycle'), 'preStop');
  const path = child(container.path, 'lifecycle', 'preStop');
  const seconds = asObject(preStop?.['sleep'])?.['seconds'];
  if (typeof seconds === 'number') return { at: child(path, 'sleep', 'seconds'), seconds };
  const exec = asObject(preStop?.['exec']);
  const slept = exec && sleptSeconds(exec);
  return slept === undefined ? undefined : { at: child(path, 'exec', 'command'), seconds: slept };
}

/** What `sleep N` or a plain list of commands with sleeps in `sh -c` surely takes; nothing where the script branches. */
function sleptSeconds(exec: JsonObject): number | undefined {
  const [program = '', flag = '', script = ''] = stringsAt(exec, 'command');
  if (/(^|\/)sleep$/.test(program)) return seconds(flag);
  if (!/(^|\/)(ba|da|a)?sh$/.test(program) || !/^-e?c$/.test(flag)) return undefined;
  if (/\b(if|for|while|until|case)\b|[|(){}`$&]/.test(script.replaceAll('&&', ';'))) return undefined;
  const sleeps = script
    .replaceAll('&&', ';')
    .split(/[;\n]/)
    .map((part) => /^\s*(?:\/bin\/)?sleep\s+(\S+)\s*$/.exec(part)?.[1]);
  const known = sleeps.flatMap((figure) => (figure === undefined ? [] : [seconds(figure) ?? 0]));
  return known.length === 0 ? undefined : known.reduce((sum, figure) => sum + figure, 0);
}

function seconds(figure: string): number | undefined {
  const [, number, unit = 's'] = /^(\d+(?:\.\d+)?)([smh]?)$/.exec(figure) ?? [];
  if (number === undefined) return undefined;
  return Number(number) * (unit === 'h' ? 3600 : unit === 'm' ? 60 : 1);
}
