/** A file as a list of manifests, each read once per text: an edit in one document leaves the others as they are. */
import { splitDocuments } from '../syntax/split.ts';
import { parseTree } from '../syntax/parse.ts';
import type { Range } from '../text/range.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { isFilledByHelm, isHelmTemplate, looksLikeKubernetes } from './recognise.ts';

export interface FileDocument {
  /** Position among the documents of the file, blank ones not counted. */
  readonly index: number;
  /** Offset of the document's text in the file: add it to a manifest's range to get a range of the file. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** What follows the dashes of the separator in front and must not be there. */
  readonly badSeparator?: string;
  /** Undefined where the document does not concern Podscope. */
  readonly manifest: Manifest | undefined;
  /** Where the object stands in the file, if it is an item of a List. */
  readonly item?: Range;
}

export interface ManifestFile {
  readonly text: string;
  readonly uri: string | undefined;
  readonly isHelm: boolean;
  readonly documents: readonly FileDocument[];
}

/** Remembers documents by their text; the least recently used are dropped. `reads` counts those that were really read. */
export interface ManifestCache {
  readonly read: (text: string, linesBefore: number) => Manifest;
  readonly reads: () => number;
}

const sizeLimit = 2_000_000;

export function createManifestCache(): ManifestCache {
  const known = new Map<string, Manifest>();
  let size = 0;
  let reads = 0;
  const make = (text: string, linesBefore: number): Manifest => {
    reads++;
    size += text.length;
    return readManifest(text, parseTree(text, linesBefore), linesBefore);
  };
  const dropOldest = (): void => {
    for (const [key, manifest] of known) {
      if (size <= sizeLimit || known.size === 1) return;
      known.delete(key);
      size -= manifest.text.length;
    }
  };
  return {
    read(text, linesBefore) {
      const key = `${linesBefore}${text}`;
      const manifest = known.get(key) ?? make(text, linesBefore);
      known.delete(key);
      known.set(key, manifest);
      dropOldest();
      return manifest;
    },
    reads: () => reads,
  };
}

export function openManifestFile(text: string, uri: string | undefined, cache: ManifestCache): ManifestFile {
  const helm = isHelmTemplate(text, uri);
  // One Kubernetes object in a file makes the others count, too: kubectl stops at the first that it cannot read.
  const isRelevant = helm !== 'yes' && looksLikeKubernetes(text);
  const documents = splitDocuments(text).map(
    ({ start, end, text: own, linesBefore, badSeparator }, index): FileDocument => {
      const manifest = isRelevant ? cache.read(own, linesBefore) : undefined;
      return { index, start, end, text: own, manifest, ...(badSeparator === undefined ? {} : { badSeparator }) };
    },
  );
  const isTemplate = ({ text: own, manifest }: FileDocument): boolean =>
    manifest === undefined ||
    manifest.read.syntax.length > 0 ||
    isFilledByHelm(own, manifest.kind, manifest.object['metadata']);
  if (helm !== 'where unreadable' || !documents.some(isTemplate))
    return { text, uri, isHelm: helm === 'yes', documents };
  return { text, uri, isHelm: true, documents: documents.map((one) => ({ ...one, manifest: undefined })) };
}

const itemsOf = new WeakMap<FileDocument, readonly FileDocument[]>();

/** The objects of a document: itself, or the items of a List. They share its text, so their ranges count from where its own do. */
export function objectsOf(document: FileDocument): readonly FileDocument[] {
  const { manifest } = document;
  if (manifest === undefined || manifest.items.length === 0) return [document];
  const known = itemsOf.get(document);
  if (known !== undefined) return known;
  const items = manifest.items.map((item): FileDocument => {
    const range = item.tree.root?.range ?? { start: 0, end: 0 };
    return { ...document, manifest: item, item: inFile(document, range) };
  });
  itemsOf.set(document, items);
  return items;
}

/** The place of the file that an object takes. */
export function placeOfObject({ start, end, item }: FileDocument): Range {
  return item ?? { start, end };
}

/** A range of a document's own text as a range of the file. */
export function inFile(document: FileDocument, range: Range): Range {
  return { start: range.start + document.start, end: range.end + document.start };
}

/** The document at an offset of the file: the last one that starts before it. */
export function documentAt(file: ManifestFile, offset: number): FileDocument | undefined {
  return file.documents.findLast((document) => document.start <= offset) ?? file.documents[0];
}
