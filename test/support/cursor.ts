/** Texts with a cursor: `<|>` marks the place and is taken out. */
import { createLanguage, type CompletionItem, type ManifestFile } from '../../core/language.ts';

export interface Marked {
  readonly text: string;
  readonly offset: number;
  readonly file: ManifestFile;
}

const language = createLanguage();

export function marked(source: string): Marked {
  const offset = source.indexOf('<|>');
  if (offset < 0) throw new Error('the text has no <|>');
  const text = source.slice(0, offset) + source.slice(offset + 3);
  return { text, offset, file: language.openFile(text) };
}

export function completeAt(source: string): readonly CompletionItem[] {
  const { file, offset } = marked(source);
  return language.complete(file, offset);
}

/** The text after the item was taken; places of snippets become their example text. */
export function accepted(text: string, item: CompletionItem): string {
  const column = item.replace.start - (text.lastIndexOf('\n', item.replace.start - 1) + 1);
  const plain = item.isSnippet ? item.insertText.replace(/\$\{\d+:([^}]*)\}/g, '$1') : item.insertText;
  const indented = plain.replaceAll('\n', `\n${' '.repeat(column)}`);
  return text.slice(0, item.replace.start) + indented + text.slice(item.replace.end);
}
