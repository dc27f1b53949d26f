/**
 * What is said of a file while somebody types in it: an error that only means "not finished yet" waits until the typing is done or goes on
 * elsewhere, and what was said of the rest of the document stays, also while the line that is being typed makes it unreadable.
 */
import { child, type FieldPath } from '../kube/field-path.ts';
import { documentAt, type FileDocument, type ManifestFile } from '../model/manifest-file.ts';
import { knownKinds, versionOf } from '../schema/api-kinds.ts';
import { locateSteps, splitPath } from '../schema/locate.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import type { Range } from '../text/range.ts';
import { type CompletionContext, completionContext } from './completion/context.ts';
import type { CompletionItem } from './completion/item.ts';
import { placeAt } from './place.ts';

export interface HalfTyped {
  readonly file: ManifestFile;
  /** What is to be said of the file when nobody types. */
  readonly diagnostics: readonly Diagnostic[];
  /** Where the last edit ended. */
  readonly offset: number;
  /** The same for another text of the same file. */
  readonly diagnose: (text: string) => readonly Diagnostic[];
  readonly complete: (text: string, offset: number) => readonly CompletionItem[];
}

/** The same list if nothing has to wait. */
export function withoutUnfinished(typing: HalfTyped): readonly Diagnostic[] {
  const { file, offset } = typing;
  const document = documentAt(file, offset);
  if (document?.manifest === undefined || !isNear(document, offset)) return typing.diagnostics;
  const line = lineAt(file.text, offset);
  const { diagnostics, text } = aroundLine(typing, document, line);
  const around: Around = {
    document,
    line,
    written: text.slice(line.start, line.end),
    blocks: blocksAt(file.text, document, offset),
    isAtEnd: file.text.slice(line.end, document.end).trim() === '',
  };
  const kept = diagnostics.filter(
    (diagnostic) =>
      diagnostic.level === 'advice' ||
      diagnostic.document !== document.index ||
      !(diagnostic.level === 'rejected'
        ? isUnfinished(typing, diagnostic, around)
        : isPassing(typing, diagnostic, around)),
  );
  const said = withoutEchoes(typing, kept, around);
  return diagnostics === typing.diagnostics && said.length === diagnostics.length ? diagnostics : said;
}

/**
 * What a value would do in a run is told when it is whole: `ghcr.io/` is on its way to an image. And without the dash that is being
 * typed, the keys of two items stand in one.
 */
function isPassing({ offset }: HalfTyped, { range, code }: Diagnostic, { written }: Around): boolean {
  const isTouched = range.start <= offset && offset <= range.end;
  return isTouched || (code === 'dec-duplicate-key-yaml' && written.trim() === '');
}

