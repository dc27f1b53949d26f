/** Random cursors in accepted manifests: what completion must survive and what it must offer. */
import { readFileSync } from 'node:fs';
import { createLanguage, type CompletionItem, type Language } from '../../core/language.ts';
import { accepted } from './cursor.ts';

const folder = new URL('../oracle/verdicts/', import.meta.url);

export interface Corpus {
  readonly name: string;
  readonly text: string;
}

/** The accepted cases with one document. */
export function acceptedCases(): Corpus[] {
  const lines = readFileSync(new URL('verdicts.jsonl', folder), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const good = lines.filter(
    (verdict) =>
      verdict['accepted'] === true && verdict['docIndex'] === undefined && verdict['namespaceSetup'] === 'none',
  );
  return good.map((verdict) => {
    const name = String(verdict['case']);
    return { name, text: readFileSync(new URL(`cases/${name}.yaml`, folder), 'utf8') };
  });
}

export interface WordAt {
  readonly start: number;
  readonly end: number;
  readonly word: string;
  readonly kind: 'field' | 'value';
}

/** Keys, and values of one word, with their places. */
export function wordsOf(text: string): WordAt[] {
  const words: WordAt[] = [];
  for (const match of text.matchAll(/^([ \t-]*)([A-Za-z][\w./-]*)(:)(?:[ \t]+([A-Za-z0-9][\w./-]*)[ \t]*$)?/gm)) {
    const start = match.index + (match[1]?.length ?? 0);
    const key = match[2] ?? '';
    words.push({ start, end: start + key.length, word: key, kind: 'field' });
    const value = match[4];
    if (value === undefined) continue;
    const at = match.index + match[0].lastIndexOf(value);
    words.push({ start: at, end: at + value.length, word: value, kind: 'value' });
  }
  return words;
}

/** How many rejected diagnoses a text has, by code and field. */
export function rejections(language: Language, text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { code, level, field } of language.diagnose(language.openFile(text))) {
    if (level !== 'rejected') continue;
    const key = `${code} ${field ?? ''}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** A rejection that is there after accepting the item and was not before. */
export function newRejection(
  language: Language,
  text: string,
  item: CompletionItem,
  before: ReadonlyMap<string, number>,
): string | undefined {
  const after = rejections(language, accepted(text, item));
  return [...after].find(([key, count]) => count > (before.get(key) ?? 0))?.[0];
}

export function freshLanguage(): Language {
  return createLanguage();
}
