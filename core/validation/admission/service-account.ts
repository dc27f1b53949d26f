/**
 * The ServiceAccount plugin: the account of a Pod and the secrets it may use (plugin/pkg/admission/serviceaccount,
 * 1.36).
 */
import { isRecord } from '../../kube/defaults/draft.ts';
import { child } from '../../kube/field-path.ts';
import { type JsonObject, objectAt, objectsAt, stringAt, structAt } from '../../kube/json.ts';
import { containersOf } from '../warnings/containers.ts';

export type ServiceAccountAnswer = { readonly pod: JsonObject } | { readonly refusal: string; readonly at: string };

const mirror = 'kubernetes.io/config.mirror';
const enforce = 'kubernetes.io/enforce-mountable-secrets';

/**
 * `accounts` are the ServiceAccount objects that are known. An account that is not among them is taken to exist and
 * to mount no
 * token: which accounts a cluster has cannot be read from a folder.
 */
export function withServiceAccount(pod: JsonObject, accounts: readonly JsonObject[]): ServiceAccountAnswer {
  const spec = structAt(pod, 'spec');
  if (Object.hasOwn(structAt(structAt(pod, 'metadata'), 'annotations'), mirror)) return checkMirror(pod, spec);
  const name = stringAt(spec, 'serviceAccountName') || stringAt(spec, 'serviceAccount') || 'default';
  const account = accounts.find((one) => stringAt(structAt(one, 'metadata'), 'name') === name);
  const pullSecrets = objectsAt(account, 'imagePullSecrets');
  const named = { ...spec, serviceAccountName: name };
  const filled =
    objectsAt(spec, 'imagePullSecrets').length > 0 || pullSecrets.length === 0
      ? named
      : { ...named, imagePullSecrets: pullSecrets };
  const refusal = account === undefined ? undefined : checkSecrets(filled, account, name);
  return refusal ?? { pod: { ...pod, spec: filled } };
}

function checkMirror(pod: JsonObject, spec: JsonObject): ServiceAccountAnswer {
  const account = ['serviceAccountName', 'serviceAccount'].find((key) => stringAt(spec, key) !== '');
  if (account !== undefined) {
    return { refusal: 'a mirror pod may not reference service accounts', at: child('spec', account) };
  }
  const secret = mentionedSecret(spec);
  if (secret !== undefined) return { refusal: 'a mirror pod may not reference secrets', at: secret };
  const volumes = objectsAt(spec, 'volumes');
  const token = volumes.findIndex((volume) =>
    objectsAt(structAt(volume, 'projected'), 'sources').some(
      (source) => objectAt(source, 'serviceAccountToken') !== undefined,
    ),
  );
  if (token < 0) return { pod };
  return {
    refusal: 'a mirror pod may not use ServiceAccountToken volume projections',
    at: `spec.volumes[${token}].projected`,
  };
}

/** Where any secret is named, also by image pulls and drivers of volumes. */
function mentionedSecret(spec: JsonObject): string | undefined {
  const isNamed = (owner: unknown, key: string): boolean => isRecord(owner) && (owner[key] ?? '') !== '';
  const pull = objectsAt(spec, 'imagePullSecrets').findIndex((secret) => isNamed(secret, 'name'));
  if (pull >= 0) return `spec.imagePullSecrets[${pull}]`;
  const used = secretsOf(spec).find(({ name }) => name !== '');
  if (used !== undefined) return used.at;
  const volume = objectsAt(spec, 'volumes').findIndex((one) =>
    Object.entries(one).some(
      ([source, value]) =>
        (source === 'azureFile' && isNamed(value, 'secretName')) ||
        (source === 'projected' &&
          objectsAt(structAt(one, source), 'sources').some((each) => isNamed(each['secret'], 'name'))) ||
        (isRecord(value) && (isNamed(value['secretRef'], 'name') || isNamed(value['nodePublishSecretRef'], 'name'))),
    ),
  );
  return volume < 0 ? undefined : `spec.volumes[${volume}]`;
}

interface UsedSecret {
  readonly name: string;
  readonly at: string;
  /** How the server names the place. */
  readonly text: string;
}

/** Secrets of volumes, environments and image pulls, in the order in which the plugin looks. */
function secretsOf(spec: JsonObject): readonly UsedSecret[] {
  const volumes = objectsAt(spec, 'volumes').flatMap((volume, i) => {
    const secret = objectAt(volume, 'secret');
    const name = stringAt(secret, 'secretName');
    return secret === undefined
      ? []
      : [{ name, at: `spec.volumes[${i}].secret`, text: `volume with secret.secretName="${name}"` }];
  });
  const words: Readonly<Record<string, string>> = {
    initContainers: 'init container',
    containers: 'container',
    ephemeralContainers: 'ephemeral container',
  };
  const inContainers = containersOf(spec, 'spec').flatMap(({ container, at }) => {
    const who = `${words[at.split('.')[1]?.replace(/\[.*/, '') ?? ''] ?? 'container'} ${stringAt(container, 'name')}`;
    const variables = objectsAt(container, 'env').flatMap((entry, i) => {
      const ref = objectAt(structAt(entry, 'valueFrom'), 'secretKeyRef');
      const name = stringAt(ref, 'name');
      const text = `${who} with envVar ${stringAt(entry, 'name')} referencing secret.secretName="${name}"`;
      return ref === undefined ? [] : [{ name, at: `${at}.env[${i}].valueFrom.secretKeyRef`, text }];
    });
    const sources = objectsAt(container, 'envFrom').flatMap((source, i) => {
      const ref = objectAt(source, 'secretRef');
      const name = stringAt(ref, 'name');
      return ref === undefined
        ? []
        : [
            {
              name,
              at: `${at}.envFrom[${i}].secretRef`,
              text: `${who} with envFrom referencing secret.secretName="${name}"`,
            },
          ];
    });
    return [...variables, ...sources];
  });
  return [...volumes, ...inContainers];
}

/** An account may be restricted to the secrets that it lists (deprecated since 1.32). */
function checkSecrets(spec: JsonObject, account: JsonObject, accountName: string): ServiceAccountAnswer | undefined {
  if (stringAt(structAt(structAt(account, 'metadata'), 'annotations'), enforce) !== 'true') return undefined;
  const allowed = objectsAt(account, 'secrets').map((secret) => stringAt(secret, 'name'));
  const bad = secretsOf(spec).find((secret) => !allowed.includes(secret.name));
  const tail = `is not allowed because service account ${accountName} does not reference that`;
  if (bad !== undefined) return { refusal: `${bad.text} ${tail} secret`, at: bad.at };
  const pullable = objectsAt(account, 'imagePullSecrets').map((secret) => stringAt(secret, 'name'));
  const position = objectsAt(spec, 'imagePullSecrets').findIndex(
    (secret) => !pullable.includes(stringAt(secret, 'name')),
  );
  if (position < 0) return undefined;
  const name = stringAt(objectsAt(spec, 'imagePullSecrets')[position], 'name');
  return {
    refusal: `imagePullSecrets[${position}].name="${name}" ${tail} imagePullSecret`,
    at: `spec.imagePullSecrets[${position}].name`,
  };
}
