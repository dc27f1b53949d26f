/** Diagnoses as text: one line each, `line:column-column level code message`, with lines and columns from 1. */
import { createLanguage, type Diagnostic, type LanguageSettings } from '../../core/language.ts';
import { applyEdits } from '../../core/features/checked-fixes.ts';

export const language = createLanguage();

export function printDiagnoses(text: string, settings?: LanguageSettings): string[] {
  return serverDiagnoses(text, settings).map(
    (diagnostic) => `${placeOf(text, diagnostic)} ${diagnostic.code} ${diagnostic.message}`,
  );
}

/** What the server and kubectl say; rules have tests of their own. */
export function serverDiagnoses(text: string, settings?: LanguageSettings): readonly Diagnostic[] {
  return language
    .diagnose(language.openFile(text), settings)
    .filter(({ level }) => level === 'rejected' || level === 'warned');
}

function placeOf(text: string, { range }: Diagnostic): string {
  const before = text.slice(0, range.start).split('\n');
  const column = (before.at(-1) ?? '').length + 1;
  return `${before.length}:${column}-${column + range.end - range.start}`;
}

/** The text after the first fix of the first diagnosis with this code; undefined if there is none. */
export function fixed(text: string, code: string): string | undefined {
  const file = language.openFile(text);
  const diagnostic = language.diagnose(file).find((one) => one.code === code && one.fixes !== undefined);
  const fix = diagnostic && language.fixes(file, diagnostic)[0];
  return fix && applyEdits(text, fix.edits);
}
