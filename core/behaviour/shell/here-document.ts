/** Here-documents: `<<end`. */
import type { Redirect, Word } from './ast.ts';
import { isAtEnd, openSource, takeMatch, type Source } from './source.ts';
import { readHereText } from './words.ts';

/** The redirection; its text is read when the line is over. */
export function hereDocument(source: Source, fd: number, mark: Word, stripTabs: boolean): Redirect {
  const redirect = { fd, op: '<<', target: [] as Word };
  const end = mark.map((part) => (part.kind === 'text' ? part.text : '')).join('');
  source.hereDocuments.push((inner) => {
    const { line, nested } = inner;
    const text = readBody(inner, end, stripTabs);
    const isQuoted = mark.some(({ quoted }) => quoted);
    redirect.target = isQuoted ? [{ kind: 'text', text, quoted: true }] : readHereText(openSource(text, line, nested));
  });
  return redirect;
}

function readBody(source: Source, end: string, stripTabs: boolean): string {
  let body = '';
  while (!isAtEnd(source)) {
    let text = takeMatch(source, /[^\n]*\n?/y);
    if (stripTabs) text = text.replace(/^\t+/, '');
    if (text.replace(/\n$/, '') === end) break;
    body += text.endsWith('\n') ? text : `${text}\n`;
  }
  return body;
}
