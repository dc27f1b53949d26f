/** What a container really gets of a resource: its own figure, a LimitRange's or the Pod's. Shared by the rules that ask for one. */
import { objectsAt, stringAt, structAt } from '../kube/json.ts';
import { child } from '../kube/field-path.ts';
import type { Finding, Rule, RuleMeta } from './rule.ts';
import type { ContainerView, PodView } from './pod-view.ts';

type Resource = 'cpu' | 'memory';
type Bound = 'requests' | 'limits';

interface Demand extends Pick<RuleMeta, 'why' | 'defaultSeverity' | 'invalid' | 'valid'> {
  readonly bound: Bound;
  readonly resource: Resource;
  /** What happens without it: the second half of the message. */
  readonly consequence: string;
}

/** The rule that every container states (or is given) one figure: `require-cpu-limit` and its kind. */
export function requireResource({ bound, resource, consequence, ...rest }: Demand): Rule {
  const word = bound === 'requests' ? 'request' : 'limit';
  return {
    meta: {
      id: `require-${resource}-${word}`,
      summary: `A container has no ${resource === 'cpu' ? 'CPU' : 'memory'} ${word}.`,
      category: 'resources',
      level: 'advice',
      fixKind: 'none',
      references: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/'],
      ...rest,
    },
    check: (pod) => missingResource(pod, bound, resource, consequence),
  };
}

/** One finding a container that runs beside the others and has neither the figure nor somebody who supplies it. */
function* missingResource(pod: PodView, bound: Bound, resource: Resource, why: string): Iterable<Finding> {
  if (suppliedByPod(pod, bound, resource) || suppliedByLimitRange(pod, bound, resource)) return;
  for (const container of pod.containers) {
    if (container.role !== 'regular' && container.role !== 'sidecar') continue;
    if (hasFigure(container, bound, resource)) continue;
    const missing = `${resource === 'cpu' ? 'CPU' : 'memory'} ${bound === 'requests' ? 'request' : 'limit'}`;
    yield { at: child(container.path, 'name'), missing, message: `${container.name} has no ${missing}: ${why}` };
  }
}

/** The server copies a limit to a missing request, so the defaulted container is asked. */
function hasFigure(container: ContainerView, bound: Bound, resource: Resource): boolean {
  const resources = structAt(container.defaulted, 'resources');
  if (structAt(resources, bound)[resource] !== undefined) return true;
  return bound === 'requests' && structAt(resources, 'limits')[resource] !== undefined;
}

function suppliedByPod(pod: PodView, bound: Bound, resource: Resource): boolean {
  return structAt(structAt(pod.defaulted, 'resources'), bound)[resource] !== undefined;
}

/** A LimitRange's default limit also becomes the default request where it names none. */
function suppliedByLimitRange(pod: PodView, bound: Bound, resource: Resource): boolean {
  const fields = bound === 'limits' ? ['default'] : ['defaultRequest', 'default', 'min'];
  return pod.objects
    .filter((object) => stringAt(object, 'kind') === 'LimitRange')
    .flatMap((range) => objectsAt(structAt(range, 'spec'), 'limits'))
    .filter((item) => stringAt(item, 'type') === 'Container')
    .some((item) => fields.some((field) => structAt(item, field)[resource] !== undefined));
}
