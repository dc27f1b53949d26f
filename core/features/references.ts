/** Definition, references, highlights and rename of names; across files where the name is an object's. */
import { closestScope, finds, isNear, mentionOf, sameName } from './references/scope.ts';
import type { ManifestFile } from '../model/manifest-file.ts';
import type { Range, TextEdit } from '../text/range.ts';
import { printScalar } from './edits/print.ts';
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
  const here = namesOf(file).filter(({ range }) => range.start <= offset && offset <= range.end);
  // A place inside of a longer text is meant before the whole of it.
  return here.sort((left, right) => left.range.end - left.range.start - (right.range.end - right.range.start))[0];
}

/** What other files mention that may hold the name under the cursor, too: `ConfigMap/config`. */
export function sharedName(file: ManifestFile, offset: number): string | undefined {
  const name = nameAt(file, offset);
  if (name === undefined) return undefined;
  // A use inside of a Pod leads to its definition, which others may look for.
  const reaches = namesOf(file).some((other) => sameName(other, name) && closestScope(other) === 'workspace');
  return reaches ? mentionOf(name) : undefined;
}

interface Placed extends OtherFile {
  readonly use: NameUse;
}

/** All places of the name under the cursor, definitions first. Files of other folders count only where the near ones define nothing. */
export function placesOf(
  uri: string,
  file: ManifestFile,
  offset: number,
  others: readonly OtherFile[] = [],
): readonly Location[] {
  const name = nameAt(file, offset);
  if (name === undefined) return [];
  const beside = others.filter((other) => other.uri !== uri);
  const here = { uri, file };
  const near = meaning({ ...here, use: name }, [here, ...beside.filter((other) => isNear(uri, other.uri))]);
  const isKnown = near.some(({ use }) => use.isDefinition);
  const found = isKnown ? near : meaning({ ...here, use: name }, [here, ...beside]);
  return found
    .map(({ use: { range, isDefinition, isPlain }, uri: at }) => ({ uri: at, range, isDefinition, isPlain }))
    .sort(
      (left, right) =>
        Number(right.isDefinition) - Number(left.isDefinition) ||
        (left.uri === right.uri ? left.range.start - right.range.start : 0),
    );
}

/** Everything in these files that means the same as one name. */
function meaning(start: Placed, files: readonly OtherFile[]): readonly Placed[] {
  const all = files.flatMap((one) =>
    namesOf(one.file)
      .filter((use) => use.kind === start.use.kind && use.name === start.use.name)
      .map((use): Placed => ({ ...one, use })),
  );
  const isInside = (one: Placed, other: Placed): boolean =>
    sameName(one.use, other.use) && (one.uri === other.uri || isOfWorkspace(one.use));
  const own = all.filter((one) => isInside(one, start));
  const found = all.filter(({ use }) => use.isDefinition && own.some((one) => finds(one.use, use)));
  const pods = [...own, ...all.filter((one) => found.some((other) => isInside(one, other)))];
  const outside = all.filter(({ use }) => pods.some((one) => one.use.isDefinition && finds(use, one.use)));
  return [...new Set([...pods, ...outside])];
}

/** Objects, keys and labels are the same in all files of a namespace; what a document holds is its own. */
function isOfWorkspace({ scope }: NameUse): boolean {
  return scope.startsWith('namespace ') || scope === 'cluster' || scope.startsWith('search ');
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
  key: { pattern: /^[-._a-zA-Z0-9]{1,253}$/, words: 'A key has letters, digits, dashes, dots and underscores.' },
  env: {
    pattern: /^[A-Za-z_][A-Za-z0-9_]*$/,
    words: 'A variable has letters, digits and underscores, and does not start with a digit.',
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
  const rule = patterns[isOwnPattern(name.kind) ? name.kind : 'other'];
  if (!rule.pattern.test(newName)) return { problem: rule.words };
  const taken = namesOf(file).some(
    (use) => use.isDefinition && use.kind === name.kind && use.scope === name.scope && use.name === newName,
  );
  if (taken && newName !== name.name && name.kind !== 'label')
    return { problem: `Another ${name.kind} has the name ${newName} already.` };
  const edits = new Map<string, TextEdit[]>();
  for (const place of placesOf(uri, file, offset, others)) {
    const list = edits.get(place.uri) ?? [];
    list.push({ range: place.range, newText: place.isPlain ? printScalar(newName) : newName });
    edits.set(place.uri, list);
  }
  return edits;
}

function isOwnPattern(kind: string): kind is Exclude<keyof typeof patterns, 'other'> {
  return kind !== 'other' && Object.hasOwn(patterns, kind);
}
