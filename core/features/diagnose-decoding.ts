/** Diagnoses of what cannot be read or decoded: YAML, unknown and doubled keys, wrong types. */
import type { Manifest } from '../model/manifest.ts';
import { wasKnown } from '../kube/gone-fields.ts';
import { unknownMessage } from '../schema/decode.ts';
import type { TypeProblem, UnknownField } from '../schema/decode-walker.ts';
import { structOf } from '../schema/tree.ts';
import type { DuplicateKey } from '../syntax/reader.ts';
import type { MapNode, SyntaxProblem } from '../syntax/tree.ts';
import type { Fix } from '../text/diagnostic.ts';
import { removeEntry } from './edits/remove.ts';
import type { Typo } from './behind-typos.ts';
import type { Finding } from './finding.ts';
import { fixOf } from './fix.ts';
import { headFindings } from './diagnose-head.ts';
import { shapeFixes } from './shape-fix.ts';
import { type FieldSuggestion, suggestField } from './suggest-field.ts';
import { typeFixes } from './type-fix.ts';
import { typeWords } from './type-words.ts';
import { yamlHelp } from './yaml-help.ts';

export interface DecodingFindings {
  readonly findings: readonly Finding[];
  /** Keys that are no fields, where it is known what was meant; each finding is one of `findings`. */
  readonly typos: readonly Typo[];
}

export function decodingDiagnostics(manifest: Manifest, version = '1.36'): DecodingFindings {
  const { read } = manifest;
  const syntax = read.syntax[0];
  if (syntax !== undefined) return { findings: [syntaxFinding(manifest, syntax)], typos: [] };
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
  const typos = unknown.flatMap(({ finding, suggestion }): readonly Typo[] => {
    const isClear = suggestion?.fix !== undefined;
    return suggestion === undefined
      ? []
      : [{ finding, field: suggestion.field, fix: isClear ? finding.fixes?.[0] : undefined }];
  });
  return { findings, typos };
}

const eachOnce = (fixes: readonly Fix[]): readonly Fix[] =>
  fixes.filter(({ title }, i) => fixes.findIndex((other) => other.title === title) === i);

const withFixes = (finding: Finding, fixes: readonly Fix[]): Finding =>
  fixes.length === 0 ? finding : { ...finding, fixes };

function syntaxFinding({ text }: Manifest, problem: SyntaxProblem): Finding {
  const { message, range, isOurs } = problem;
  if (isOurs === true) return { code: 'document-too-large', level: 'rejected', severity: 'error', message, range };
  const isReader = !/^(?:unsupported map key|json: )/.test(message);
  const said = `error converting YAML to JSON: ${isReader ? 'yaml: ' : ''}${message}`;
  const { says, fixes } = yamlHelp(text, problem);
  const words = says === undefined ? said : `${said}. ${says}`;
  return withFixes({ code: 'yaml', level: 'rejected', severity: 'error', message: words, range }, fixes);
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
  // Nobody knows better than the author: without the field the object is what the server would keep of it.
  const without = fixOf(manifest, { kind: 'remove', at: field.path });
  const mended = [
    ...missingBlank(manifest, field),
    ...fixOf(manifest, suggestion?.fix, isSameWord ? 'safe' : 'suggestion'),
  ];
  // Of a word in other letter case nobody meant to get rid.
  const others = [
    ...(suggestion?.others ?? []).flatMap((other) => fixOf(manifest, other)),
    ...(isSameWord ? [] : without),
  ];
  const fixes = mended.length === 0 ? without : [...mended, ...others.map(({ isPreferred: _, ...fix }) => fix)];
  return { finding: withFixes(finding, fixes), suggestion };
}

/** `{name:web}` is one key without a value. */
function missingBlank({ text }: Manifest, { key, entry, struct }: UnknownField): readonly Fix[] {
  const colon = key.indexOf(':');
  const start = entry.keyNode.range.start + colon + 1;
  const isField = colon > 0 && structOf(struct)?.fields.has(key.slice(0, colon)) === true;
  if (!isField || entry.value.range.end > entry.value.range.start || text[start - 1] !== ':') return [];
  const edits = [{ range: { start, end: start }, newText: ' ' }];
  return [{ title: 'Insert a space behind the colon', kind: 'suggestion', isPreferred: true, edits }];
}

function typeFinding(manifest: Manifest, problem: TypeProblem): Finding {
  const { message, node, path } = problem;
  const isBlock = (node.kind === 'map' || node.kind === 'list') && !node.isFlow;
  const first = node.kind === 'map' ? node.entries[0]?.keyNode.range : undefined;
  const range = isBlock ? (first ?? { start: node.range.start, end: node.range.start + 1 }) : node.range;
  const words = typeWords(problem);
  const said = words === undefined ? message : `${message}. ${words}`;
  const fixes = eachOnce([...typeFixes(manifest, problem), ...shapeFixes(manifest, problem)]);
  return withFixes(
    { code: codeOf(problem), level: 'rejected', severity: 'error', message: said, range, field: path },
    fixes,
  );
}

function codeOf({ type, message }: TypeProblem): string {
  if (type.kind === 'quantity') return /suffix/.test(message) ? 'dec-quantity-suffix' : 'dec-quantity-format';
  if (type.kind === 'int-or-string') return 'dec-intorstring';
  if (/unmarshal (?:object|array)/.test(message)) return 'dec-list-vs-map';
  return /unmarshal string into .* int(?:32|64)$/.test(message) ? 'dec-type-int-string' : 'dec-type-mismatch';
}
