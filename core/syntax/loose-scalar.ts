/** The content of one scalar of a text that the server cannot read: as our reader reads it alone, or as it is written. */
import type { CST } from 'yaml';
import type { Range } from '../text/range.ts';
import { parseNodes } from './parse-nodes.ts';
import { ReaderError } from './scanner.ts';
import type { ScalarStyle } from './tree.ts';

export interface LooseScalar {
  readonly range: Range;
  readonly style: ScalarStyle;
  readonly text: string;
  /** Behind the blanks and the comment that follow in its line. */
  readonly end: number;
}

const styles: Readonly<Record<CST.FlowScalar['type'], 'plain' | 'single' | 'double'>> = {
  // A star that names nothing stays a word.
  alias: 'plain',
  scalar: 'plain',
  'single-quoted-scalar': 'single',
  'double-quoted-scalar': 'double',
};

/** Never fails: an unclosed quote runs as far as the package says. */
export function looseScalar(token: CST.FlowScalar | CST.BlockScalar): LooseScalar {
  const { offset, source } = token;
  if (token.type === 'block-scalar') {
    const header = token.props.map((prop) => ('source' in prop ? prop.source : '')).join('');
    const end = offset + header.length + source.length;
    return { range: { start: offset, end }, style: 'block', text: readAlone(header + source) ?? source, end };
  }
  const range = { start: offset, end: offset + source.length };
  const end = (token.end ?? []).reduce((at, each) => at + each.source.length, range.end);
  const style = styles[token.type];
  return { range, style, text: flowText(source, style), end };
}

function flowText(source: string, style: ScalarStyle): string {
  const isOneLine = !source.includes('\n');
  if (style === 'plain') return isOneLine ? source : (readAlone(source) ?? unfold(source));
  const quote = source.charAt(0);
  const inner = source.slice(1, source.length > 1 && source.endsWith(quote) ? -1 : undefined);
  const isAsWritten = isOneLine && !inner.includes(quote) && !inner.includes('\\');
  return isAsWritten ? inner : (readAlone(source) ?? unfold(inner));
}

/** Lines of one paragraph are joined by a blank, as YAML does. */
function unfold(text: string): string {
  return text.replace(/[ \t]*\r?\n[ \t]*/g, '\n').replace(/\n+/g, (run) => (run.length === 1 ? ' ' : run.slice(1)));
}

function readAlone(text: string): string | undefined {
  try {
    const { root } = parseNodes(text);
    return root?.kind === 'scalar' ? root.text : undefined;
  } catch (error) {
    if (error instanceof ReaderError) return undefined;
    throw error;
  }
}
