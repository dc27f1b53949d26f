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
    const at = `${pod.spec.path}.volumes[${i}]`,
      name = text(volume['name']);
    const error = sourceError(life, pod, volume);
    if (error) found.push({ volume: name, error: error.text, field: `${at}.${error.field}` });
  });
  return found;
}

type Fields = Readonly<Record<string, unknown>>;

interface SourceError {
  readonly text: string;
  readonly field: string;
}

function sourceError(life: PodLife, pod: ApiPod, volume: Fields): SourceError | undefined {
  if (volume['configMap'] !== undefined) return absent(life, pod, volume, 'configMap', '');
  if (volume['secret'] !== undefined) return absent(life, pod, volume, 'secret', '');
  const errors = list(fields(volume['projected'])['sources']).flatMap((source, i) =>
    (['configMap', 'secret'] as const).map((key) => absent(life, pod, source, key, `projected.sources[${i}].`)),
  );
  const found = errors.filter((error) => error !== undefined),
    texts = [...new Set(found.map((error) => error.text))];
  return found[0] && { ...found[0], text: texts.length > 1 ? `[${texts.join(', ')}]` : found[0].text };
}

/** What is wrong with `holder[key]`, a reference to a ConfigMap or Secret; `path` leads to the holder. */
function absent(
  life: PodLife,
  pod: ApiPod,
  holder: Fields,
  key: 'configMap' | 'secret',
  path: string,
): SourceError | undefined {
  if (holder[key] === undefined) return undefined;
  const source = fields(holder[key]),
    kind = key === 'secret' ? 'Secret' : 'ConfigMap',
    // A Secret as a volume of its own has another word for it.
    nameKey = key === 'secret' && path === '' ? 'secretName' : 'name',
    name = text(source[nameKey]),
    field = `${path}${key}.${nameKey}`;
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
