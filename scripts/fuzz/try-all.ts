/** Asks everything that an editor asks about a text; throws if the core does, or takes too long. */
import { createLanguage, type Language } from '../../core/language.ts';
import { tryFeatures } from './try-features.ts';
import type { Random } from '../differential/random.ts';

export interface Tried {
  /** Of the processor, to open and diagnose the text: what else the machine does does not count. */
  readonly milliseconds: number;
}

/** `limit` in milliseconds for one text. */
export function tryAll(language: Language, text: string, random: Random): Tried {
  const started = process.cpuUsage();
  const file = language.openFile(text);
  const diagnostics = language.diagnose(file);
  for (const diagnostic of diagnostics) {
    const { start, end } = diagnostic.range;
    if (!(start >= 0 && end >= start && end <= text.length))
      throw new Error(`range ${start}-${end} of ${diagnostic.code} in ${text.length} characters`);
  }
  const { user, system } = process.cpuUsage(started);
  const milliseconds = (user + system) / 1000;
  const offset = random.int(text.length + 1);
  tryFeatures(language, file, offset);
  language.whileTyping(file, diagnostics, offset);
  for (const document of file.documents) language.verdict(document);
  for (const diagnostic of diagnostics.slice(0, 3)) language.fixes(file, diagnostic);
  return { milliseconds };
}

export function freshLanguage(): Language {
  return createLanguage();
}
