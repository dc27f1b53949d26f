/** Asks every editor feature at one place of a text; throws where a range or an edit lies outside of it. */
import type { Language, ManifestFile, Range, TextEdit } from '../../core/language.ts';

export function tryFeatures(language: Language, file: ManifestFile, offset: number): void {
  const { text } = file;
  const inside = (what: string, range: Range): void => {
    if (!(range.start >= 0 && range.end >= range.start && range.end <= text.length))
      throw new Error(`${what} at ${range.start}-${range.end} of ${text.length} characters`);
  };
  const edits = (what: string, list: readonly TextEdit[]): void => {
    const sorted = [...list].sort((left, right) => left.range.start - right.range.start);
    for (const [at, { range }] of sorted.entries()) {
      inside(what, range);
      if (range.start < (sorted[at - 1]?.range.end ?? 0)) throw new Error(`${what}: edits overlap`);
    }
  };
  const hover = language.hover(file, offset);
  if (hover !== undefined) inside('hover', hover.range);
  if ((hover?.contents.split('\n').length ?? 0) > 12) throw new Error('a hover of more than twelve lines');
  for (const { label, replace } of language.complete(file, offset)) {
    inside(`completion ${label}`, replace);
    if (offset < replace.start || offset > replace.end) throw new Error(`completion ${label} is not at the cursor`);
  }
  for (const { range, uri } of language.places('a', file, offset)) if (uri === 'a') inside('place', range);
  tryRename(language, file, offset, edits);
  for (const { title, edits: list } of language.refactorings(file, offset)) edits(title, list);
  const selections = language.selectionRanges(file, offset);
  for (const range of selections) inside('selection', range);
  const whole = { start: 0, end: text.length };
  for (const hint of language.inlayHints(file, whole, 'all')) inside('hint', { start: hint.offset, end: hint.offset });
  for (const range of language.foldingRanges(file)) inside('fold', range);
  tryMarks(language, file, inside);
}

function tryRename(
  language: Language,
  file: ManifestFile,
  offset: number,
  edits: (what: string, list: readonly TextEdit[]) => void,
): void {
  const prepared = language.prepareRename(file, offset);
  const renamed = prepared && language.rename('a', file, offset, 'zz9');
  if (renamed instanceof Map)
    for (const list of (renamed as Map<string, readonly TextEdit[]>).values()) edits('rename', list);
}

function tryMarks(language: Language, file: ManifestFile, inside: (what: string, range: Range) => void): void {
  let end = 0;
  for (const { range } of language.semanticTokens(file)) {
    inside('token', range);
    if (range.start < end || file.text.slice(range.start, range.end).includes('\n'))
      throw new Error('tokens overlap or span lines');
    end = range.end;
  }
  for (const { range, target } of language.links(file)) {
    inside('link', range);
    if (target.kind === 'here') inside('target', target.range);
  }
  const symbols = [...language.symbols(file)];
  for (let symbol = symbols.pop(); symbol !== undefined; symbol = symbols.pop()) {
    inside('symbol', symbol.range);
    inside('selection of a symbol', symbol.selection);
    const isOutside = symbol.selection.start < symbol.range.start || symbol.selection.end > symbol.range.end;
    if (isOutside) throw new Error(`the selection of ${symbol.name} is outside of its range`);
    symbols.push(...symbol.children);
  }
}
