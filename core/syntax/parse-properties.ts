/** Directives in front of a document, and anchors and tags in front of a node, with the reader's errors. */
import type { Properties } from './node-builder.ts';
import { peek, skip } from './scan-token.ts';
import { ReaderError, type Scanner, type Token } from './scanner.ts';

export function passDirectives(s: Scanner): boolean {
  let found = false;
  let hasVersion = false;
  for (let t = peek(s); t.type === 'yaml-directive' || t.type === 'tag-directive'; t = peek(s)) {
    found = true;
    if (t.type === 'tag-directive') addTagHandle(s, t);
    else if (hasVersion) throw parseError(s, 'found duplicate %YAML directive', t);
    else if (t.text !== '1.1') throw parseError(s, 'found incompatible YAML document', t);
    hasVersion ||= t.type === 'yaml-directive';
    skip(s);
  }
  return found;
}

function addTagHandle(s: Scanner, t: Token): void {
  const [handle = '', prefix = ''] = t.text.split(' ');
  if (s.tagHandles.has(handle)) throw parseError(s, 'found duplicate %TAG directive', t);
  s.tagHandles.set(handle, prefix);
}

/** Errors of the grammar name the line before: they count from 0. The first line is named by `context`, if at all. */
export function parseError(s: Scanner, problem: string, at: Token, contextLine = 0): ReaderError {
  const line = at.line > 0 ? at.line : contextLine;
  return new ReaderError(line > 0 ? `line ${line}: ${problem}` : problem, Math.min(at.start, s.text.length));
}

export function parseProperties(s: Scanner, first: Token): Properties {
  let anchor: string | undefined;
  let tag: string | undefined;
  for (let t = first; ; t = peek(s)) {
    if (t.type === 'anchor' && anchor === undefined) anchor = t.text;
    else if (t.type === 'tag' && tag === undefined) tag = fullTag(s, t, first);
    else break;
    skip(s);
  }
  return {
    start: first.start,
    line: first.line,
    ...(anchor === undefined ? {} : { anchor }),
    ...(tag === undefined ? {} : { tag }),
  };
}

function fullTag(s: Scanner, t: Token, first: Token): string {
  const at = t.text.indexOf(' ');
  const handle = t.text.slice(0, at);
  const suffix = t.text.slice(at + 1);
  if (handle === '') return shortened(suffix);
  const prefix =
    s.tagHandles.get(handle) ?? (handle === '!' ? '!' : handle === '!!' ? 'tag:yaml.org,2002:' : undefined);
  if (prefix === undefined) throw parseError(s, 'found undefined tag handle', t, first.line);
  return shortened(prefix + suffix);
}

function shortened(tag: string): string {
  return tag.startsWith('tag:yaml.org,2002:') ? `!!${tag.slice(18)}` : tag;
}
