/** Offers for a value: enums, booleans, names that are defined elsewhere, quantities, and the usual numbers of probes. */
import { compareQuantities, parseQuantity } from '../../kube/quantity.ts';
import { asObject, objectAt, objectsAt, stringAt, stringMapAt } from '../../kube/json.ts';
import type { ContainerView, PodView } from '../../rules/pod-view.ts';
import { kinds } from '../../schema/field-types.ts';
import { structOfKind } from '../../schema/tree.ts';
import { type Node, resolveAlias } from '../../syntax/tree.ts';
import type { AuthoringDocument } from '../authoring.ts';
import { containerOf, valueAt } from '../authoring.ts';
import type { CompletionContext } from './context.ts';
import type { Offer } from './item.ts';
import { fits as fitsType } from './keys.ts';

export function valueOffers(context: CompletionContext, document: AuthoringDocument | undefined): readonly Offer[] {
  const last = context.steps.at(-1);
  if (last === undefined) return [];
  if (context.steps.length === 1 && (last.name === 'kind' || last.name === 'apiVersion'))
    return headValues(context, last.name);
  const references = referenceOffers(context, document);
  if (references !== undefined) return references;
  const { type } = context;
  if (type?.kind === 'bool') return ['true', 'false'].map((label) => value(label));
  if (type?.kind === 'string') return allowed(context, document, type.values).map((label) => value(label));
  if (type?.kind === 'quantity') return quantityOffers(context, document);
  return (numbers[`${context.struct?.name ?? ''}.${context.field?.name ?? ''}`] ?? []).map((label) => value(label));
}

function value(label: string, detail?: string): Offer {
  return { label, kind: 'value', insertText: label, ...(detail !== undefined && { detail }) };
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
  return labels.map((label) => value(label));
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

const templateNeedsAlways = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController']);

/** Enum values that the server takes at this very place. */
function allowed(
  context: CompletionContext,
  document: AuthoringDocument | undefined,
  values: readonly string[],
): readonly string[] {
  const pod = document?.pod;
  const field = `${context.struct?.name ?? ''}.${context.field?.name ?? ''}`;
  if (field === 'PodSpec.restartPolicy') {
    if (templateNeedsAlways.has(context.kind)) return ['Always'];
    return context.kind === 'Job' || context.kind === 'CronJob'
      ? ['Never', 'OnFailure']
      : ['Always', 'OnFailure', 'Never'];
  }
  if (field === 'Container.restartPolicy') return containerPolicies(containerOf(pod, context.path), values);
  if (field === 'PodSpec.dnsPolicy')
    return values.filter((known) => known !== 'None' || pod?.spec['dnsConfig'] !== undefined);
  if (field === 'PodFailurePolicyRule.action')
    return perIndex(context, document) ? values : values.filter((known) => known !== 'FailIndex');
  if (field === 'Container.imagePullPolicy') return ['IfNotPresent', 'Always', 'Never'];
  return values;
}

/** FailIndex needs a limit for each index. */
function perIndex(context: CompletionContext, document: AuthoringDocument | undefined): boolean {
  const job = asObject(
    valueAt(
      document?.manifest.object,
      context.steps.slice(
        0,
        context.steps.findIndex(({ name }) => name === 'podFailurePolicy'),
      ),
    ),
  );
  return job?.['backoffLimitPerIndex'] !== undefined;
}

/** What only sidecars may have keeps an init container one. */
function containerPolicies(container: ContainerView | undefined, values: readonly string[]): readonly string[] {
  if (container?.role === 'regular') return values;
  const sidecarOnly = ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'].some(
    (name) => container?.written[name] !== undefined,
  );
  return sidecarOnly ? ['Always'] : ['Always', ...values.filter((known) => known !== 'Always')];
}

/** `undefined` where the field names nothing that is defined elsewhere. */
function referenceOffers(
  context: CompletionContext,
  document: AuthoringDocument | undefined,
): readonly Offer[] | undefined {
  const pod = document?.pod;
  const container = containerOf(pod, context.path);
  switch (`${context.struct?.name ?? ''}.${context.field?.name ?? ''}`) {
    case 'HTTPGetAction.port':
    case 'TCPSocketAction.port':
    case 'GRPCAction.port':
      return objectsAt(container?.written, 'ports').flatMap((port) =>
        portOffers(stringAt(port, 'name'), port['containerPort'], context),
      );
    case 'VolumeMount.name':
    case 'VolumeDevice.name':
      return names(
        objectsAt(pod?.spec, 'volumes').map((volume) => stringAt(volume, 'name')),
        'volume of this Pod',
      );
    case 'ResourceFieldSelector.containerName':
    case 'EphemeralContainer.targetContainerName':
      return names(
        (pod?.containers ?? []).map(({ name }) => name),
        'container of this Pod',
      );
    case 'ResourceFieldSelector.resource':
      return ['limits.memory', 'limits.cpu', 'requests.memory', 'requests.cpu'].map((label) => value(label));
    case 'ObjectFieldSelector.fieldPath':
      return fieldPathsFor(context).map((label) => value(label));
    case 'Capabilities.add':
      return capabilities.map((label) => value(label));
    case 'Capabilities.drop':
      return ['ALL', ...capabilities].map((label) => value(label));
    case 'Toleration.operator':
      return ['Exists', 'Equal'].map((label) => value(label));
    case 'Toleration.effect':
      return ['NoSchedule', 'PreferNoSchedule', 'NoExecute'].map((label) => value(label));
    case 'HTTPGetAction.scheme':
      return ['HTTP', 'HTTPS'].map((label) => value(label));
    case 'ConfigMapKeySelector.name':
    case 'ConfigMapEnvSource.name':
    case 'ConfigMapVolumeSource.name':
      return objectNames(pod, 'ConfigMap');
    case 'SecretKeySelector.name':
    case 'SecretEnvSource.name':
    case 'SecretVolumeSource.secretName':
      return objectNames(pod, 'Secret');
    case 'PodSpec.serviceAccountName':
      return objectNames(pod, 'ServiceAccount');
    case 'ConfigMapKeySelector.key':
      return objectKeys(context, document, 'ConfigMap');
    case 'SecretKeySelector.key':
      return objectKeys(context, document, 'Secret');
    case 'LabelSelector.matchLabels':
      return labelValues(context, document);
    default:
      return undefined;
  }
}

