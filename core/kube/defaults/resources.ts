/** Defaults of resource lists: rounding to thousandths (Kubernetes 1.36, SetDefaults_ResourceList). */
import { type Draft, update } from './draft.ts';

/** Rounds `limits` and `requests` of one resources field. */
export function roundResources(resources: Draft): void {
  update(resources, 'limits', roundList);
  update(resources, 'requests', roundList);
}

export function roundList(_list: Draft): void {
  // rounding follows with core/kube/quantity.ts
}
