/** Answers on what starts, restarts and ends containers. */
import { stringAt } from '../../kube/json.ts';
import { type AuthoringDocument, containerOf, valueAt } from '../authoring.ts';
import type { ContainerRole } from '../../rules/pod-view.ts';
import type { Place } from '../place.ts';
import type { Answer } from './answer.ts';

export const lifecycleAnswers: Readonly<Record<string, Answer>> = {
  'Container.name': roleOf,
  'ObjectMeta.name': (document, place) => (place.path === 'metadata.name' ? lines(podNames(document)) : []),
  'PodSpec.restartPolicy': (document) =>
    lines(restartPolicy(stringAt(document.pod?.defaulted, 'restartPolicy'), document)),
  'Container.restartPolicy': (document, place) => {
    const role = containerOf(document.pod, place.path)?.role;
    if (role === 'sidecar')
      return lines(
        'A sidecar: starts before the containers after it, runs beside them, and is stopped after them. It never holds back a Job.',
      );
    return lines("This container's own policy instead of the Pod's.");
  },
  'PodSpec.terminationGracePeriodSeconds': (document) =>
    lines(
      `At deletion: preStop hooks, then SIGTERM, and SIGKILL ${grace(document)} s after the deletion. The hooks' time is part of it.`,
      'A liveness or startup probe that kills gives the same grace, unless it has its own.',
    ),
  'PodSpec.activeDeadlineSeconds': (document, place) =>
    lines(
      `The Pod is killed and Failed with DeadlineExceeded ${String(valueAt(document.manifest.object, place.steps) ?? '…')} s after the kubelet has seen it, whatever it does.`,
    ),
  'PodSpec.initContainers': (document) =>
    lines(
      'Run one after the other, each to its end, before the containers start. A failing one is started again (restartPolicy Never: the Pod has failed).',
      order(document),
    ),
  'PodSpec.containers': (document) => lines(order(document)),
  'Container.lifecycle': () =>
    lines('postStart runs beside the start of the process; preStop runs before SIGTERM, inside the grace period.'),
  'Lifecycle.postStart': () =>
    lines(
      'Runs at once after the process has started, with no order between the two. Until it ends the container is not running; if it fails, the container is killed.',
    ),
  'Lifecycle.preStop': (document) =>
    lines(
      `Runs before SIGTERM and takes its time out of the grace period of ${grace(document)} s. If it takes longer, SIGTERM follows with two seconds left.`,
    ),
  'Lifecycle.stopSignal': () => lines('Sent instead of SIGTERM when the container is stopped.'),
};

const roles: Readonly<Record<ContainerRole, string>> = {
  init: 'An init container: it must end with 0 before the next one starts.',
  sidecar: 'A sidecar: it starts before the containers after it and is stopped after them.',
  regular: 'A container',
  ephemeral: 'An ephemeral container, for debugging.',
};

/** Where a container stands among the others. */
function roleOf(document: AuthoringDocument, place: Place): readonly string[] {
  const container = containerOf(document.pod, place.path);
  if (container === undefined) return [];
  if (container.role !== 'regular') return lines(roles[container.role]);
  const regular = (document.pod?.containers ?? []).filter(({ role }) => role === 'regular');
  return lines(
    regular.length === 1
      ? 'The only container of this Pod.'
      : `Container ${regular.indexOf(container) + 1} of ${regular.length}; they start in this order and run together.`,
  );
}

/** What the Pods of a workload are called. */
function podNames({ manifest: { kind, name } }: AuthoringDocument): string {
  const ends: Readonly<Record<string, string>> = {
    Deployment: '-7d4b9c8f6d-x2x7p',
    ReplicaSet: '-x2x7p',
    ReplicationController: '-x2x7p',
    DaemonSet: '-x2x7p',
    StatefulSet: '-0',
    Job: '-x2x7p',
    CronJob: '-29123456-x2x7p',
  };
  return Object.hasOwn(ends, kind) ? `Its Pods are called like \`${plain(name)}${ends[kind] ?? ''}\`.` : '';
}

function lines(...texts: readonly string[]): readonly string[] {
  return texts.filter((text) => text !== '').map((text) => `${text}  `);
}

function grace(document: AuthoringDocument): number {
  const value = document.pod?.defaulted['terminationGracePeriodSeconds'];
  return typeof value === 'number' ? value : 30;
}

function restartPolicy(policy: string, document: AuthoringDocument): string {
  const after = document.manifest.kind === 'Pod' ? '' : ' Then its controller decides.';
  switch (policy) {
    case 'OnFailure':
      return `A container that ends with another code than 0 is started again, after 10 s, 20 s, 40 s … up to 5 min. When all have ended with 0, the Pod has succeeded.${after}`;
    case 'Never':
      return `No container is started again. When all have ended, the Pod has succeeded if all codes are 0, else failed.${after}`;
    default:
      return 'Every container that ends is started again, also after code 0: at once, then after 10 s, 20 s, 40 s … up to 5 min. Ten good minutes reset that.';
  }
}

/** `Order here: wait, then proxy (sidecar), then app and log together.` */
function order(document: AuthoringDocument): string {
  const containers = document.pod?.containers ?? [];
  const inits = containers
    .filter(({ role }) => role === 'init' || role === 'sidecar')
    .map(({ name, role }) => (role === 'sidecar' ? `${plain(name)} (sidecar)` : plain(name)));
  const regular = containers.filter(({ role }) => role === 'regular').map(({ name }) => plain(name));
  if (inits.length === 0 || inits.length + regular.length > 12) return '';
  return `Order here: ${[...inits, regular.join(' and ')].join(', then ')}.`;
}

function plain(name: string): string {
  return name.replace(/[^a-z0-9-]/gi, '').slice(0, 63);
}
