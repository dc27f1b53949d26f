/** A file as a list of documents, each parsed once per text: one edit parses one document. */
import type { Range } from '../text/range.ts';
import { parseTree } from './parse.ts';
import { splitDocuments } from './split.ts';
import type { Tree } from './tree.ts';

export interface SourceDocument {
  /** Position among the documents of the file. */
  readonly index: number;
  /** Offset of this document's text in the file; add it to a range of the tree to get a range of the file. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Lines that kubectl counts before the first line of `text`. */
  readonly linesBefore: number;
  /** What follows the dashes of the separator in front and must not be there. */
  readonly badSeparator?: string;
  /** Everything that depends on the text alone; shared between files and versions of a file with the same text. */
  readonly parsed: ParsedText;
}

export interface ParsedText {
  readonly text: string;
  readonly tree: Tree;
}

export interface SourceFile {
  readonly text: string;
  readonly documents: readonly SourceDocument[];
}

/** Remembers parsed texts; the least recently used are dropped. */
export interface ParseCache {
  readonly parse: (text: string) => ParsedText;
}

const sizeLimit = 20_000_000;

export function createParseCache(parse: (text: string) => Tree = parseTree): ParseCache {
  const known = new Map<string, ParsedText>();
  let size = 0;
  return {
    parse(text) {
      const found = known.get(text);
      if (found !== undefined) known.delete(text);
      else size += text.length;
      const parsed = found ?? { text, tree: parse(text) };
      known.set(text, parsed);
      for (const [oldest] of known) {
        if (size <= sizeLimit || oldest === text) break;
        known.delete(oldest);
        size -= oldest.length;
      }
      return parsed;
    },
  };
}

export function openSource(text: string, cache: ParseCache): SourceFile {
  const documents = splitDocuments(text).map((piece, index) => ({ ...piece, index, parsed: cache.parse(piece.text) }));
  return { text, documents };
}

/** A range of a document's text as a range of the file. */
export function inFile(document: SourceDocument, range: Range): Range {
  return { start: range.start + document.start, end: range.end + document.start };
}

/** The document at an offset of the file: the one around it, else the last one before it. */
export function documentAt(file: SourceFile, offset: number): SourceDocument | undefined {
  return file.documents.findLast((document) => document.start <= offset) ?? file.documents[0];
}
