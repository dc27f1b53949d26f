/** Repairs of lines that YAML cannot read. Whether one makes the document readable is for the caller to try. */
import type { TextEdit } from '../text/range.ts';
import { lineOf, lineWithCode, type YamlLine } from './yaml-lines.ts';

export interface Repair {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

const replace = (start: number, end: number, newText: string): TextEdit => ({ range: { start, end }, newText });

/** A plain value to the end of its line, or of its place in `[a, b]`. */
export function quoteFrom(text: string, start: number): Repair | undefined {
  const line = lineOf(text, start);
  const isFlow = /[[{][^\]}]*$/.test(text.slice(line.start, start));
  const rest = text.slice(start, line.end);
  const value = (isFlow ? /^[^,\]}]*/ : /^.*?(?=\s+#|$)/).exec(rest)?.[0].trimEnd() ?? '';
  if (value === '') return undefined;
  return { title: 'Quote the value', edits: [replace(start, start + value.length, JSON.stringify(value))] };
}

/** `~: x` and `1.5: x` have no key that JSON could hold. */
export function quoteKey({ start, indent, dashes, code }: YamlLine): Repair | undefined {
  const key = /^[^\s:"']+(?=:(?:\s|$))/.exec(code)?.[0];
  const from = start + indent.length + dashes.length;
  return key === undefined
    ? undefined
    : { title: 'Quote the key', edits: [replace(from, from + key.length, JSON.stringify(key))] };
}

/** The first word becomes a key; a colon without a space gets one. */
export function insertColon(text: string, { start, indent, dashes, code }: YamlLine): Repair | undefined {
  const from = start + indent.length + dashes.length;
  const word = /^[\w./-]+?(?=:\S|\s|$)/.exec(code)?.[0];
  if (word === undefined) return undefined;
  const at = from + word.length;
  if (text[at] === ':') return { title: 'Insert a space behind the colon', edits: [replace(at + 1, at + 1, ' ')] };
  return { title: `Insert a colon behind ${word}`, edits: [replace(at, at, ':')] };
}

const linesLookedAt = 30;
const columnsTried = 4;

/**
 * Columns at which the line could begin, nearest first: that of the line `before`, or of `any` keys (for an item,
 * dashes) above. What stands below the line moves along, surely where it opens a block, else as a second try.
 */
export function align(text: string, line: YamlLine, to: 'before' | 'any'): readonly Repair[] {
  const own = line.indent.length;
  const columns = new Set<number>();
  let above = lineWithCode(text, line.start);
  for (let i = 0; above !== undefined && i < (to === 'before' ? 1 : linesLookedAt); i++) {
    if (line.dashes === '') columns.add(above.indent.length + above.dashes.length);
    else if (above.dashes !== '') columns.add(above.indent.length);
    above = lineWithCode(text, above.start);
  }
  return [...columns]
    .filter((column) => column !== own)
    .sort((a, b) => Math.abs(a - own) - Math.abs(b - own))
    .slice(0, columnsTried)
    .flatMap((column) => {
      const all = movedTo(text, line, column);
      const tries = line.code.endsWith(':') ? [all] : [all.slice(0, 1), all];
      return tries.map((edits) => ({ title: 'Align the line', edits }));
    });
}

function movedTo(text: string, first: YamlLine, column: number): readonly TextEdit[] {
  const shift = column - first.indent.length;
  const edits: TextEdit[] = [];
  let line = first;
  do {
    edits.push(replace(line.start, line.start + line.indent.length, ' '.repeat(line.indent.length + shift)));
    if (line.end >= text.length) break;
    line = lineOf(text, line.end + 1);
  } while (line.code !== '' && line.dashes === '' && line.indent.length >= first.indent.length);
  return edits;
}

/** All tabs of indentations become spaces: one such line as the line before wants it, else 2, 4 or 8 for each tab. */
export function indentBySpaces(text: string, line: YamlLine): readonly Repair[] {
  const title = 'Indent with spaces';
  const tabs = [...text.matchAll(/^ *\t[ \t]*/gm)];
  const byWidth = [2, 4, 8].map((width) => ({
    title,
    edits: tabs.map(({ index, 0: old }) => replace(index, index + old.length, old.replaceAll('\t', ' '.repeat(width)))),
  }));
  const before = lineWithCode(text, line.start);
  if (before === undefined || tabs.length !== 1) return byWidth;
  const column = before.indent.length + before.dashes.length + (before.code.endsWith(':') ? 2 : 0);
  return [{ title, edits: [replace(line.start, line.start + line.indent.length, ' '.repeat(column))] }, ...byWidth];
}

export function closeBracket({ start, indent, dashes, code }: YamlLine, bracket: ']' | '}'): Repair {
  const at = start + indent.length + dashes.length + code.length;
  return { title: `Insert ${bracket}`, edits: [replace(at, at, bracket)] };
}

/** At the end of the first line in which a quote is opened and not closed. */
export function closeQuote(text: string): Repair | undefined {
  for (const { index, 0: line } of text.matchAll(/^.+$/gm)) {
    const quote = /(?:^|[\s,[{])(["'])(?:(?!\1).)*$/.exec(line)?.[1];
    if (quote === undefined || line.split(quote).length % 2 === 1) continue;
    const at = index + line.trimEnd().length;
    return { title: `Insert ${quote}`, edits: [replace(at, at, quote)] };
  }
  return undefined;
}

/** Those of the line that begin no escape of YAML. */
export function doubleBackslashes(text: string, line: YamlLine): Repair | undefined {
  const edits = [...text.slice(line.start, line.end).matchAll(/\\(?:[0abtnvfre "/\\N_LPxuU]|(.|$))/g)]
    .filter(({ 1: odd }) => odd !== undefined)
    .map(({ index }) => replace(line.start + index, line.start + index, '\\'));
  return edits.length === 0 ? undefined : { title: 'Double the backslash', edits };
}

/** Kubernetes needs none of them. */
export function removeDirectives(text: string): Repair | undefined {
  const found = [...text.matchAll(/^%.*(?:\r?\n|$)/gm)];
  const edits = found.map(({ index, 0: line }) => replace(index, index + line.length, ''));
  return edits.length === 0 ? undefined : { title: 'Remove the directive', edits };
}
