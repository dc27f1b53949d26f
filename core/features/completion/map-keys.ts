/** Offers for the keys of maps: resource names, labels that a selector should repeat, node labels. */
import { objectAt, stringMapAt } from '../../kube/json.ts';
import type { AuthoringDocument } from '../authoring.ts';
import type { CompletionContext } from './context.ts';
import type { Offer } from './item.ts';

export function mapKeyOffers(context: CompletionContext, document: AuthoringDocument | undefined): readonly Offer[] {
  // The key of an entry that is there already is somebody's choice.
  if (context.type?.kind !== 'map' || (context.hasColon && context.word !== '')) return [];
  const last = context.steps.at(-1)?.name;
  if (context.type.of.kind === 'quantity') return resourceNames(context, last);
  if (last === 'matchLabels')
    return labels(document)
      .filter(([name]) => !context.siblings.has(name))
      .map(([name, text]) => pair(name, text, context));
  if (last === 'selector')
    return (document?.names() ?? [])
      .filter(({ kind, isDefinition, owner = '' }) => kind === 'label' && isDefinition && !context.siblings.has(owner))
      .map(({ owner = '', name }) => pair(owner, name, context));
  if (last === 'labels') return labelKeys(context, document);
  if (last === 'nodeSelector')
    return nodeLabels.filter((name) => !context.siblings.has(name)).map((name) => key(name, context));
  return [];
}

/** What the selector asks for and what the object has elsewhere, then the recommended names. */
function labelKeys(context: CompletionContext, document: AuthoringDocument | undefined): readonly Offer[] {
  const object = document?.manifest.object;
  const selector = stringMapAt(objectAt(objectAt(object, 'spec'), 'selector'), 'matchLabels');
  const own = stringMapAt(objectAt(object, 'metadata'), 'labels');
  const known = new Map([...selector, ...own]);
  const names = [...new Set([...known.keys(), ...commonLabels])].filter((name) => !context.siblings.has(name));
  return names.map((name) => (known.has(name) ? pair(name, known.get(name) ?? '', context) : key(name, context)));
}

function resourceNames(context: CompletionContext, holder: unknown): readonly Offer[] {
  const isClaim = context.steps.some(({ name }) => name === 'volumeClaimTemplates' || name === 'volumeClaimTemplate');
  const names = holder === 'hard' ? quotaNames : isClaim ? ['storage'] : ['cpu', 'memory', 'ephemeral-storage'];
  return names.filter((name) => !context.siblings.has(name)).map((name) => key(name, context));
}

function key(name: string, context: CompletionContext): Offer {
  return {
    label: name,
    kind: 'value',
    insertText: context.hasColon ? name : `${name}: `,
    thenSuggest: !context.hasColon,
  };
}

function pair(name: string, text: string, context: CompletionContext): Offer {
  return { label: name, kind: 'reference', insertText: context.hasColon ? name : `${name}: ${text}`, detail: text };
}

function labels(document: AuthoringDocument | undefined): readonly (readonly [string, string])[] {
  const template = objectAt(objectAt(document?.manifest.object, 'spec'), 'template');
  return stringMapAt(objectAt(template, 'metadata'), 'labels');
}

const commonLabels = [
  'app',
  'app.kubernetes.io/name',
  'team',
  'tier',
  'version',
  'app.kubernetes.io/component',
  'app.kubernetes.io/part-of',
];
const nodeLabels = [
  'kubernetes.io/os',
  'kubernetes.io/arch',
  'kubernetes.io/hostname',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'node.kubernetes.io/instance-type',
];
const quotaNames = [
  'pods',
  'requests.cpu',
  'requests.memory',
  'limits.cpu',
  'limits.memory',
  'requests.storage',
  'persistentvolumeclaims',
  'services',
  'configmaps',
  'secrets',
  'count/deployments.apps',
];
