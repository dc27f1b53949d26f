/**
 * The volumes of a container as folders of its machine: shared emptyDirs, ConfigMaps, Secrets, projected and downward
 * data.
 */
import { base64ToText } from '../kube/base64.ts';
import { expand } from './expand.ts';
import type { ProgramContext } from './program.ts';
import {
  ensureDirectory,
  findNode,
  makeDirectory,
  makeFile,
  placeNode,
  type Directory,
  type FileSystem,
  type RegularFile,
} from './shell/files.ts';
import type { Mount } from './shell/machine.ts';

type Fields = Readonly<Record<string, unknown>>;

export const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
export const items = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.map(fields) : []);
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export const findObject = ({ objects }: ProgramContext, kind: string, name: unknown): Fields | undefined =>
  objects.find((object) => object['kind'] === kind && fields(object['metadata'])['name'] === name);

/** The data of a ConfigMap or Secret as text; empty if it does not exist. Secrets' `data` is base64. */
export function dataOf(context: ProgramContext, kind: string, name: unknown): Readonly<Record<string, string>> {
  const object = findObject(context, kind, name);
  const result: Record<string, string> = {};
  for (const [key, value] of Object.entries(fields(object?.['data'])))
    result[key] = kind === 'Secret' ? base64ToText(text(value)) : text(value);
  for (const [key, value] of Object.entries(fields(object?.['stringData']))) result[key] = text(value);
  return result;
}

/** The volume of the Pod that a container mounts by its name. */
export const volumeOf = ({ podSpec }: ProgramContext, name: string): Fields | undefined =>
  items(podSpec['volumes']).findLast((volume) => text(volume['name']) === name);

/** What is mounted where; emptyDirs (and volumes whose content nobody knows) live in the Pod's shared bag. */
export function mountsOf(context: ProgramContext): readonly Mount[] {
  const mounts: Mount[] = [];
  for (const mount of items(context.spec['volumeMounts'])) {
    const name = text(mount['name']);
    const volume = volumeOf(context, name);
    const path = text(mount['mountPath']);
    if (!volume || !path.startsWith('/')) continue;
    const folder = folderOf(context, name, volume);
    const subPath = expand(text(mount['subPath']) || text(mount['subPathExpr']), context.env);
    const found = below(folder.directory, subPath);
    const isFile = (subPath !== '' || volume['hostPath'] !== undefined) && isEmptyFolder(found) && /\.\w+$/.test(path);
    const node = isFile ? { ...makeFile('', 0o666), isAssumed: true } : found;
    mounts.push({ path, node, readOnly: mount['readOnly'] === true || folder.isReadOnly });
  }
  return context.podSpec['automountServiceAccountToken'] === false
    ? mounts
    : [...mounts, ...serviceAccount(context, mounts)];
}

/** Nobody knows what is there: a mount point with the name of a file takes one. */
const isEmptyFolder = (node: Directory | RegularFile): boolean => node.kind === 'directory' && node.entries.size === 0;

const filesBelow = (root: Directory): FileSystem => ({ root, isRootReadOnly: false, mounts: new Map() });

function below(directory: Directory, path: string): Directory | RegularFile {
  if (path === '') return directory;
  const files = filesBelow(directory);
  const node = findNode(files, '/', path);
  if (node?.kind === 'file') return node;
  const made = ensureDirectory(files, path);
  made.mode = 0o777;
  return made;
}

function folderOf(
  context: ProgramContext,
  name: string,
  volume: Fields,
): { readonly directory: Directory; readonly isReadOnly: boolean } {
  const data = volumeData(context, volume);
  if (!data) return { directory: sharedFolder(context, name), isReadOnly: false };
  const directory = makeDirectory();
  const files = filesBelow(directory);
  for (const { path, content, mode } of data) placeNode(files, path, makeFile(content, mode));
  return { directory, isReadOnly: true };
}

function sharedFolder(context: ProgramContext, name: string): Directory {
  const known = context.shared.get(name) as Directory | undefined;
  if (known) return known;
  const directory = makeDirectory(0o777, 0, context.startedAtMs);
  context.shared.set(name, directory);
  return directory;
}

interface Entry {
  readonly path: string;
  readonly content: string;
  readonly mode: number;
}

/** The files of a volume that the API fills; undefined for all others. */
function volumeData(context: ProgramContext, volume: Fields): readonly Entry[] | undefined {
  if (volume['projected'] === undefined) return sourceData(context, volume);
  return items(fields(volume['projected'])['sources']).flatMap((source) => {
    const token = text(fields(source['serviceAccountToken'])['path']);
    return sourceData(context, source) ?? (token === '' ? [] : [{ path: token, content: '••••', mode: 0o644 }]);
  });
}

function sourceData(context: ProgramContext, source: Fields): readonly Entry[] | undefined {
  const { configMap, secret, downwardAPI } = source as Readonly<Partial<Record<string, unknown>>>;
  if (configMap !== undefined) return keyed(context, 'ConfigMap', fields(configMap));
  if (secret !== undefined) return keyed(context, 'Secret', fields(secret));
  return downwardAPI === undefined ? undefined : downward(context, fields(downwardAPI));
}

/** A Secret as a volume of its own has another word for its name. */
function keyed(context: ProgramContext, kind: string, source: Fields): readonly Entry[] {
  const data = dataOf(context, kind, text(source['secretName']) || text(source['name']));
  const modeOf = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);
  const mode = modeOf(source['defaultMode'], 0o644);
  const chosen = items(source['items']);
  if (chosen.length === 0) return Object.entries(data).map(([path, content]) => ({ path, content, mode }));
  return chosen.flatMap((item) => {
    const content = data[text(item['key'])];
    return content === undefined ? [] : [{ path: text(item['path']), content, mode: modeOf(item['mode'], mode) }];
  });
}

const downward = (context: ProgramContext, source: Fields): readonly Entry[] =>
  items(source['items']).map((item) => ({
    path: text(item['path']),
    content:
      context.resource?.(fields(item['resourceFieldRef'])) ??
      downwardValue(context, text(fields(item['fieldRef'])['fieldPath'])),
    mode: 0o644,
  }));

function downwardValue(context: ProgramContext, path: string): string {
  const map = /^metadata\.(labels|annotations)(?:\['([^']+)'\])?$/.exec(path);
  if (map?.[1] === undefined) return text(context.podMeta[path.replace('metadata.', '')]);
  const values = fields(context.podMeta[map[1]]);
  if (map[2] !== undefined) return text(values[map[2]]);
  return Object.entries(values)
    .map(([key, value]) => `${key}=${JSON.stringify(value)}\n`)
    .join('');
}

function serviceAccount(context: ProgramContext, mounts: readonly Mount[]): readonly Mount[] {
  const path = '/var/run/secrets/kubernetes.io/serviceaccount';
  if (mounts.some((mount) => mount.path === path)) return [];
  const node = makeDirectory();
  for (const [name, content] of [
    ['token', '••••'],
    ['ca.crt', '••••'],
    ['namespace', text(context.podMeta['namespace']) || 'default'],
  ] as const)
    node.entries.set(name, makeFile(content));
  return [{ path, node, readOnly: true }];
}
