/**
 * The index of a workspace: hosts tell texts by uri (on disk or unsaved); it keeps the objects that decide and the names that are
 * mentioned, and forgets the text.
 */
import { looksLikeKubernetes } from '../model/recognise.ts';
import { createManifestCache, inFile, openManifestFile } from '../model/manifest-file.ts';
import { locate } from '../schema/locate.ts';
import type { WorkspaceIndex, WorkspaceObject } from '../workspace.ts';
import { namesOf } from './references/names.ts';
import { closestScope, mentionOf } from './references/scope.ts';
import { isRefused } from './refused.ts';

interface Entry {
  readonly folder: string;
  readonly objects: readonly WorkspaceObject[];
  readonly mentions: ReadonlySet<string>;
  /** Equal texts of this say equal things to others. */
  readonly digest: string;
}

const kindsThatMatter: ReadonlySet<string> = new Set([
  'LimitRange',
  'ResourceQuota',
  'Namespace',
  'PriorityClass',
  'RuntimeClass',
  'ServiceAccount',
  'ConfigMap',
  'Secret',
  'Service',
  'PersistentVolumeClaim',
]);
const clusterKinds: ReadonlySet<string> = new Set(['Namespace', 'PriorityClass', 'RuntimeClass']);

export function createWorkspaceIndex(): WorkspaceIndex {
  const entries = new Map<string, Entry>();
  const find = (uri: string, namespace: string): { good: WorkspaceObject[]; bad: WorkspaceObject[] } => {
    const all = [...entries.values()]
      .flatMap(({ objects }) => objects)
      .filter((object) => object.uri !== uri && (clusterKinds.has(object.kind) || object.namespace === namespace));
    return agreeing(nearest(all, folderOf(uri)));
  };
  return {
    update(uri, text) {
      const before = entries.get(uri);
      const after = text === undefined ? undefined : readEntry(uri, text);
      if (after === undefined) entries.delete(uri);
      else entries.set(uri, after);
      return (before?.digest ?? '[]') !== (after?.digest ?? '[]');
    },
    objectsFor: (uri, namespace) => find(uri, namespace).good,
    disagreements: (uri, namespace) => find(uri, namespace).bad,
    filesWith: (mention) => [...entries].filter(([, entry]) => entry.mentions.has(mention)).map(([uri]) => uri),
    size: () => entries.size,
  };
}

/** Undefined for files that hold nothing of interest to others. */
function readEntry(uri: string, text: string): Entry | undefined {
  if (text.length > 1_500_000 || !looksLikeKubernetes(text)) return undefined;
  const file = openManifestFile(text, uri, createManifestCache());
  const objects = file.documents.flatMap((document): WorkspaceObject[] => {
    const { manifest } = document;
    if (
      manifest?.read.root === undefined ||
      !kindsThatMatter.has(manifest.kind) ||
      manifest.read.decodeError !== undefined ||
      isRefused(manifest)
    )
      return [];
    const range = inFile(document, locate(manifest.read.root, 'metadata.name').range);
    return [
      {
        uri,
        range,
        position: positionAt(text, range.start),
        kind: manifest.kind,
        name: manifest.name,
        namespace: manifest.namespace,
        object: manifest.defaulted,
      },
    ];
  });
  const uses = namesOf(file).filter((use) => closestScope(use) === 'workspace');
  const mentions = new Set(uses.map(mentionOf));
  if (objects.length === 0 && mentions.size === 0) return undefined;
  return {
    folder: folderOf(uri),
    objects,
    mentions,
    digest: JSON.stringify(
      objects.map(({ object, position }) => [object, position]),
      (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
    ),
  };
}

function positionAt(text: string, offset: number): { line: number; character: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

/** For each kind the objects of the closest folder that has any: the own one, then its parents. */
function nearest(objects: readonly WorkspaceObject[], folder: string): readonly WorkspaceObject[] {
  const depths = new Map<string, number>();
  const above = objects.filter((object) => isAbove(folderOf(object.uri), folder));
  for (const { kind, uri } of above) depths.set(kind, Math.max(depths.get(kind) ?? 0, folderOf(uri).length));
  return above.filter(({ kind, uri }) => depths.get(kind) === folderOf(uri).length);
}

function isAbove(folder: string, below: string): boolean {
  return below === folder || below.startsWith(`${folder}/`);
}

/** Two objects of one kind and name that say different things count as none. */
function agreeing(objects: readonly WorkspaceObject[]): { good: WorkspaceObject[]; bad: WorkspaceObject[] } {
  const texts = new Map<string, Set<string>>();
  for (const object of objects) {
    const key = `${object.kind}/${object.name}`;
    texts.set(key, (texts.get(key) ?? new Set()).add(contentOf(object)));
  }
  const isBad = ({ kind, name }: WorkspaceObject): boolean => (texts.get(`${kind}/${name}`)?.size ?? 0) > 1;
  const seen = new Set<string>();
  const good = objects.filter((object) => {
    const key = `${object.kind}/${object.name}`;
    if (isBad(object) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return { good, bad: objects.filter(isBad) };
}

function contentOf({ object }: WorkspaceObject): string {
  return JSON.stringify(object, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
}

function folderOf(uri: string): string {
  return uri.slice(0, Math.max(0, uri.lastIndexOf('/')));
}
