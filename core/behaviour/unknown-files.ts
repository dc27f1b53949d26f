/** Where a container may hold files that nobody knows of: images without an entry, volumes from elsewhere. */
import { fields, findObject, items, text } from './container-volumes.ts';
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
  const volume = items(context.podSpec['volumes']).find((candidate) => text(candidate['name']) === name);
  if (volume === undefined) return true;
  if (volume['emptyDir'] !== undefined) return othersMayFill(context, name);
  if (volume['configMap'] !== undefined) return !isThere(context, 'ConfigMap', fields(volume['configMap'])['name']);
  if (volume['secret'] !== undefined) return !isThere(context, 'Secret', fields(volume['secret'])['secretName']);
  if (volume['projected'] === undefined) return volume['downwardAPI'] === undefined;
  return items(fields(volume['projected'])['sources']).some((source) => isUnknownSource(context, source));
}

const isUnknownSource = (context: ProgramContext, source: Fields): boolean =>
  source['clusterTrustBundle'] !== undefined ||
  source['podCertificate'] !== undefined ||
  (source['configMap'] !== undefined && !isThere(context, 'ConfigMap', fields(source['configMap'])['name'])) ||
  (source['secret'] !== undefined && !isThere(context, 'Secret', fields(source['secret'])['name']));

/** Whether an object is among those of the workspace. */
export const isThere = ({ objects }: ProgramContext, kind: string, name: unknown): boolean =>
  findObject(objects, kind, name) !== undefined;

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
