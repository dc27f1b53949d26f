/** Where a container may hold files that nobody knows of: images without an entry, volumes from elsewhere. */
import { fields, findObject, items, text, volumeOf } from './container-volumes.ts';
import { findImage, type KnownImage } from './images.ts';
import type { ProgramContext } from './program.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What the runtime mounts or empties at the start of a container. */
const emptyAtStart = /^\/(?:tmp|run|dev|proc|sys|var\/(?:tmp|run))(?:\/|$)/;
/** Where distributions keep their files; what a well-known image adds to them is not in its entry. */
const ofDistribution = /^\/(?:bin|etc|lib\w*|opt|sbin|usr|var\/lib)(?:\/|$)/;

/** Undefined where all is known. */
export function unknownPlaces(
  context: ProgramContext,
  image: KnownImage | undefined,
): ((path: string) => boolean) | undefined {
  const mounts = items(context.spec['volumeMounts']).map((mount) => ({
    path: text(mount['mountPath']).replace(/\/+$/, ''),
    isUnknown: isUnknownVolume(context, text(mount['name'])),
  }));
  if (image?.isClosed === true && mounts.every(({ isUnknown }) => !isUnknown)) return undefined;
  const inImage = (path: string): boolean =>
    image === undefined ? !emptyAtStart.test(path) : !image.isClosed && ofDistribution.test(path);
  return (path) => {
    const around = mounts.filter((mount) => path === mount.path || path.startsWith(`${mount.path}/`));
    const [nearest] = around.sort((a, b) => b.path.length - a.path.length);
    return nearest ? nearest.isUnknown : inImage(path);
  };
}

function isUnknownVolume(context: ProgramContext, name: string): boolean {
  const volume = volumeOf(context, name);
  if (volume === undefined) return true;
  if (volume['emptyDir'] !== undefined) return othersMayFill(context, name);
  if (volume['projected'] === undefined) return isUnknownSource(context, volume, volume['downwardAPI'] === undefined);
  return items(fields(volume['projected'])['sources']).some((source) =>
    isUnknownSource(
      context,
      source,
      source['clusterTrustBundle'] !== undefined || source['podCertificate'] !== undefined,
    ),
  );
}

/** `otherwise` tells whether one that is neither ConfigMap nor Secret is unknown. */
function isUnknownSource(context: ProgramContext, { configMap, secret }: Fields, otherwise: boolean): boolean {
  if (configMap !== undefined) return !isThere(context, 'ConfigMap', configMap);
  return secret === undefined ? otherwise : !isThere(context, 'Secret', secret);
}

/** Whether an object is among those of the workspace. A Secret as a volume of its own has another word for its name. */
export function isThere(context: ProgramContext, kind: string, reference: unknown): boolean {
  const { name, secretName = name } = fields(reference);
  return findObject(context, kind, secretName) !== undefined;
}

/** Another container shares it whose image nobody knows, and with it what its program writes. */
function othersMayFill(context: ProgramContext, volume: string): boolean {
  const all = [...items(context.podSpec['initContainers']), ...items(context.podSpec['containers'])];
  return all.some(
    (container) =>
      text(container['name']) !== context.container &&
      findImage(text(container['image'])) === undefined &&
      items(container['volumeMounts']).some((mount) => text(mount['name']) === volume),
  );
}

/** Paths that the container's own commands make: `touch /app/ready`, `> /app/ready`. Nothing is there before. */
export function pathsMade(context: ProgramContext): readonly string[] {
  const words = [context.spec['command'], context.spec['args'], context.spec['lifecycle']].map(
    (value) => JSON.stringify(value ?? '') ?? '',
  );
  const made = [...words.join(' ').matchAll(/(?:\btouch|\btee|>)\s*(?:-\w+\s+)*\\?["']?(\/[^\s;&|)"'\\]+)/g)];
  return made.map(([, path = '']) => path);
}
