/** Objects of other documents that decide what the server says about one: limits and quotas of its namespace, classes of the cluster. */
import type { JsonObject } from '../kube/json.ts';
import type { Manifest } from '../model/manifest.ts';
import { isRefused } from './refused.ts';
import type { ManifestFile } from '../model/manifest-file.ts';

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
    return kinds
      .flatMap((kind) =>
        nearest(
          all.filter(({ manifest }) => manifest.kind === kind),
          file,
        ),
      )
      .map(({ manifest }) => manifest.defaulted);
  };
}

function nearest(candidates: readonly Decider[], file: ManifestFile): readonly Decider[] {
  const distances = candidates.map((one) => distanceOf(one, file));
  const least = Math.min(...distances);
  const closest = candidates.filter((_one, i) => distances[i] === least);
  // Classes have names of their own; limits and quotas of two files cannot both be those of the namespace.
  const isShared =
    least === 0 || ofCluster.has(closest[0]?.manifest.kind ?? '') || closest[0]?.manifest.kind === 'ServiceAccount';
  return isShared || agree(closest) ? closest : [];
}

/** 0: the same file; then one more for each folder upwards; elsewhere is farthest. */
function distanceOf({ file: other, folder }: Decider, file: ManifestFile): number {
  if (other === file) return 0;
  const own = folderOf(file);
  if (own === folder) return 1;
  const isAbove = folder === '' ? !own.startsWith('/') : own.startsWith(`${folder}/`);
  return isAbove ? 1 + own.slice(folder.length).split('/').length : Number.MAX_SAFE_INTEGER;
}

/** One file, or files that say the same. */
function agree(closest: readonly Decider[]): boolean {
  const texts = closest.map(({ manifest }) => manifest.text.trim());
  return new Set(closest.map(({ file }) => file)).size === 1 || new Set(texts).size === 1;
}

function folderOf({ uri = '' }: ManifestFile): string {
  return uri.slice(0, Math.max(0, uri.lastIndexOf('/')));
}
