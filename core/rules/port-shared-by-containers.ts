/** Two containers of one Pod declare the same port: they share one network, so only one of them can listen. */
import { child, type FieldPath, index } from '../kube/field-path.ts';
import { objectsAt, stringAt } from '../kube/json.ts';
import { examplePod } from './examples.ts';
import type { ContainerView, PodView } from './pod-view.ts';
import { defineRule } from './rule.ts';

export const portSharedByContainers = defineRule({
  meta: {
    id: 'port-shared-by-containers',
    summary: 'Two containers of a Pod declare the same port.',
    why:
      'All containers of a Pod have one address. The first that listens on a port has it; the other gets "address already in use" ' +
      'and usually ends. Where the programs are not known to listen on what they declare, this is a hint.',
    category: 'network',
    level: 'fails',
    defaultSeverity: 'warning',
    fixKind: 'none',
    references: ['https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking'],
    invalid: [
      examplePod(
        'image: nginx:1.29\nports: [{containerPort: 80}]',
        'initContainers:\n  - name: proxy\n    image: nginx:1.29\n    restartPolicy: Always\n    ports: [{containerPort: 80}]',
      ),
      examplePod(
        'ports: [{containerPort: 8080}]',
        'initContainers:\n  - name: proxy\n    image: proxy:1\n    restartPolicy: Always\n    ports: [{containerPort: 8080}]',
      ),
    ],
    valid: [
      examplePod('ports: [{containerPort: 8080}, {containerPort: 8080, protocol: UDP}]'),
      examplePod(
        'ports: [{containerPort: 8080}]',
        'initContainers:\n  - name: prepare\n    image: tool:1\n    ports: [{containerPort: 8080}]',
      ),
    ],
  },
  *check(pod) {
    const seen = new Map<string, { at: FieldPath; container: ContainerView }>();
    for (const container of pod.containers) {
      if (container.role !== 'regular' && container.role !== 'sidecar') continue;
      for (const [position, port] of objectsAt(container.written, 'ports').entries()) {
        const number = port['containerPort'];
        if (typeof number !== 'number' || !mayListen(container, pod, number)) continue;
        const key = `${number}/${stringAt(port, 'protocol') || 'TCP'}`;
        const at = child(index(child(container.path, 'ports'), position), 'containerPort');
        const first = seen.get(key);
        if (first && first.container !== container) {
          const isKnown = [container, first.container].every(({ name }) => pod.programs[name]?.listensOn !== undefined);
          yield {
            at,
            message:
              `${container.name} and ${first.container.name} both declare port ${number}, and containers of a Pod share one address: ` +
              (isKnown
                ? 'the second one to listen gets "address already in use".'
                : 'if both listen, the second one gets "address already in use".'),
            ...(!isKnown && { level: 'advice' }),
            related: [{ at: first.at, message: `also declared by ${first.container.name}` }],
          };
        }
        seen.set(key, first ?? { at, container });
      }
    }
  },
});

/** A program whose ports are known listens on no other, whatever the manifest declares. */
function mayListen(container: ContainerView, pod: PodView, port: number): boolean {
  const known = pod.programs[container.name]?.listensOn;
  return known === undefined || known.includes(port);
}
