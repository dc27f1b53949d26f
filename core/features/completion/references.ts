/** Offers for names that are defined elsewhere: in this Pod, in this document, in the workspace. */
import { asObject, objectAt, objectsAt, stringAt, stringMapAt } from '../../kube/json.ts';
import type { PodView } from '../../rules/pod-view.ts';
import { type AuthoringDocument, containerOf, valueAt } from '../authoring.ts';
import type { CompletionContext } from './context.ts';
import type { Offer } from './item.ts';

type Offers = (context: CompletionContext, document: AuthoringDocument | undefined) => readonly Offer[];

/** `undefined` where the field names nothing that is defined elsewhere. */
export function referenceOffers(
  context: CompletionContext,
  document: AuthoringDocument | undefined,
): readonly Offer[] | undefined {
  const id = `${context.struct?.name ?? ''}.${context.field?.name ?? ''}`;
  return Object.hasOwn(sources, id) ? sources[id]?.(context, document) : undefined;
}

const sources: Readonly<Record<string, Offers>> = {
  'HTTPGetAction.port': ports,
  'TCPSocketAction.port': ports,
  'GRPCAction.port': ports,
  'ServicePort.targetPort': servicePorts,
  'VolumeMount.name': volumes,
  'VolumeDevice.name': volumes,
  'FileKeySelector.volumeName': volumes,
  'ResourceFieldSelector.containerName': containers,
  'EphemeralContainer.targetContainerName': containers,
  'PodFailurePolicyOnExitCodesRequirement.containerName': containers,
  'ConfigMapKeySelector.name': ofKind('ConfigMap'),
  'ConfigMapEnvSource.name': ofKind('ConfigMap'),
  'ConfigMapVolumeSource.name': ofKind('ConfigMap'),
  'ConfigMapProjection.name': ofKind('ConfigMap'),
  'SecretKeySelector.name': ofKind('Secret'),
  'SecretEnvSource.name': ofKind('Secret'),
  'SecretVolumeSource.secretName': ofKind('Secret'),
  'SecretProjection.name': ofKind('Secret'),
  'LocalObjectReference.name': ofKind('Secret'),
  'PodSpec.serviceAccountName': ofKind('ServiceAccount'),
  'PodSpec.priorityClassName': ofKind('PriorityClass', ['system-cluster-critical', 'system-node-critical']),
  'PodSpec.runtimeClassName': ofKind('RuntimeClass'),
  'PersistentVolumeClaimVolumeSource.claimName': ofKind('PersistentVolumeClaim'),
  'StatefulSetSpec.serviceName': ofKind('Service'),
  'ConfigMapKeySelector.key': keysOf('ConfigMap'),
  'SecretKeySelector.key': keysOf('Secret'),
  'KeyToPath.key': itemKeys,
  'LabelSelector.matchLabels': labelValues,
  'LabelSelectorRequirement.values': labelValues,
  'LabelSelectorRequirement.key': labelKeys,
  'ServiceSpec.selector': labelValues,
};

function names(list: readonly string[], detail: string): readonly Offer[] {
  return [...new Set(list)]
    .filter((name) => name !== '')
    .map((label) => ({ label, kind: 'reference', insertText: label, detail }));
}

function ports(context: CompletionContext, document: AuthoringDocument | undefined): readonly Offer[] {
  return objectsAt(containerOf(document?.pod, context.path)?.written, 'ports').flatMap((port) =>
    portOffers(stringAt(port, 'name'), port['containerPort'], context),
  );
}

function portOffers(name: string, number: unknown, context: CompletionContext): readonly Offer[] {
  const offers: Offer[] = [];
  if (name !== '' && context.struct?.name !== 'GRPCAction')
    offers.push({ label: name, kind: 'reference', insertText: name, detail: `port ${String(number)}` });
  if (typeof number === 'number')
    offers.push({
      label: String(number),
      kind: 'reference',
      insertText: String(number),
      detail: name === '' ? 'declared port' : `port ${name}`,
    });
  return offers;
}

