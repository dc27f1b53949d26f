/** One case: what the server is asked about it, and where our answers differ. */
import { type Difference, differencesOf, isHelm, namespacesOf, verdictsOf } from './compare.ts';
import { documentsOf, hasOddSeparator } from './documents.ts';
import type { OracleVerdict, Question } from './oracle.ts';

export interface Case {
  readonly text: string;
  /** The documents that the server is asked about; those of the text where they are not known otherwise. */
  readonly parts?: readonly string[];
}

/** A case with where it comes from and who was asked. */
export interface Tried extends Case {
  readonly generator: string;
  readonly version: string;
}

const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/**
 * What the server is asked about a case; nothing for texts that kubectl stops at or that versions of old tables
 * concern.
 */
export function questionsOf({ text, parts }: Case): readonly Question[] {
  // Half a surrogate pair does not get into a file, nor to the program.
  if (loneSurrogate.test(text) || isOld(text) || (parts === undefined && hasOddSeparator(text))) return [];
  const namespaces = namespacesOf(text);
  return (parts ?? documentsOf(text)).map((yaml, i) => ({ yaml, namespace: namespaces[i] ?? 'default' }));
}

/** The oracle's tables still know versions that no server serves. */
function isOld(text: string): boolean {
  return /v\d(?:beta|alpha)\d|v1beta|v1alpha/.test(text);
}

/** Every difference of one case; `undefined` entries of ours stand for what we do not judge. */
export function differencesIn(one: Tried, answers: readonly OracleVerdict[]): readonly Difference[] {
  if (answers.length === 0 || isHelm(one.text)) return [];
  const ours = verdictsOf(one.text, one.version);
  if (ours.length !== answers.length)
    return [{ aspect: 'decode', theirs: `${answers.length} documents`, ours: `${ours.length} documents` }];
  return answers.flatMap((theirs, i) => differencesOf(ours[i], theirs));
}

/** Differences of the same lines with other names and numbers count as one. */
export function classOf({ aspect, theirs, ours }: Difference): string {
  const left = theirs.split('\n');
  const right = ours.split('\n');
  const missing = left.find((line) => !right.includes(line)) ?? '';
  const extra = right.find((line) => !left.includes(line)) ?? '';
  const plain = (text: string): string =>
    text
      .replace(/"(?:[^"\\]|\\.)*"/g, '""')
      .replace(/\d+/g, '0')
      .slice(0, 110);
  if (aspect === 'defaults') return `defaults ${firstApart(theirs, ours)}`;
  return missing + extra === ''
    ? `${aspect} order ${plain(left[0] ?? '')}`
    : `${aspect} | ${plain(missing)} | ${plain(extra)}`;
}

function firstApart(left: string, right: string): string {
  let at = 0;
  while (at < left.length && left[at] === right[at]) at++;
  return `${/"\w+":[^"]*"?$/.exec(left.slice(Math.max(0, at - 40), at))?.[0] ?? ''} ${left.slice(at, at + 10)}`.replace(
    /\d+/g,
    '0',
  );
}
