/** Offers for a value: enums, booleans, names that are defined elsewhere, quantities, and the usual numbers of probes. */
import { kinds } from '../../schema/field-types.ts';
import { structOfKind } from '../../schema/tree.ts';
import { type Node, resolveAlias } from '../../syntax/tree.ts';
import type { AuthoringDocument } from '../authoring.ts';
import type { CompletionContext } from './context.ts';
import { allowedValues } from './enums.ts';
import type { Offer } from './item.ts';
import { fits as fitsType } from './keys.ts';
import { knownWords } from './known-words.ts';
import { usualQuantities } from './quantities.ts';
import { referenceOffers } from './references.ts';

export function valueOffers(context: CompletionContext, document: AuthoringDocument | undefined): readonly Offer[] {
  const last = context.steps.at(-1);
  if (last === undefined) return [];
  if (context.steps.length === 1 && (last.name === 'kind' || last.name === 'apiVersion'))
    return headValues(context, last.name);
  const references = referenceOffers(context, document);
  if (references !== undefined) return references;
  return words(context, document).map(value);
}

function words(context: CompletionContext, document: AuthoringDocument | undefined): readonly string[] {
  const { type } = context;
  const id = `${context.struct?.name ?? ''}.${context.field?.name ?? ''}`;
  const known = knownWords(id, context);
  if (known !== undefined) return known;
  if (type?.kind === 'bool') return ['true', 'false'];
  if (type?.kind === 'string') return allowedValues(context, document, type.values);
  if (type?.kind === 'quantity') return usualQuantities(context, document);
  return Object.hasOwn(numbers, id) ? (numbers[id] ?? []) : [];
}

function value(label: string): Offer {
  return { label, kind: 'value', insertText: label };
}

interface KnownKind {
  readonly apiVersion: string;
  readonly kind: string;
}

const knownKinds: readonly KnownKind[] = Object.keys(kinds).map((id) => {
  const slash = id.lastIndexOf('/');
  return { apiVersion: id.slice(0, slash), kind: id.slice(slash + 1) };
});

function headValues(context: CompletionContext, name: 'apiVersion' | 'kind'): readonly Offer[] {
  const fits = knownKinds.filter((known) =>
    name === 'kind'
      ? context.apiVersion === '' ||
        context.apiVersion.includes('podscopeCursorMarker') ||
        known.apiVersion === context.apiVersion
      : context.kind === '' || context.kind.includes('podscopeCursorMarker') || known.kind === context.kind,
  );
  if (context.word !== '' && knownKinds.some((known) => known[name] === context.word)) return [value(context.word)];
  const possible =
    name === 'kind' ? fits.filter(({ apiVersion, kind }) => holdsDocument(apiVersion, kind, context)) : fits;
  const labels = [
    ...new Set(
      (possible.length > 0 ? possible : fits.length > 0 ? fits : knownKinds).map(
        (known) => known[name === 'kind' ? 'kind' : 'apiVersion'],
      ),
    ),
  ];
  return labels.map(value);
}

/** Whether the rest of the document could belong to this kind. */
function holdsDocument(apiVersion: string, kind: string, { root }: CompletionContext): boolean {
  const struct = structOfKind(apiVersion, kind);
  return root.entries.every(({ key, value: node }) => {
    const type = struct?.fields.get(key ?? '')?.type;
    return (
      type !== undefined &&
      (key === 'apiVersion' || key === 'kind' || isNull(node) || fitsType(type, resolveAlias(node)))
    );
  });
}

function isNull(node: Node): boolean {
  return node.kind === 'scalar' && node.value.type === 'null';
}

const numbers: Readonly<Record<string, readonly string[]>> = {
  'Probe.periodSeconds': ['10', '5', '30', '1'],
  'Probe.timeoutSeconds': ['1', '2', '5'],
  'Probe.failureThreshold': ['3', '5', '30'],
  'Probe.successThreshold': ['1'],
  'Probe.initialDelaySeconds': ['0', '5', '10', '30'],
  'PodSpec.terminationGracePeriodSeconds': ['30', '60', '120'],
  'DeploymentSpec.replicas': ['1', '2', '3'],
  'StatefulSetSpec.replicas': ['1', '2', '3'],
};