/** `key: value` or `- value`: a line that can be left out. */
const isLeaf = /^\s*(?:-\s+)*[^\s#].*$/;

/** What the line that is being typed does to other lines waits until it is done: `memory: 1` is on its way to 128Mi. */
function withoutEchoes(typing: HalfTyped, kept: readonly Diagnostic[], around: Around): readonly Diagnostic[] {
  const { line, document, written } = around;
  const isElsewhere = ({ level, document: index, range }: Diagnostic): boolean =>
    level !== 'advice' && index === document.index && (range.start < line.start || range.start > line.end);
  if (!isLeaf.test(written) || !kept.some(isElsewhere)) return kept;
  const { text } = typing.file;
  const without = typing.diagnose(text.slice(0, line.start) + ' '.repeat(line.end - line.start) + text.slice(line.end));
  if (without.some(({ code, document: index }) => code === 'yaml' && index === document.index)) return kept;
  const keyOf = ({ code, range, message }: Diagnostic): string => `${code} ${range.start} ${message}`;
  const known = new Set(without.map(keyOf));
  return kept.filter((diagnostic) => !isElsewhere(diagnostic) || known.has(keyOf(diagnostic)));
}

/** Where somebody types. */
interface Around {
  readonly document: FileDocument;
  readonly line: Range;
  /** The line as it was diagnosed: empty if it was left out. */
  readonly written: string;
  /** The blocks that are being written, innermost first: that of the cursor, on a blank line that of the line above, too. */
  readonly blocks: readonly FieldPath[];
  /** Nothing follows: what is missing in the blocks around may still come. */
  readonly isAtEnd: boolean;
}

/** Blank lines behind the last document belong to it; another document may start there. */
function isNear({ start, end }: FileDocument, offset: number): boolean {
  return start <= offset && offset <= end + 1;
}

function lineAt(text: string, offset: number): Range {
  const end = text.indexOf('\n', offset);
  return { start: text.lastIndexOf('\n', offset - 1) + 1, end: end < 0 ? text.length : end };
}

/** The reader refuses these characters wherever they stand: no further letter makes that better. */
const neverRight = /cannot start any token|control characters|indentation/;

/** What is said without the line that is being typed, if only that line keeps the document from being read. */
function aroundLine(
  { file, diagnostics, diagnose }: HalfTyped,
  document: FileDocument,
  line: Range,
): { readonly diagnostics: readonly Diagnostic[]; readonly text: string } {
  const isSyntax = ({ code, document: index }: Diagnostic): boolean => code === 'yaml' && index === document.index;
  const problem = diagnostics.find(isSyntax);
  if (problem === undefined || neverRight.test(problem.message)) return { diagnostics, text: file.text };
  const text = file.text.slice(0, line.start) + ' '.repeat(line.end - line.start) + file.text.slice(line.end);
  const without = diagnose(text);
  return without.some(isSyntax) ? { diagnostics, text: file.text } : { diagnostics: without, text };
}

function blocksAt(text: string, document: FileDocument, offset: number): readonly FieldPath[] {
  const { start, end } = document;
  const own = text.slice(start, Math.max(end, offset));
  const at = offset - start;
  const above = own.slice(0, at).trimEnd().length;
  const isBlank = own.slice(above, at).includes('\n') && /^[ \t]*(?:\n|$)/.test(own.slice(at));
  return (isBlank ? [at, above] : [at]).flatMap((place) => blocksAround(document, own, place));
}

function blocksAround({ manifest }: FileDocument, text: string, at: number): readonly FieldPath[] {
  const cursor = cursorAt(text, at);
  // Behind a quote, in a script or between two words nothing can be completed.
  const path = cursor?.path ?? placeAt(manifest?.read.root, manifest?.read.struct, at - 1)?.path;
  if (path === undefined) return [];
  if (cursor?.mode !== 'key') return [path, parentOf(path)];
  return [path, ...(cursor.word === '' ? [] : [child(path, cursor.word)])];
}

/** Right behind a colon nothing can be completed; a blank further right it can. */
function cursorAt(text: string, at: number): CompletionContext | undefined {
  return text[at - 1] === ':' || text[at - 1] === '-'
    ? completionContext(`${text.slice(0, at)} ${text.slice(at)}`, at + 1)
    : completionContext(text, at);
}

function isUnfinished(typing: HalfTyped, diagnostic: Diagnostic, around: Around): boolean {
  const { range, field, message } = diagnostic;
  const { line, written, document } = around;
  const isInLine = range.start >= line.start && range.start <= line.end;
  const place = field === undefined ? '' : lastWritten(document, field);
  if (diagnostic.code === 'yaml') return false;
  const isLeftOut = written.trim() === '';
  const isNotWritten = field !== undefined && place !== field;
  if (isHead(diagnostic) || isLeftOut || isNotWritten || / Required value(?:$|[:,])/.test(message)) {
    if (isInLine || isInBlocks(place, around)) return true;
  }
  // `image: a.example/web:` reads like a key, until a version follows: its field is not missing.
  const key = /^\s*(?:-\s+)*([\w./-]+):/.exec(typing.file.text.slice(line.start, line.end))?.[1];
  if (isLeftOut && key !== undefined && field?.endsWith(`.${key}`) === true) return true;
  const isDecoding = diagnostic.code.startsWith('dec-');
  if (around.isAtEnd && !isDecoding && (isInBlocks(place, around) || / Not found: /.test(message))) return true;
  if (isLeftOut) return false;
  // A key that is wrong stays wrong, whatever its value will be.
  if (isEmptyEntry.test(written) && !/^dec-(?:unknown|duplicate)/.test(diagnostic.code))
    return isInLine || around.blocks.includes(place);
  return isInLine && isWordUnfinished(typing, diagnostic, written);
}

const isHead = ({ code }: Diagnostic): boolean => code === 'dec-kind-missing' || code === 'dec-version-missing';

/** At the end of a document all blocks around the cursor are open. */
function isInBlocks(place: FieldPath, { blocks, isAtEnd }: Around): boolean {
  return blocks.some((block) => block === place || (isAtEnd && isInside(block, place)));
}

function isInside(path: FieldPath, owner: FieldPath): boolean {
  return owner === '' || path.startsWith(`${owner}.`) || path.startsWith(`${owner}[`);
}

/** `name:` or `- `: the key is there, its value is not. */
const isEmptyEntry = /^\s*(?:-\s+)*(?:[^\s#][^#]*:|-)\s*$/;

/** A word alone in its line: the colon that makes it a key is still to come. */
const isBareWord = /^\s*(?:-\s+)*[\w./-]+\s*$/;

function isWordUnfinished(typing: HalfTyped, diagnostic: Diagnostic, written: string): boolean {
  const { start, end } = diagnostic.range;
  if (typing.offset < start || typing.offset > end) return false;
  if (diagnostic.code.startsWith('dec-') && isBareWord.test(written) && /unmarshal/.test(diagnostic.message))
    return true;
  // `succeededIndexes: 0` is on its way to 0-7.
  if (typing.offset === end && /unmarshal (?:number|bool) into .* of type string/.test(diagnostic.message)) return true;
  return isBegun(typing, diagnostic) || isMendedByMore(typing, diagnostic);
}

function parentOf(path: FieldPath): FieldPath {
  return path.replace(/(?:\.?[^.[\]]+|\[[^\]]*\])$/, '');
}

/** As much of the path as the document has. */
function lastWritten({ manifest }: FileDocument, path: FieldPath): FieldPath {
  const root = manifest?.read.root;
  const steps = splitPath(path);
  if (root === undefined) return '';
  for (let length = steps.length; length > 0; length--) {
    const own = steps.slice(0, length);
    if (locateSteps(root, own).found === 'value') return length === steps.length ? path : printed(own);
  }
  return '';
}

function printed(steps: readonly (string | number)[]): FieldPath {
  return steps
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');
}

/** The word is the beginning of one that may stand there. */
function isBegun({ file, complete }: HalfTyped, { code, range }: Diagnostic): boolean {
  const word = file.text.slice(range.start, range.end).replace(/^["']|["']$/g, '');
  if (word === '') return false;
  if (code === 'dec-api-mismatch')
    return knownKinds().some((kind) => [kind, versionOf(kind) ?? ''].some((known) => isLonger(known, word)));
  // With the word itself, only what the server takes is offered; `On` alone would be a boolean.
  const without = file.text.slice(0, range.start) + file.text.slice(range.end);
  const offered = complete(without, range.start).flatMap(({ insertText, label }) => [insertText, label]);
  return [...offered, 'true', 'false'].some((known) => isLonger(known, word));
}

function isLonger(known: string, word: string): boolean {
  return known.length > word.length && known.replace(/^["']/, '').startsWith(word);
}

/** `web-` is no name, `web-a` is one. */
function isMendedByMore({ file, offset, diagnose }: HalfTyped, { code, range }: Diagnostic): boolean {
  if (offset !== range.end || code === 'dec-unknown-field') return false;
  return ['a', '1'].some((more) =>
    diagnose(file.text.slice(0, offset) + more + file.text.slice(offset)).every(
      (other) => other.level !== 'rejected' || (other.code !== 'yaml' && other.range.start !== range.start),
    ),
  );
}
