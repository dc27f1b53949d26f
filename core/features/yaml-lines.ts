/** Lines of a text that is no YAML yet: indentation, dashes, and the key, as far as one can tell. */
import { lineStartAt } from './edits/layout.ts';

export interface YamlLine {
  readonly start: number;
  /** Before the line break. */
  readonly end: number;
  /** Spaces and tabs at its start. */
  readonly indent: string;
  /** `- ` once or more where items of lists begin, else empty. */
  readonly dashes: string;
  /** What follows, without a comment. */
  readonly code: string;
  /** The word in front of the first colon of `code`. */
  readonly key: string | undefined;
  /** Where the value behind the key begins, if one does. */
  readonly valueStart: number | undefined;
}

export function lineOf(text: string, offset: number): YamlLine {
  const start = lineStartAt(text, offset);
  const newline = text.indexOf('\n', start);
  const end = newline < 0 ? text.length : newline;
  const [, indent = '', dashes = '', rest = ''] = /^([ \t]*)((?:- +)*)(.*)$/.exec(text.slice(start, end)) ?? [];
  const code = rest.replace(/(?:^|\s+)#.*$/, '').trimEnd();
  const [head, key] = /^["']?([\w./$-]+)["']?\s*:(?:\s+|$)/.exec(code) ?? [];
  const codeStart = start + indent.length + dashes.length;
  const hasValue = head !== undefined && head.length < code.length;
  return { start, end, indent, dashes, code, key, valueStart: hasValue ? codeStart + head.length : undefined };
}

/** The nearest line before an offset that holds more than spaces and a comment. */
export function lineWithCode(text: string, before: number): YamlLine | undefined {
  for (let at = before - 1; at >= 0; at = lineStartAt(text, at) - 1) {
    const line = lineOf(text, at);
    if (line.code !== '') return line;
  }
  return undefined;
}
