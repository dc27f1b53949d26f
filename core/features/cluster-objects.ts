/** Objects of other documents that decide what the server says about one: limits and quotas of its namespace, classes of the cluster. */
import type { JsonObject } from '../kube/json.ts';
import type { Manifest } from '../model/manifest.ts';
import { inFile, type ManifestFile, objectsOf } from '../model/manifest-file.ts';
import { locate } from '../schema/locate.ts';
import type { WorkspaceObject } from '../workspace.ts';
import { isRefused } from './refused.ts';
import { whatDecides } from './what-decides.ts';

const ofNamespace: ReadonlySet<string> = new Set(['LimitRange', 'ResourceQuota', 'ServiceAccount']);
const ofCluster: ReadonlySet<string> = new Set(['PriorityClass', 'RuntimeClass']);

/** Those that count in a namespace; manifests that name none belong to `defaultNamespace`. */
export function clusterObjects(
  files: readonly ManifestFile[],
  namespace: string,
  defaultNamespace: string,
): readonly JsonObject[] {
  const manifests = files.flatMap((file) =>
    file.documents.flatMap(({ manifest }) => (manifest === undefined ? [] : [manifest, ...manifest.items])),
  );
  return manifests
    .filter((manifest) => decides(manifest, namespace, defaultNamespace))
    .map((manifest) => manifest.defaulted);
}

/** The manifests of a file that may decide about others. */
export function decidersOf(file: ManifestFile): readonly Manifest[] {
  return file.documents
    .flatMap(({ manifest }) => (manifest === undefined ? [] : [manifest, ...manifest.items]))
    .filter(({ kind }) => ofNamespace.has(kind) || ofCluster.has(kind) || kind === 'Namespace');
}

export function decides(manifest: Manifest, namespace: string, defaultNamespace: string): boolean {
  const { kind, read } = manifest;
  if (read.decodeError !== undefined || read.struct === undefined) return false;
  if (!ofNamespace.has(kind) && !ofCluster.has(kind) && kind !== 'Namespace') return false;
  if (isRefused(manifest)) return false;
  if (ofNamespace.has(kind)) return (manifest.namespace || defaultNamespace) === namespace;
  return ofCluster.has(kind) || (kind === 'Namespace' && manifest.name === namespace);
}

/** Objects for a document of a file, by its namespace. */
export type DecidingObjects = (file: ManifestFile, namespace: string) => readonly JsonObject[];

interface Decider {
  readonly file: ManifestFile;
  readonly folder: string;
  readonly manifest: Manifest;
}

/**
 * Which of many files given together decide about one of them: for each kind those of the file itself, else of its folder, else of the
 * nearest folder above, else of anywhere. Two files of one distance that disagree count as none.
 */
export function decidingObjects(
  files: readonly ManifestFile[],
  defaultNamespace: string,
  isRefused: (object: JsonObject) => boolean = () => false,
): DecidingObjects {
  const closestTo = closest(files, defaultNamespace, isRefused);
  return (file, namespace) =>
    closestTo(file, namespace)
      .filter(doesCount)
      .flatMap(({ found }) => found.map(({ manifest }) => manifest.defaulted));
}

/** Those that count as none because their files disagree, with their places. */
export function disagreeingObjects(
  files: readonly ManifestFile[],
  defaultNamespace: string,
  isRefused: (object: JsonObject) => boolean = () => false,
): (file: ManifestFile, namespace: string) => readonly WorkspaceObject[] {
  const closestTo = closest(files, defaultNamespace, isRefused);
  return (file, namespace) =>
    closestTo(file, namespace)
      // Files of other folders are the business of those folders.
      .filter((one) => !doesCount(one) && one.distance < elsewhere)
      // They were looked for in the namespace of the manifest: here they belong to it.
      .flatMap(({ found }) => found.flatMap((one) => originOf(one.file, one.manifest)))
      .map((object) => ({ ...object, namespace: '' }));
}

interface Closest {
  readonly distance: number;
  readonly found: readonly Decider[];
}

/** For each kind the objects that are nearest to a file. */
function closest(
  files: readonly ManifestFile[],
  defaultNamespace: string,
  isRefused: (object: JsonObject) => boolean,
): (file: ManifestFile, namespace: string) => readonly Closest[] {
  const deciders = files.flatMap((file) =>
    file.documents.flatMap(({ manifest }): Decider[] => {
      const isOne =
        manifest !== undefined &&
        (ofNamespace.has(manifest.kind) || ofCluster.has(manifest.kind) || manifest.kind === 'Namespace');
      return isOne && !isRefused(manifest.defaulted) ? [{ file, folder: folderOf(file), manifest }] : [];
    }),
  );
  return (file, namespace) => {
    const all = deciders.filter(({ manifest }) => decides(manifest, namespace, defaultNamespace));
    const kinds = [...new Set(all.map(({ manifest }) => manifest.kind))];
    return kinds.map((kind) =>
      nearest(
        all.filter(({ manifest }) => manifest.kind === kind),
        file,
      ),
    );
  };
}

function nearest(candidates: readonly Decider[], file: ManifestFile): Closest {
  const distances = candidates.map((one) => distanceOf(one, file));
  const distance = Math.min(...distances);
  return { distance, found: candidates.filter((_one, i) => distances[i] === distance) };
}

/** Classes have names of their own; limits and quotas of two files cannot both be those of the namespace. */
function doesCount({ distance, found }: Closest): boolean {
  const kind = found[0]?.manifest.kind ?? '';
  return distance === 0 || ofCluster.has(kind) || kind === 'ServiceAccount' || agree(found);
}

const elsewhere = Number.MAX_SAFE_INTEGER;

/** 0: the same file; then one more for each folder upwards; elsewhere is farthest. */
function distanceOf({ file: other, folder }: Decider, file: ManifestFile): number {
  if (other === file) return 0;
  const own = folderOf(file);
  if (own === folder) return 1;
  const isAbove = folder === '' ? !own.startsWith('/') : own.startsWith(`${folder}/`);
  return isAbove ? 1 + own.slice(folder.length).split('/').length : elsewhere;
}

/** One file, or files that say the same. */
function agree(found: readonly Decider[]): boolean {
  const texts = found.map(({ manifest }) => whatDecides(manifest.defaulted));
  return new Set(found.map(({ file }) => file)).size === 1 || new Set(texts).size === 1;
}

function folderOf({ uri = '' }: ManifestFile): string {
  return uri.slice(0, Math.max(0, uri.lastIndexOf('/')));
}

/** Where an object of a file stands, for links; files without a name have none. */
export function originOf({ documents, uri, text }: ManifestFile, manifest: Manifest): readonly WorkspaceObject[] {
  const document = documents.find((one) => objectsOf(one).some((object) => object.manifest === manifest));
  const { root } = manifest.read;
  if (document === undefined || root === undefined || uri === undefined) return [];
  const range = inFile(document, locate(root, 'metadata.name').range);
  const before = text.slice(0, range.start);
  const position = { line: before.split('\n').length - 1, character: range.start - (before.lastIndexOf('\n') + 1) };
  const { kind, name, namespace, defaulted } = manifest;
  return [{ uri, range, position, kind, name, namespace, object: defaulted }];
}
