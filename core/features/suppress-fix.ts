/** The quick fixes that silence a finding: a comment for its line, its container or the document, written where it counts. */
import { documentAt, inFile, type ManifestFile } from '../model/manifest-file.ts';
import type { Diagnostic, Fix } from '../text/diagnostic.ts';
import type { Range } from '../text/range.ts';
import { containerRanges } from './diagnose-rules.ts';
import { podOf } from './pod-of.ts';

/** Smallest scope first. Errors of the server are not silenced: they would only hide what `kubectl apply` says anyway. */
export function suppressFixes(file: ManifestFile, diagnostic: Diagnostic): readonly Fix[] {
  if (diagnostic.level === 'rejected' || diagnostic.code === 'unused-suppression') return [];
  const codes = (diagnostic.codes ?? [diagnostic.code]).join(' ');
  const { start } = diagnostic.range;
  const container = containerAround(file, start);
  const document = documentAt(file, start);
  const first = firstContent(file.text, document?.start ?? 0);
  return [
    fix(`Ignore ${codes} in this line`, file.text, lineStart(file.text, start), `podscope-ignore ${codes}`),
    ...(container === undefined
      ? []
      : [
          fix(
            `Ignore ${codes} in this container`,
            file.text,
            lineStart(file.text, container.start),
            `podscope-ignore-container ${codes}`,
          ),
        ]),
    fix(`Ignore ${codes} in this document`, file.text, first, `podscope-ignore-document ${codes}`),
  ];
}

/** On a line of its own above, so that no value and no other comment is touched. */
function fix(title: string, text: string, at: number, comment: string): Fix {
  const indent = /^[ ]*/.exec(text.slice(at))?.[0] ?? '';
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  return {
    title,
    kind: 'suggestion',
    edits: [{ range: { start: at, end: at }, newText: `${indent}# ${comment}${end}` }],
  };
}

function containerAround(file: ManifestFile, offset: number): Range | undefined {
  const document = documentAt(file, offset);
  const pod = document?.manifest && podOf(document.manifest);
  if (document?.manifest === undefined || pod === undefined) return undefined;
  const all = containerRanges(document.manifest, pod).map((range) => inFile(document, range));
  const own = all.find(({ start, end }) => start <= offset && offset <= end);
  // A comment above a line speaks for the first container in it.
  const lineOf = ({ start }: Range): number => lineStart(file.text, start);
  return own && all.find((other) => lineOf(other) === lineOf(own)) === own ? own : undefined;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The first line of a document that says something: behind its `---` and directives. */
function firstContent(text: string, from: number): number {
  let at = from;
  while (/^(?:---|%)[^\n]*\n/.test(text.slice(at, at + 200))) at = text.indexOf('\n', at) + 1;
  return at;
}
