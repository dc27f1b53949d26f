/** Which volumes of a Pod cannot be mounted because something that they name is missing, in the kubelet's words. */
import { fields, list, text, type Fields } from '../kube/json.ts';
import type { ApiPod } from './pod.ts';
import type { PodLife } from './world.ts';

export interface MissingVolume {
  readonly volume: string;
  readonly error: string;
  readonly field: string;
}

/** What volumes and variables refer to. */
export const KINDS = [
  ['configMap', 'ConfigMap'],
  ['secret', 'Secret'],
] as const;

interface SourceError {
  readonly text: string;
  readonly field: string;
}

export const missingVolumes = (life: PodLife, pod: ApiPod): readonly MissingVolume[] =>
  list(pod.spec.raw['volumes']).flatMap((volume, i) => {
    const [first] = errorsOf(life, pod, volume);
    if (!first) return [];
    return [
      { volume: text(volume['name']), error: first.text, field: `${pod.spec.path}.volumes[${i}].${first.field}` },
    ];
  });

function errorsOf(life: PodLife, pod: ApiPod, volume: Fields): readonly SourceError[] {
  const own = KINDS.find(([key]) => volume[key] !== undefined);
  if (own) return absent(life, pod, volume, own, '');
  const errors = list(fields(volume['projected'])['sources']).flatMap((source, i) =>
    KINDS.flatMap((kind) => absent(life, pod, source, kind, `projected.sources[${i}].`)),
  );
  const texts = [...new Set(errors.map((error) => error.text))];
  return errors.map((error) => (texts.length > 1 ? { ...error, text: `[${texts.join(', ')}]` } : error));
}

/** What is wrong with `holder[key]`, a reference to a ConfigMap or Secret; `path` leads to the holder. */
function absent(
  life: PodLife,
  pod: ApiPod,
  holder: Fields,
  [key, kind]: (typeof KINDS)[number],
  path: string,
): readonly SourceError[] {
  const source = fields(holder[key]),
    // A Secret as a volume of its own has another word for it.
    nameKey = key === 'secret' && path === '' ? 'secretName' : 'name',
    name = text(source[nameKey]),
    field = `${path}${key}.${nameKey}`;
  if (holder[key] === undefined || source['optional'] === true) return [];
  if (life.worker.finished) return [{ text: `object "${pod.meta.namespace}"/"${name}" not registered`, field }];
  const object = findObject(life, kind, name);
  if (!object) return [{ text: `${kind.toLowerCase()} "${name}" not found`, field }];
  if (object === 'assumed') return [];
  const keys = ['data', 'binaryData', 'stringData'].flatMap((part) => Object.keys(fields(object[part])));
  const item = list(source['items']).find((entry) => !keys.includes(text(entry['key'])));
  if (!item) return [];
  const what = kind === 'Secret' ? 'references non-existent secret' : 'configmap references non-existent config';
  return [{ text: `${what} key: ${text(item['key'])}`, field: `${path}${key}.items` }];
}

/** The object, `assumed` where only its existence is assumed, undefined where it is missing. */
export function findObject(
  life: PodLife,
  kind: string,
  name: string,
): Readonly<Record<string, unknown>> | 'assumed' | undefined {
  const { objects, missing } = life.cluster,
    key = `${kind}/${name}`;
  const object = objects.get(key);
  if (object) return object;
  return missing.has(key) || missing.has(`${kind}/*`) ? undefined : 'assumed';
}
