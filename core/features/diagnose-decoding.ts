/** Diagnoses of what cannot be read or decoded: YAML, unknown and doubled keys, wrong types. */
import type { Manifest } from '../model/manifest.ts';
import { wasKnown } from '../kube/gone-fields.ts';
import { unknownMessage } from '../schema/decode.ts';
import type { TypeProblem, UnknownField } from '../schema/decode-walker.ts';
import type { DuplicateKey } from '../syntax/reader.ts';
import type { MapNode, SyntaxProblem } from '../syntax/tree.ts';
import type { Fix } from '../text/diagnostic.ts';
import { removeEntry } from './edits/remove.ts';
import type { Finding } from './finding.ts';
import { fixOf } from './fix.ts';
import { headFindings } from './diagnose-head.ts';
import { type FieldSuggestion, suggestField } from './suggest-field.ts';
import { typeFixes } from './type-fix.ts';

export interface DecodingFindings {
  readonly findings: readonly Finding[];
  /** Paths of fields that a repair of a key will bring: that they are missing is no news. */
  readonly expected: ReadonlyMap<string, Finding>;
}

export function decodingDiagnostics(manifest: Manifest, version = '1.36'): DecodingFindings {
  const { read } = manifest;
  const syntax = read.syntax[0];
  if (syntax !== undefined) return { findings: [syntaxFinding(syntax)], expected: new Map() };
  const unknown = read.unknown
    .filter(({ key, struct }) => !key.startsWith('$') && !wasKnown(struct, key, version))
    .map((field) => unknownFinding(manifest, field));
  const findings = [
    ...headFindings(manifest),
    ...ignoredText(manifest),
    ...read.duplicates.map((duplicate) => duplicateFinding(manifest, duplicate)),
    ...unknown.map(({ finding }) => finding),
    ...read.problems.map((problem) => typeFinding(manifest, problem)),
  ];
  const expected = unknown.flatMap(({ finding, suggestion }) =>
    suggestion === undefined ? [] : [[suggestion.field, finding] as const],
  );
  return { findings, expected: new Map(expected) };
}

const withFixes = (finding: Finding, fixes: readonly Fix[]): Finding =>
  fixes.length === 0 ? finding : { ...finding, fixes };

function syntaxFinding({ message, range, isOurs }: SyntaxProblem): Finding {
  const isReader = !/^(?:unsupported map key|json: )/.test(message);
  const text = isOurs === true ? message : `error converting YAML to JSON: ${isReader ? 'yaml: ' : ''}${message}`;
  return {
    code: isOurs === true ? 'document-too-large' : 'yaml',
    level: 'rejected',
    severity: 'error',
    message: text,
    range,
  };
}

function ignoredText({ tree, text }: Manifest): readonly Finding[] {
  const start = tree.ignoredFrom;
  if (start === undefined) return [];
  const message =
    'Kubernetes reads only up to here: this line is indented less than the first one, so the rest is silently ignored.';
  const end = text.indexOf('\n', start);
  return [
    {
      code: 'yaml-ignored',
      level: 'rejected',
      severity: 'error',
      message,
      range: { start, end: end < 0 ? text.length : end },
    },
  ];
}

function duplicateFinding(manifest: Manifest, { key, second, first, isMerged }: DuplicateKey): Finding {
  const where = isMerged ? 'comes from `<<` and is given again' : 'is given twice';
  const finding: Finding = {
    code: 'dec-duplicate-key-yaml',
    level: 'warned',
    severity: 'warning',
    message: `Key "${key}" ${where}: kubectl keeps the last one and says nothing, the API server itself refuses it.`,
    range: second.keyNode.range,
    related: [{ message: 'The other one is here.', range: first.keyNode.range }],
  };
  return withFixes(finding, isMerged ? [] : removeFirst(manifest, first, key));
}

/** Without the earlier one nothing changes for kubectl. */
function removeFirst(manifest: Manifest, first: DuplicateKey['first'], key: string): readonly Fix[] {
  const map = manifest.read.root === undefined ? undefined : mapOf(manifest.read.root, first);
  const edits = map && removeEntry(manifest.text, map, first);
  return edits === undefined
    ? []
    : [{ title: `Remove the first ${key}, which has no effect`, kind: 'safe', isPreferred: true, edits }];
}

function mapOf(root: MapNode, entry: DuplicateKey['first']): MapNode | undefined {
  const waiting: MapNode['entries'][number]['value'][] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === 'list') waiting.push(...node.items);
    if (node.kind !== 'map') continue;
    if (node.entries.includes(entry)) return node;
    for (const { value } of node.entries)
      if (value.range.start <= entry.range.start && entry.range.end <= value.range.end) waiting.push(value);
  }
  return undefined;
}

function unknownFinding(
  manifest: Manifest,
  field: UnknownField,
): { finding: Finding; suggestion: FieldSuggestion | undefined } {
  const { root, struct } = manifest.read;
  const suggestion = root === undefined || struct === undefined ? undefined : suggestField(field, root, struct);
  const hint = suggestion === undefined ? '' : `: ${suggestion.hint}`;
  const finding: Finding = {
    code: 'dec-unknown-field',
    level: 'rejected',
    severity: 'error',
    message: `${unknownMessage(field)}${hint}`,
    range: field.entry.keyNode.range,
    field: field.path,
  };
  const isSameWord = suggestion?.fix?.kind === 'rename' && suggestion.fix.to.toLowerCase() === field.key.toLowerCase();
  const mended = fixOf(manifest, suggestion?.fix, isSameWord ? 'safe' : 'suggestion');
  // Nobody knows what was meant: without the field the object is what the server would keep of it.
  const fixes = mended.length > 0 ? mended : fixOf(manifest, { kind: 'remove', at: field.path });
  return { finding: withFixes(finding, fixes), suggestion };
}

function typeFinding(manifest: Manifest, problem: TypeProblem): Finding {
  const { message, node, path } = problem;
  const isBlock = (node.kind === 'map' || node.kind === 'list') && !node.isFlow;
  const first = node.kind === 'map' ? node.entries[0]?.keyNode.range : undefined;
  const range = isBlock ? (first ?? { start: node.range.start, end: node.range.start + 1 }) : node.range;
  return withFixes(
    { code: codeOf(problem), level: 'rejected', severity: 'error', message, range, field: path },
    typeFixes(manifest, problem),
  );
}

function codeOf({ type, message }: TypeProblem): string {
  if (type.kind === 'quantity') return /suffix/.test(message) ? 'dec-quantity-suffix' : 'dec-quantity-format';
  if (type.kind === 'int-or-string') return 'dec-intorstring';
  if (/unmarshal (?:object|array)/.test(message)) return 'dec-list-vs-map';
  return /unmarshal string into .* int(?:32|64)$/.test(message) ? 'dec-type-int-string' : 'dec-type-mismatch';
}
