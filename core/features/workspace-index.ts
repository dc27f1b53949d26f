/**
 * The index of a workspace: hosts tell texts by uri (on disk or unsaved); it keeps the objects that decide and the names that are
 * mentioned, and forgets the text.
 */
import { jsonText } from '../kube/json.ts';
import { looksLikeKubernetes } from '../model/recognise.ts';
import type { Manifest } from '../model/manifest.ts';
import { createManifestCache, openManifestFile } from '../model/manifest-file.ts';
import { locate } from '../schema/locate.ts';
import { resolveAlias } from '../syntax/tree.ts';
import type { WorkspaceIndex, WorkspaceObject, WorkspaceSymbol } from '../workspace.ts';
import { bestMatches } from './symbol-search.ts';
import { textAt } from './references/collector.ts';
import { namesOf } from './references/names.ts';
import { closestScope, mentionOf } from './references/scope.ts';
import { isRefused } from './refused.ts';
import { whatDecides } from './what-decides.ts';

interface Entry {
  readonly folder: string;
  readonly objects: readonly WorkspaceObject[];
  readonly symbols: readonly WorkspaceSymbol[];
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
    defined: (mention) =>
      [...entries.values()].flatMap(({ symbols, mentions }) =>
        mentions.has(mention) ? symbols.filter(({ kind, name }) => `${kind}/${name}` === mention) : [],
      ),
    symbols: (query) =>
      bestMatches(
        [...entries.values()].flatMap(({ symbols }) => symbols),
        query,
      ),
    filesOf: (kinds) =>
      [...entries].filter(([, { symbols }]) => symbols.some(({ kind }) => kinds.has(kind))).map(([uri]) => uri),
    size: () => entries.size,
  };
}

/** Undefined for files that hold nothing of interest to others. */
function readEntry(uri: string, text: string): Entry | undefined {
  if (text.length > 1_500_000 || !looksLikeKubernetes(text)) return undefined;
  const file = openManifestFile(text, uri, createManifestCache());
  const manifests = file.documents.flatMap((document) =>
    (document.manifest === undefined ? [] : [document.manifest, ...document.manifest.items]).map((manifest) => ({
      manifest,
      start: document.start,
    })),
  );
  const lines = lineStarts(text);
  const symbols = manifests.flatMap(({ manifest, start }) => symbolOf(uri, manifest, start, lines) ?? []);
  const objects = manifests.flatMap(({ manifest, start }): WorkspaceObject[] => {
    const symbol = kindsThatMatter.has(manifest.kind) ? symbolOf(uri, manifest, start, lines) : undefined;
    if (symbol === undefined || manifest.read.decodeError !== undefined || isRefused(manifest)) return [];
    // Of kinds that Podscope does not read the name is enough.
    const { apiVersion, kind, name, namespace } = { ...manifest, ...symbol };
    const bare = { apiVersion, kind, metadata: { name, ...(namespace !== '' && { namespace }) } };
    return [{ ...symbol, object: manifest.read.struct === undefined ? bare : manifest.defaulted }];
  });
  const uses = namesOf(file).filter((use) => closestScope(use) === 'workspace');
  const mentions = new Set(uses.map(mentionOf));
  if (symbols.length === 0 && mentions.size === 0) return undefined;
  return {
    folder: folderOf(uri),
    objects,
    symbols,
    mentions,
    digest: jsonText(objects.map(({ object, position }) => [object, position])),
  };
}

function symbolOf(
  uri: string,
  { tree, kind }: Manifest,
  start: number,
  lines: readonly number[],
): WorkspaceSymbol | undefined {
  const root = tree.root === undefined ? undefined : resolveAlias(tree.root);
  if (root?.kind !== 'map' || kind === '' || kind.endsWith('List')) return undefined;
  const { range: own } = locate(root, 'metadata.name');
  const range = { start: own.start + start, end: own.end + start };
  // Also of kinds that Podscope does not read.
  const [name, namespace] = [textAt(root, 'metadata', 'name'), textAt(root, 'metadata', 'namespace')];
  return { uri, range, position: positionAt(lines, range.start), kind, name, namespace };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function positionAt(lines: readonly number[], offset: number): { line: number; character: number } {
  const next = lines.findIndex((start) => start > offset);
  const line = (next < 0 ? lines.length : next) - 1;
  return { line, character: offset - (lines[line] ?? 0) };
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
    texts.set(key, (texts.get(key) ?? new Set()).add(whatDecides(object.object)));
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

function folderOf(uri: string): string {
  return uri.slice(0, Math.max(0, uri.lastIndexOf('/')));
}
