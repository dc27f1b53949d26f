/** What the Pod Lifecycle panel needs of a document beside the input of a run: where fields stand, which numbers can be changed, and how. */
import type { FieldPath } from '../kube/field-path.ts';
import { type FileDocument, inFile, type ManifestFile } from '../model/manifest-file.ts';
import { structAtPath } from '../model/manifest.ts';
import type { Range, TextEdit } from '../text/range.ts';
import { authoringAt } from './authoring.ts';
import { rangeOfPath } from './diagnose-validation.ts';
import { type EditableNumber, editableNumbers } from './editable-numbers.ts';
import { editsOf } from './edits/edits.ts';
import { fieldOffsets } from './field-offsets.ts';
import { placeAt } from './place.ts';

/** Offsets in the file of all fields of the document. */
export function offsetsOfFields(document: FileDocument): ReadonlyMap<FieldPath, number> {
  const own = fieldOffsets(document.manifest?.read.root);
  return new Map([...own].map(([path, offset]) => [path, offset + document.start]));
}

/** Numbers of the Pod that the panel may change. */
export function numbersOf(document: FileDocument): readonly EditableNumber[] {
  const { manifest } = document;
  if (manifest?.podSpecPath === undefined) return [];
  const { object, defaulted, podSpecPath } = manifest;
  return editableNumbers(structAtPath(object, podSpecPath), structAtPath(defaulted, podSpecPath), podSpecPath);
}

/** Edits of the file that give a field this value: replaces it, or inserts the key. */
export function editField(document: FileDocument, field: FieldPath, value: number): readonly TextEdit[] {
  const { manifest } = document;
  const root = manifest?.read.root;
  if (manifest === undefined || root === undefined) return [];
  const target = { text: manifest.text, root };
  const dot = field.lastIndexOf('.');
  const edits = offsetsOfFields(document).has(field)
    ? editsOf(target, { kind: 'set', at: field, value })
    : editsOf(target, { kind: 'add', at: field.slice(0, dot), field: field.slice(dot + 1), value });
  return (edits ?? []).map((edit) => ({ ...edit, range: inFile(document, edit.range) }));
}

/** Where a field stands; the nearest place above it where it is missing. */
export function rangeOfField(document: FileDocument, field: FieldPath): Range {
  const { manifest } = document;
  return manifest === undefined
    ? { start: document.start, end: document.start }
    : inFile(document, rangeOfPath(manifest, field));
}

/** The field at an offset of the file. */
export function fieldAt(file: ManifestFile, offset: number): FieldPath | undefined {
  const document = authoringAt(file, offset);
  if (document === undefined) return undefined;
  const { read } = document.manifest;
  return placeAt(read.root, read.struct, offset - document.start)?.path;
}
