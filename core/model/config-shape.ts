/** The shape of `podscope.yaml`, and its JSON Schema for other tools. */
import { choice, field, flag, list, object, type ObjectShape, type Shape, text } from './shape.ts';
import { type Schema, schemaOfShape } from './shape-schema.ts';

export const configVersions = ['1.36', '1.35', '1.34', '1.33', '1.32'] as const;
export const ruleSeverities = ['off', 'hint', 'info', 'warning', 'error'] as const;

const severities: Shape = { kind: 'map', of: choice(...ruleSeverities) };

/** Fields in the order in which they are offered. */
export const configShape: ObjectShape = object({
  kubernetesVersion: field(
    choice(...configVersions),
    'Minor version of the API server that manifests are meant for, in quotes: "1.35".',
  ),
  featureGates: field(
    { kind: 'map', of: flag },
    "Feature gates that differ from the version's defaults, each true or false.",
  ),
  namespace: field(text, 'Namespace of manifests that name none.'),
  rules: field(severities, 'Severity by rule: off, hint, info, warning or error.'),
  ignore: field(list(text), 'Files to leave alone, as patterns: "charts/**".'),
  overrides: field(
    list(
      object({
        files: field(list(text), 'Files that it is about, as patterns: "test/**".'),
        rules: field(severities, 'Severity by rule in these files.'),
      }),
    ),
    'Other severities for some files: a list of {files, rules}.',
  ),
});

/** Draft 2020-12; `ruleIds` are the rules that exist, empty where their names are checked elsewhere. */
export function configSchema(ruleIds: readonly string[]): Schema {
  const schema = schemaOfShape(configShape, {
    id: 'https://podscope.dev/schemas/podscope.schema.json',
    title: 'podscope.yaml',
    description: 'What Podscope checks, and how severely.',
  });
  return ruleIds.length === 0 ? schema : (withNames(schema, ruleIds) as Schema);
}

/** `rules` knows the names of the rules, wherever it stands. */
function withNames(schema: unknown, ruleIds: readonly string[]): unknown {
  if (Array.isArray(schema)) return schema.map((item) => withNames(item, ruleIds));
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === 'rules' ? { ...(value as Schema), propertyNames: { enum: ruleIds } } : withNames(value, ruleIds),
    ]),
  );
}
