/** Definition, references, highlights and rename of names; across files where the name is an object's. */
import { closestScope, sameName } from './references/scope.ts';
import type { ManifestFile } from '../model/manifest-file.ts';
import type { Range, TextEdit } from '../text/range.ts';
import { namesOf, type NameUse } from './references/names.ts';

/** A file of the workspace beside the one that is asked about. */
export interface OtherFile {
  readonly uri: string;
  readonly file: ManifestFile;
}

export interface Location {
  readonly uri: string;
  readonly range: Range;
  readonly isDefinition: boolean;
  readonly isPlain: boolean;
}

export interface RenameProblem {
  readonly problem: string;
}

/** The name under the cursor; `undefined` elsewhere, so that anchors stay with others. */
export function nameAt(file: ManifestFile, offset: number): NameUse | undefined {
  return namesOf(file).find(({ range }) => range.start <= offset && offset <= range.end);
}

/** The name under the cursor if other files may hold it, too: `ConfigMap/config`. */
export function sharedName(file: ManifestFile, offset: number): string | undefined {
  const name = nameAt(file, offset);
  return name === undefined || closestScope(name) === 'file' ? undefined : `${name.kind}/${name.name}`;
}

/** All places of the name under the cursor, definitions first. */
export function placesOf(
  uri: string,
  file: ManifestFile,
  offset: number,
  others: readonly OtherFile[] = [],
): readonly Location[] {
  const name = nameAt(file, offset);
  if (name === undefined) return [];
  const files =
    closestScope(name) === 'workspace'
      ? [{ uri, file }, ...others.filter((other) => other.uri !== uri)]
      : [{ uri, file }];
  const found = files.flatMap((one) =>
    namesOf(one.file)
      .filter((use) => sameName(use, name))
      .map(({ range, isDefinition, isPlain }): Location => ({ uri: one.uri, range, isDefinition, isPlain })),
  );
  return found.sort((left, right) => Number(right.isDefinition) - Number(left.isDefinition));
}

/** The range that a rename would replace, or why it cannot. */
export function prepareRename(
  file: ManifestFile,
  offset: number,
): { readonly range: Range; readonly placeholder: string } | undefined {
  const name = nameAt(file, offset);
  return name && { range: name.range, placeholder: name.name };
}

const patterns = {
  port: {
    pattern: /^(?=.*[a-z])(?!-)(?!.*--)[a-z0-9-]{1,15}(?<!-)$/,
    words: 'A port name has at most 15 small letters, digits and dashes, at least one letter, and no dash at an end.',
  },
  label: {
    pattern: /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/,
    words: 'A label value has at most 63 letters, digits, dashes, dots and underscores.',
  },
  other: {
    pattern: /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/,
    words: 'A name has small letters, digits and dashes, and starts and ends with a letter or digit.',
  },
} as const;

/** Edits by file; a problem where the new name is none or is taken. */
export function rename(
  uri: string,
  file: ManifestFile,
  offset: number,
  newName: string,
  others: readonly OtherFile[] = [],
): ReadonlyMap<string, readonly TextEdit[]> | RenameProblem | undefined {
  const name = nameAt(file, offset);
  if (name === undefined) return undefined;
  const rule = name.kind === 'port' ? patterns.port : name.kind === 'label' ? patterns.label : patterns.other;
  if (!rule.pattern.test(newName)) return { problem: rule.words };
  const taken = namesOf(file).some(
    (use) => use.isDefinition && use.kind === name.kind && use.scope === name.scope && use.name === newName,
  );
  if (taken && newName !== name.name && name.kind !== 'label')
    return { problem: `Another ${name.kind} has the name ${newName} already.` };
  const edits = new Map<string, TextEdit[]>();
  for (const place of placesOf(uri, file, offset, others)) {
    const list = edits.get(place.uri) ?? [];
    list.push({ range: place.range, newText: place.isPlain ? quotedIfNeeded(newName) : newName });
    edits.set(place.uri, list);
  }
  return edits;
}

/** What YAML would read as something else than text. */
function quotedIfNeeded(name: string): string {
  return name === '' || /^(?:true|false|yes|no|on|off|y|n|null|~|[-+]?\.?\d[\d_.eExXoO+a-fA-F]*)$/i.test(name)
    ? `"${name}"`
    : name;
}
