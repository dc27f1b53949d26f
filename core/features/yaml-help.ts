/** What a YAML error means in this very line, and repairs after which it can be read: the server's reader only says what it did not find. */
import { isReadable } from '../syntax/parse.ts';
import type { SyntaxProblem } from '../syntax/tree.ts';
import type { Fix } from '../text/diagnostic.ts';
import { applyEdits } from './checked-fixes.ts';
import { lineOf, lineWithCode, type YamlLine } from './yaml-lines.ts';
import {
  align,
  closeBracket,
  closeQuote,
  doubleBackslashes,
  indentBySpaces,
  insertColon,
  quoteFrom,
  quoteKey,
  removeDirectives,
  type Repair,
} from './yaml-repairs.ts';

export interface YamlHelp {
  /** A sentence for behind the server's words; nothing where those are all that can be said. */
  readonly says?: string;
  readonly fixes: readonly Fix[];
}

interface Advice {
  readonly says?: string;
  /** In the order of likelihood; the first one that makes the document readable is offered. */
  readonly repairs?: readonly (Repair | undefined)[];
}

interface Trouble {
  readonly text: string;
  /** Where the reader stopped. */
  readonly at: number;
  readonly line: YamlLine;
  readonly before: YamlLine | undefined;
}

/** Keyed by the words of go-yaml (scannerc.go, parserc.go, decode.go), which Kubernetes reads manifests with. */
const advisers: readonly (readonly [message: RegExp, advise: (trouble: Trouble) => Advice | undefined])[] = [
  [/mapping values are not allowed/, unexpectedColon],
  [/could not find expected ':'/, missingColon],
  [/did not find expected '-' indicator|did not find expected key/, outOfLine],
  [/found character that cannot start any token/, oddStart],
  [/found a tab character/, tab],
  [/did not find expected alphabetic or numeric character|unknown anchor/, starOrAmpersand],
  [/did not find expected ',' or/, openBracket],
  [/found unexpected end of stream/, openQuote],
  [/found unknown escape/, badEscape],
  [/invalid map key/, placeholder],
  [/unsupported map key|json: unsupported value/, notInJson],
  [/directive/, directive],
];

export function yamlHelp(text: string, { message, range }: SyntaxProblem): YamlHelp {
  const isConflict = /^(?:<{7}|>{7})(?: |$)/m.test(text);
  if (isConflict) return { says: 'A conflict of a merge is still in the file: look for <<<<<<<.', fixes: [] };
  const advise = advisers.find(([pattern]) => pattern.test(message))?.[1];
  const line = lineOf(text, Math.min(range.start, text.length));
  const advice = advise?.({ text, at: range.start, line, before: lineWithCode(text, line.start) });
  const fixes = fixesOf(text, advice?.repairs ?? []);
  return advice?.says === undefined ? { fixes } : { says: advice.says, fixes };
}

/** Each costs a reading of the document, while somebody types. */
const triesAtMost = 6;

function fixesOf(text: string, repairs: readonly (Repair | undefined)[]): readonly Fix[] {
  for (const repair of repairs.filter((one) => one !== undefined).slice(0, triesAtMost)) {
    if (!isReadable(applyEdits(text, repair.edits))) continue;
    return [{ title: repair.title, kind: 'suggestion', isPreferred: true, edits: repair.edits }];
  }
  return [];
}

function unexpectedColon({ text, at, line, before }: Trouble): Advice {
  if (line.valueStart !== undefined && line.valueStart < at)
    return { says: 'A value that holds ": " has to be quoted.', repairs: [quoteFrom(text, line.valueStart)] };
  if (before === undefined) return { says: 'A key cannot stand here.' };
  if (before.key === undefined)
    return {
      says: `"${short(before.code)}" above it is no key: a colon is missing there.`,
      repairs: [insertColon(text, before)],
    };
  const says = `This line is indented deeper than ${before.key} above it, which has a value already.`;
  return { says, repairs: align(text, line, 'before') };
}

function missingColon({ text, line, before }: Trouble): Advice | undefined {
  const guilty = line.key === undefined && line.code !== '' ? line : before;
  if (guilty === undefined || guilty.key !== undefined) return undefined;
  const says = /^[\w./-]+:\S/.test(guilty.code)
    ? `A space is missing behind the colon in "${short(guilty.code)}".`
    : `A key needs a colon and a space behind it; "${short(guilty.code)}" has none.`;
  return { says, repairs: [insertColon(text, guilty)] };
}

function outOfLine({ text, line, before }: Trouble): Advice {
  const says = 'This line is aligned neither with the keys above it nor with what stands below them.';
  const moved = [line, ...(before === undefined ? [] : [before])].flatMap((each) => align(text, each, 'any'));
  return { says, repairs: moved };
}

function oddStart({ text, at, line }: Trouble): Advice | undefined {
  const first = text[at] ?? '';
  if (first === '\t') return tab({ text, line });
  if (!/[@`%>|]/.test(first)) return undefined;
  return { says: `A value cannot begin with ${first} here: quote it.`, repairs: [quoteFrom(text, at)] };
}

function tab({ text, line }: Pick<Trouble, 'text' | 'line'>): Advice {
  return { says: 'YAML is indented with spaces, and here is a tab.', repairs: indentBySpaces(text, line) };
}

function starOrAmpersand({ text, at, line }: Trouble): Advice | undefined {
  const from = Math.max(line.start, at - 1);
  const sign = /[*&]/.exec(text.slice(from, at + 1));
  if (sign === null) return undefined;
  const does = sign[0] === '*' ? 'refers to an anchor' : 'makes an anchor';
  const says = `${sign[0]} in front of a value ${does}: quote the value if it belongs to it.`;
  return { says, repairs: [quoteFrom(text, from + sign.index)] };
}

function openBracket({ line, before }: Trouble): Advice {
  const lines = [...(before === undefined ? [] : [before]), line];
  return {
    says: 'A comma is missing, or a bracket that was opened is not closed.',
    repairs: lines.flatMap((each) => [closeBracket(each, ']'), closeBracket(each, '}')]),
  };
}

function openQuote({ text }: Trouble): Advice {
  return { says: 'A quote that was opened is not closed.', repairs: [closeQuote(text)] };
}

function badEscape({ text, line }: Trouble): Advice {
  const says = 'Between double quotes \\ begins an escape: double it, or use single quotes.';
  return { says, repairs: [doubleBackslashes(text, line)] };
}

function placeholder({ text, line }: Trouble): Advice | undefined {
  const written = /\{\{.*?\}\}/.exec(text.slice(line.start, line.end));
  if (written === null) return undefined;
  const says = `${short(written[0])} is the placeholder of a template: render the template first, or quote the value.`;
  return { says, repairs: [quoteFrom(text, line.start + written.index)] };
}

function notInJson({ text, line, at }: Trouble): Advice {
  const value = line.valueStart !== undefined && line.valueStart <= at ? quoteFrom(text, line.valueStart) : undefined;
  return { repairs: [quoteKey(line), value] };
}

function directive({ text }: Trouble): Advice {
  return { repairs: [removeDirectives(text)] };
}

const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);
