/** Defaults of resource lists: rounding to thousandths (Kubernetes 1.36, SetDefaults_ResourceList). */
import { parseQuantity, quantityText, roundUpQuantity } from '../quantity.ts';
import { type Draft, update } from './draft.ts';

/** Rounds `limits` and `requests` of one resources field. */
export function roundResources(resources: Draft): void {
  update(resources, 'limits', roundList);
  update(resources, 'requests', roundList);
}

/** Values finer than a thousandth are rounded up; all others keep the author's spelling. */
export function roundList(list: Draft): void {
  for (const [name, value] of Object.entries(list)) {
    if (typeof value !== 'string' && typeof value !== 'number') continue;
    const result = parseQuantity(String(value));
    if (!('quantity' in result)) continue;
    const rounded = roundUpQuantity(result.quantity, -3);
    if (rounded !== result.quantity) list[name] = quantityText(rounded);
  }
}
