/** Usual quantities for a resource. */
import { compareQuantities, parseQuantity } from '../../kube/quantity.ts';
import { asObject } from '../../kube/json.ts';
import { type AuthoringDocument, valueAt } from '../authoring.ts';
import type { CompletionContext } from './context.ts';

const usual: Readonly<Record<string, readonly string[]>> = {
  cpu: ['100m', '250m', '500m', '1', '2'],
  memory: ['64Mi', '128Mi', '256Mi', '512Mi', '1Gi'],
  'ephemeral-storage': ['1Gi', '2Gi', '10Gi'],
  storage: ['1Gi', '10Gi', '100Gi'],
};

/** Usual figures that keep the request at or below the limit. */
export function usualQuantities(
  context: CompletionContext,
  document: AuthoringDocument | undefined,
): readonly string[] {
  const name = String(context.steps.at(-1)?.name ?? '');
  const bound = context.steps.at(-2)?.name;
  const other = bound === 'requests' ? 'limits' : 'requests';
  const steps = context.steps.slice(0, -2);
  const rival = asObject(asObject(valueAt(document?.manifest.object, steps))?.[other])?.[name];
  const figures = Object.hasOwn(usual, name) ? (usual[name] ?? []) : [];
  return figures.filter((figure) => fits(figure, rival, bound === 'requests'));
}

function fits(figure: string, rival: unknown, isRequest: boolean): boolean {
  if (typeof rival !== 'string' && typeof rival !== 'number') return true;
  const [own, bound] = [parseQuantity(figure), parseQuantity(String(rival))];
  if (!('quantity' in own) || !('quantity' in bound)) return true;
  const order = compareQuantities(own.quantity, bound.quantity);
  return isRequest ? order <= 0 : order >= 0;
}