function names(list: readonly string[], detail: string): readonly Offer[] {
  return [...new Set(list)]
    .filter((name) => name !== '')
    .map((label) => ({ label, kind: 'reference', insertText: label, detail }));
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

function objectNames(pod: PodView | undefined, kind: string): readonly Offer[] {
  const found = (pod?.objects ?? []).filter((object) => stringAt(object, 'kind') === kind);
  return names(
    found.map((object) => stringAt(objectAt(object, 'metadata'), 'name')),
    `${kind} of the workspace`,
  );
}

function objectKeys(
  context: CompletionContext,
  document: AuthoringDocument | undefined,
  kind: string,
): readonly Offer[] {
  const selector = asObject(valueAt(document?.manifest.object, context.steps.slice(0, -1)));
  const name = stringAt(selector, 'name');
  const object = (document?.pod?.objects ?? []).find(
    (candidate) => stringAt(candidate, 'kind') === kind && stringAt(objectAt(candidate, 'metadata'), 'name') === name,
  );
  const keys = ['data', 'stringData', 'binaryData'].flatMap((field) => Object.keys(objectAt(object, field) ?? {}));
  return names(keys, `key of ${kind} ${name}`);
}

/** A selector must match the template's labels. */
function labelValues(context: CompletionContext, document: AuthoringDocument | undefined): readonly Offer[] {
  const key = String(context.steps.at(-1)?.name ?? '');
  const template = objectAt(objectAt(document?.manifest.object, 'spec'), 'template');
  return names(
    stringMapAt(objectAt(template, 'metadata'), 'labels')
      .filter(([name]) => name === key)
      .map(([, text]) => text),
    'label of the template',
  );
}

const usual: Readonly<Record<string, readonly string[]>> = {
  cpu: ['100m', '250m', '500m', '1', '2'],
  memory: ['64Mi', '128Mi', '256Mi', '512Mi', '1Gi'],
  'ephemeral-storage': ['1Gi', '2Gi', '10Gi'],
  storage: ['1Gi', '10Gi', '100Gi'],
};

/** Usual figures that keep the request at or below the limit. */
function quantityOffers(context: CompletionContext, document: AuthoringDocument | undefined): readonly Offer[] {
  const name = String(context.steps.at(-1)?.name ?? '');
  const bound = context.steps.at(-2)?.name;
  const other = bound === 'requests' ? 'limits' : 'requests';
  const steps = context.steps.slice(0, -2);
  const rival = asObject(asObject(valueAt(document?.manifest.object, steps))?.[other])?.[name];
  const figures = Object.hasOwn(usual, name) ? (usual[name] ?? []) : [];
  return figures.filter((figure) => fits(figure, rival, bound === 'requests')).map((figure) => value(figure));
}

function fits(figure: string, rival: unknown, isRequest: boolean): boolean {
  if (typeof rival !== 'string' && typeof rival !== 'number') return true;
  const [own, bound] = [parseQuantity(figure), parseQuantity(String(rival))];
  if (!('quantity' in own) || !('quantity' in bound)) return true;
  const order = compareQuantities(own.quantity, bound.quantity);
  return isRequest ? order <= 0 : order >= 0;
}

/** A downward API volume knows the metadata only. */
function fieldPathsFor(context: CompletionContext): readonly string[] {
  const inVolume = context.steps.some(({ name }) => name === 'volumes');
  return inVolume
    ? ['metadata.labels', 'metadata.annotations', 'metadata.name', 'metadata.namespace', 'metadata.uid']
    : fieldPaths;
}

const fieldPaths = [
  'metadata.name',
  'metadata.namespace',
  'status.podIP',
  'spec.nodeName',
  'metadata.uid',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.podIPs',
  'status.hostIPs',
];
const capabilities = [
  'NET_BIND_SERVICE',
  'NET_ADMIN',
  'NET_RAW',
  'SYS_ADMIN',
  'SYS_TIME',
  'SYS_PTRACE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'SETGID',
  'SETUID',
  'SETPCAP',
  'SYS_CHROOT',
  'MKNOD',
  'AUDIT_WRITE',
  'SETFCAP',
  'IPC_LOCK',
  'SYS_RESOURCE',
  'SYS_NICE',
];
