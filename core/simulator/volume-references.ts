/** Which volumes of a Pod cannot be mounted because something that they name is missing, in the kubelet's words. */
import type { ApiPod } from './pod.ts';
import { fields, list, text } from './read-pod.ts';
import type { PodLife } from './world.ts';

export interface MissingVolume {
  readonly volume: string;
  readonly error: string;
  readonly field: string;
}

export function missingVolumes(life: PodLife, pod: ApiPod): readonly MissingVolume[] {
  const found: MissingVolume[] = [];
  list(pod.spec.raw['volumes']).forEach((volume, i) => {
    const at = `spec.volumes[${i}]`,
      name = text(volume['name']);
    const error = sourceError(life, pod, volume);
    if (error) found.push({ volume: name, error: error.text, field: `${at}.${error.field}` });
  });
  return found;
}

interface SourceError {
  readonly text: string;
  readonly field: string;
}

function sourceError(life: PodLife, pod: ApiPod, volume: Readonly<Record<string, unknown>>): SourceError | undefined {
  const configMap = fields(volume['configMap']),
    secret = fields(volume['secret']);
  if (volume['configMap'] !== undefined)
    return absent(life, pod, 'ConfigMap', text(configMap['name']), configMap, 'configMap.name');
  if (volume['secret'] !== undefined)
    return absent(life, pod, 'Secret', text(secret['secretName']), secret, 'secret.secretName');
  if (volume['projected'] === undefined) return undefined;
  const errors = list(fields(volume['projected'])['sources']).flatMap((source, i) => {
    const path = `projected.sources[${i}]`;
    if (source['configMap'] !== undefined)
      return [
        absent(
          life,
          pod,
          'ConfigMap',
          text(fields(source['configMap'])['name']),
          fields(source['configMap']),
          `${path}.configMap.name`,
        ),
      ];
    if (source['secret'] !== undefined)
      return [
        absent(
          life,
          pod,
          'Secret',
          text(fields(source['secret'])['name']),
          fields(source['secret']),
          `${path}.secret.name`,
        ),
      ];
    return [];
  });
  const found = errors.filter((error) => error !== undefined),
    texts = [...new Set(found.map((error) => error.text))];
  return found[0] && { ...found[0], text: texts.length > 1 ? `[${texts.join(', ')}]` : found[0].text };
}

function absent(
  life: PodLife,
  pod: ApiPod,
  kind: string,
  name: string,
  source: Readonly<Record<string, unknown>>,
  field: string,
): SourceError | undefined {
  if (source['optional'] === true) return undefined;
  if (life.worker.finished) return { text: `object "${pod.meta.namespace}"/"${name}" not registered`, field };
  const object = findObject(life, kind, name);
  const quoted = kind === 'Secret' ? `secret "${name}" not found` : `configmap "${name}" not found`;
  if (!object) return { text: quoted, field };
  if (object === 'assumed') return undefined;
  const keys = new Set([
    ...Object.keys(fields(object['data'])),
    ...Object.keys(fields(object['binaryData'])),
    ...Object.keys(fields(object['stringData'])),
  ]);
  const item = list(source['items']).find((entry) => !keys.has(text(entry['key'])));
  if (!item) return undefined;
  const ref = `${pod.meta.namespace}/${name}`;
  return {
    text: `${kind === 'Secret' ? 'references non-existent secret' : 'configmap references non-existent config'} key: ${text(item['key'])}`,
    field: field.replace(/\.\w+$/, `.items (${ref})`).replace(/ \(.*$/, ''),
  };
}

/** The object, `assumed` where only its existence is assumed, undefined where it is missing. */
export function findObject(
  life: PodLife,
  kind: string,
  name: string,
): Readonly<Record<string, unknown>> | 'assumed' | undefined {
  const { objects, missing } = life.world.cluster,
    key = `${kind}/${name}`;
  const object = objects.get(key);
  if (object) return object;
  return missing.has(key) || missing.has(`${kind}/*`) ? undefined : 'assumed';
}
