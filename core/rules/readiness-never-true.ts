/** A readiness or startup probe asks a port on which the program is known not to listen: the Pod never gets Ready. */
import { child } from '../kube/field-path.ts';
import { asObject, objectsAt, stringAt } from '../kube/json.ts';
import { examplePod } from './examples.ts';
import { type ContainerView, type PodView, probesOf, type ProbeView } from './pod-view.ts';
import { defineRule } from './rule.ts';

const consequences = {
  startupProbe: 'the container is killed before it counts as started, again and again',
  readinessProbe: 'the Pod never gets Ready',
  livenessProbe: 'the container is killed again and again',
} as const;

export const readinessNeverTrue = defineRule({
  meta: {
    id: 'readiness-never-true',
    summary: 'A probe asks a port on which nothing listens.',
    why:
      "A probe is sent to the Pod's own address. If no program of the Pod listens on that port, each attempt is refused. " +
      'Podscope says so only where it knows the ports of every program in the Pod: from the image or the command.',
    category: 'probes',
    level: 'fails',
    defaultSeverity: 'warning',
    fixKind: 'none',
    references: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
    ],
    invalid: [examplePod('image: nginx:1.27\nreadinessProbe:\n  httpGet: {port: 8080}')],
    valid: [
      examplePod('image: nginx:1.27\nreadinessProbe:\n  httpGet: {port: 80}'),
      examplePod('readinessProbe:\n  httpGet: {port: 8080}'),
    ],
  },
  *check(pod) {
    const listening = knownPorts(pod);
    if (listening === undefined) return;
    for (const container of pod.containers) {
      for (const view of probesOf(container)) {
        const asked = askedPort(view, container);
        if (asked === undefined || listening.includes(asked.port)) continue;
        const program = pod.programs[container.name];
        const known = program?.listensOn?.length
          ? `it listens on ${program.listensOn.join(', ')}`
          : 'it listens on none';
        yield {
          at: asked.at,
          message: `Nothing in this Pod listens on ${asked.port} (${known}, says ${program?.source ?? 'its command'}), so ${consequences[view.type]}.`,
        };
      }
    }
  },
});

/** All ports of the Pod's running containers; `undefined` if one of them is not known. */
function knownPorts(pod: PodView): readonly number[] | undefined {
  const running = pod.containers.filter(({ role }) => role === 'regular' || role === 'sidecar');
  const lists = running.map(({ name }) => pod.programs[name]?.listensOn);
  return lists.every((list) => list !== undefined) ? lists.flat() : undefined;
}

function askedPort({ path, probe }: ProbeView, container: ContainerView): { port: number; at: string } | undefined {
  for (const handler of ['httpGet', 'tcpSocket', 'grpc']) {
    const action = asObject(probe[handler]);
    if (action === undefined || action['host'] !== undefined) continue;
    const port = typeof action['port'] === 'string' ? namedPort(action['port'], container) : action['port'];
    if (typeof port === 'number') return { port, at: child(path, handler, 'port') };
  }
  return undefined;
}

function namedPort(name: string, container: ContainerView): number | undefined {
  const declared = objectsAt(container.written, 'ports').find((port) => stringAt(port, 'name') === name)?.[
    'containerPort'
  ];
  return typeof declared === 'number' ? declared : undefined;
}
