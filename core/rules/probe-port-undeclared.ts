/** A probe or hook asks a port by a name that its container does not declare: the kubelet cannot resolve it. */
import { child, type FieldPath } from '../kube/field-path.ts';
import { asObject, type JsonObject, objectsAt, stringAt } from '../kube/json.ts';
import { nearest } from '../kube/nearest.ts';
import { examplePod } from './examples.ts';
import { type ContainerView, neverTried, type PodView, probesOf } from './pod-view.ts';
import { defineRule, type Finding } from './rule.ts';

export const probePortUndeclared = defineRule({
  meta: {
    id: 'probe-port-undeclared',
    summary: 'A probe or hook names a port that its container does not declare.',
    why:
      'A port name is looked up among the ports of the same container. The API server accepts any name; the kubelet then fails ' +
      'each time it wants to probe, and such an error is neither a success nor a failure.',
    category: 'probes',
    level: 'fails',
    defaultSeverity: 'warning',
    fixKind: 'suggestion',
    references: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
    ],
    invalid: [
      examplePod('ports:\n  - name: http\n    containerPort: 8080\nreadinessProbe:\n  httpGet:\n    port: htpp'),
      examplePod('livenessProbe:\n  tcpSocket:\n    port: web'),
    ],
    valid: [
      examplePod('ports:\n  - name: http\n    containerPort: 8080\nreadinessProbe:\n  httpGet:\n    port: http'),
      examplePod('readinessProbe:\n  httpGet:\n    port: 8080'),
    ],
  },
  *check(pod) {
    for (const container of pod.containers) yield* undeclaredPorts(container, pod);
  },
});

function* undeclaredPorts(container: ContainerView, pod: PodView): Iterable<Finding> {
  const names = objectsAt(container.written, 'ports')
    .map((port) => stringAt(port, 'name'))
    .filter((name) => name !== '');
  for (const { what, at, port } of askedPorts(container)) {
    if (names.includes(port) || /^[+-]?\d+$/.test(port)) continue;
    const intended = nearest(port, names, 1);
    yield {
      at,
      message: `${whose(port, container, pod)}, so ${neverTried[what]}.${advice(names, intended)}`,
      ...(intended === undefined
        ? {}
        : { fix: { kind: 'set', at, value: intended, title: `Use port ${intended}` } as const }),
    };
  }
}

interface AskedPort {
  readonly what: keyof typeof neverTried;
  readonly at: FieldPath;
  readonly port: string;
}

function askedPorts(container: ContainerView): AskedPort[] {
  const lifecycle = asObject(container.written['lifecycle']);
  const hooks = (['postStart', 'preStop'] as const).map((what) => ({
    what,
    path: child(container.path, 'lifecycle', what),
    holder: asObject(lifecycle?.[what]),
  }));
  const probes = probesOf(container).map(({ type, path }) => ({
    what: type,
    path,
    holder: asObject(container.written[type]),
  }));
  return [...probes, ...hooks].flatMap(({ what, path, holder }) =>
    handlerPort(holder, path).map((asked) => ({ what, ...asked })),
  );
}

function handlerPort(holder: JsonObject | undefined, path: FieldPath): { at: FieldPath; port: string }[] {
  return ['httpGet', 'tcpSocket'].flatMap((handler) => {
    const port = asObject(holder?.[handler])?.['port'];
    return typeof port === 'string' && port !== '' ? [{ at: child(path, handler, 'port'), port }] : [];
  });
}

function whose(port: string, container: ContainerView, pod: PodView): string {
  const other = pod.containers.find(
    (candidate) =>
      candidate !== container &&
      objectsAt(candidate.written, 'ports').some((declared) => stringAt(declared, 'name') === port),
  );
  if (other) return `Port "${port}" belongs to container ${other.name}, and names count only inside a container`;
  return `Container ${container.name} declares no port named "${port}"`;
}

function advice(names: readonly string[], intended: string | undefined): string {
  if (intended !== undefined) return ` Did you mean "${intended}"?`;
  return names.length === 0
    ? ' Give the number, or name a port of the container so.'
    : ` It declares ${names.map((name) => `"${name}"`).join(', ')}.`;
}
