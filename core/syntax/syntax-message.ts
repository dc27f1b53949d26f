/** Says of unreadable YAML what Kubernetes' YAML reader would: `line 6: found character that cannot start any token`. */
import type { SyntaxProblem } from './tree.ts';

/** Turns an error of the package `yaml` into the reader's words. `offsets` are those of the offending text. */
export function describeProblem(code: string, detail: string, offsets: readonly [number, number], text: string): SyntaxProblem {
  const start = Math.max(0, Math.min(offsets[0], text.length));
  const end = Math.max(start, Math.min(Math.max(offsets[1], start + 1), text.length));
  const words = wordsOf(code, detail, text.slice(start, end));
  const line = lineOf(text, start);
  return { message: line > 1 ? `line ${line}: ${words}` : words, range: { start, end } };
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

const byCode: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'found character that cannot start any token',
  BAD_DQ_ESCAPE: 'found unknown escape character',
  BAD_SCALAR_START: 'found character that cannot start any token',
  BLOCK_AS_IMPLICIT_KEY: 'mapping values are not allowed in this context',
  BAD_DIRECTIVE: 'found incompatible YAML document',
  MULTILINE_IMPLICIT_KEY: "could not find expected ':'",
  KEY_OVER_1024_CHARS: "could not find expected ':'",
  BAD_ALIAS: 'did not find expected alphabetic or numeric character',
  MULTIPLE_DOCS: 'expected the end of the document',
  BLOCK_IN_FLOW: 'block sequence entries are not allowed in this context',
  BAD_INDENT: 'did not find expected key',
};

function wordsOf(code: string, detail: string, source: string): string {
  if (code === 'MISSING_CHAR') return missing(detail);
  if (code === 'BAD_INDENT' && detail.includes('sequence')) return "did not find expected '-' indicator";
  if (code === 'UNEXPECTED_TOKEN' && /^[%@`]/.test(source)) return 'found character that cannot start any token';
  return byCode[code] ?? 'did not find expected key';
}

function missing(detail: string): string {
  if (/quote/.test(detail)) return 'found unexpected end of stream';
  if (/Implicit map keys|: after/.test(detail)) return "could not find expected ':'";
  if (/flow (?:sequence|collection)|\]/.test(detail)) return "did not find expected ',' or ']'";
  if (/flow map|\}/.test(detail)) return "did not find expected ',' or '}'";
  return 'did not find expected key';
}
