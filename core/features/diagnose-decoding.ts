/** Diagnoses of what cannot be read or decoded: YAML, unknown and doubled keys, wrong types. */
import type { TypeProblem, UnknownField } from '../schema/decode.ts';
import { unknownMessage } from '../schema/decode.ts';
import type { DuplicateKey } from '../syntax/reader.ts';
import type { Manifest } from '../model/manifest.ts';
import type { Finding } from './diagnose.ts';
import { suggestField } from './suggest-field.ts';

export function decodingDiagnostics(manifest: Manifest): readonly Finding[] {
  const { read } = manifest;
  const syntax = read.syntax[0];
  if (syntax !== undefined) return [syntaxFinding(syntax.message, syntax.range)];
  return [
    ...read.duplicates.map((duplicate) => duplicateFinding(duplicate)),
    ...read.unknown.map((field) => unknownFinding(field)),
    ...read.problems.map((problem) => typeFinding(problem)),
  ];
}

function syntaxFinding(message: string, range: Finding['range']): Finding {
  return { code: 'yaml', level: 'rejected', severity: 'error', message: `error converting YAML to JSON: yaml: ${message}`, range };
}

function duplicateFinding({ key, second, first, isMerged }: DuplicateKey): Finding {
  const where = isMerged ? 'comes from `<<` and is given again' : 'is given twice';
  return {
    code: 'dec-duplicate-key-yaml', level: 'warned', severity: 'warning',
    message: `Key "${key}" ${where}: kubectl keeps the last one and says nothing, the API server itself refuses it.`,
    range: second.keyNode.range,
    related: [{ message: 'The other one is here.', range: first.keyNode.range }],
  };
}

function unknownFinding(field: UnknownField): Finding {
  const suggestion = suggestField(field);
  const hint = suggestion === undefined ? '' : `: ${suggestion.hint}`;
  return {
    code: 'dec-unknown-field', level: 'rejected', severity: 'error', message: `${unknownMessage(field)}${hint}`,
    range: field.entry.keyNode.range, field: field.path,
  };
}

function typeFinding({ message, node, path, type }: TypeProblem): Finding {
  const code = type.kind === 'quantity' ? 'dec-quantity-format' : type.kind === 'int-or-string' ? 'dec-intorstring' : 'dec-type-mismatch';
  return { code, level: 'rejected', severity: 'error', message, range: node.range, field: path };
}