/** Names of the ports of the Pods in this file that the Service selects. */
function servicePorts(_context: CompletionContext, document: AuthoringDocument | undefined): readonly Offer[] {
  const selector = stringMapAt(objectAt(document?.manifest.object, 'spec'), 'selector');
  const found = (document?.names() ?? []).filter(
    ({ kind, isDefinition, holder }) =>
      kind === 'port' && isDefinition && selector.every(([key, value]) => holder?.labels[key] === value),
  );
  return names(
    found.map(({ name }) => name),
    'port of the Pods',
  );
}

function volumes(_context: CompletionContext, document: AuthoringDocument | undefined): readonly Offer[] {
  return names(
    objectsAt(document?.pod?.spec, 'volumes').map((volume) => stringAt(volume, 'name')),
    'volume of this Pod',
  );
}

function containers(_context: CompletionContext, document: AuthoringDocument | undefined): readonly Offer[] {
  return names(
    (document?.pod?.containers ?? []).map(({ name }) => name),
    'container of this Pod',
  );
}

function ofKind(kind: string, builtIn: readonly string[] = []): Offers {
  return (_context, document) => [
    ...names(
      objectsOf(document, kind).map((object) => stringAt(objectAt(object, 'metadata'), 'name')),
      `${kind} of the workspace`,
    ),
    ...names(builtIn, 'built in'),
  ];
}

function objectsOf(document: AuthoringDocument | undefined, kind: string): PodView['objects'] {
  return (document?.objects ?? []).filter((object) => stringAt(object, 'kind') === kind);
}

function keysOf(kind: string): Offers {
  return (context, document) =>
    dataKeys(
      document,
      kind,
      stringAt(asObject(valueAt(document?.manifest.object, context.steps.slice(0, -1))), 'name'),
    );
}

/** In the `items` of a volume: the object is named beside them. */
function itemKeys(context: CompletionContext, document: AuthoringDocument | undefined): readonly Offer[] {
  const position = context.steps.findLastIndex(({ name }) => name === 'items');
  const source = asObject(valueAt(document?.manifest.object, context.steps.slice(0, position)));
  const isSecret = context.steps[position - 1]?.name === 'secret';
  const name = stringAt(source, 'name') || stringAt(source, 'secretName');
  return dataKeys(document, isSecret ? 'Secret' : 'ConfigMap', name);
}

function dataKeys(document: AuthoringDocument | undefined, kind: string, name: string): readonly Offer[] {
  const object = objectsOf(document, kind).find(
    (candidate) => stringAt(objectAt(candidate, 'metadata'), 'name') === name,
  );
  const keys = ['data', 'stringData', 'binaryData'].flatMap((field) => Object.keys(objectAt(object, field) ?? {}));
  return names(keys, `key of ${kind} ${name}`);
}

/** A selector must match the labels of the template; other selectors mean labels of this file. */
function labelValues(context: CompletionContext, document: AuthoringDocument | undefined): readonly Offer[] {
  const last = context.steps.findLast(({ kind }) => kind !== 'item');
  const rule = asObject(valueAt(document?.manifest.object, context.steps.slice(0, -2)));
  const key = last?.kind === 'key' ? String(last.name) : stringAt(rule, 'key');
  const template = objectAt(objectAt(document?.manifest.object, 'spec'), 'template');
  const own = stringMapAt(objectAt(template, 'metadata'), 'labels').filter(([name]) => name === key);
  if (own.length > 0)
    return names(
      own.map(([, text]) => text),
      'label of the template',
    );
  return names(
    labelsOfFile(document)
      .filter(({ owner }) => owner === key)
      .map(({ name }) => name),
    'label in this file',
  );
}

function labelKeys(_context: CompletionContext, document: AuthoringDocument | undefined): readonly Offer[] {
  return names(
    labelsOfFile(document).map(({ owner = '' }) => owner),
    'label in this file',
  );
}

function labelsOfFile(document: AuthoringDocument | undefined): ReturnType<AuthoringDocument['names']> {
  return (document?.names() ?? []).filter(({ kind, isDefinition }) => kind === 'label' && isDefinition);
}
