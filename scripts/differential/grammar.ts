/** Random documents from the field tree: mostly sensible values, sometimes odd ones, in block style. */
import { type Field, type FieldType, structOf } from '../../core/schema/tree.ts';
import { kinds } from '../../core/schema/field-types.ts';
import type { Random } from './random.ts';

/** The kinds that the oracle judges. */
export const judgedKinds: readonly string[] = Object.keys(kinds).filter((id) => !/Service$|RuntimeClass$/.test(id));

const words = [
  'a',
  'web',
  'data',
  'x-1',
  'my.name',
  'A_b',
  '',
  'a b',
  '-x',
  'kube-system',
  'http',
  'cpu',
  'memory',
  'example.com/a',
  'yes',
  '80',
];
const numbers = [
  '0',
  '1',
  '-1',
  '80',
  '65535',
  '65536',
  '2147483647',
  '2147483648',
  '9223372036854775807',
  '1.5',
  '1e3',
  '0x10',
  '010',
  '30',
  '3',
];
const quantities = [
  '100m',
  '1',
  '1Gi',
  '0',
  '-1',
  '1.5',
  '128Mi',
  '1e3',
  '1E',
  '0.5',
  '"2"',
  '500u',
  '1Ki',
  '10Gi',
  '64Mi',
  '4',
  '2',
];
const odd = [
  'null',
  'true',
  '5',
  '"x"',
  '[]',
  '{}',
  '[a]',
  '{a: b}',
  '1.5',
  '~',
  'y',
  '0o17',
  '1_0',
  '2024-01-01',
  '.5',
  '"1"',
  "''",
  '-',
  '1e400',
  '"1Gi "',
  '1 Gi',
  '!!str 5',
  '99999999999999999999',
  '-0',
  '-0.0',
  '0b11',
  '+1',
  '1e-7',
  '0.1m',
  '1e21',
  '"\\t"',
  "'<&>'",
  '1:20',
  'nan',
];

export interface Grammar {
  /** Chance of a value that does not fit its field. */
  readonly oddness: number;
}

type Tools = Grammar & Random;

/** A whole document of a random kind. */
export function randomDocument(random: Random, grammar: Grammar): string {
  const tools: Tools = { ...random, ...grammar };
  const id = tools.pick(judgedKinds);
  const at = id.lastIndexOf('/');
  const struct = structOf(kinds[id] ?? 'Pod');
  const lines = [`apiVersion: ${id.slice(0, at)}`, `kind: ${id.slice(at + 1)}`, 'metadata:', '  name: a'];
  for (const field of struct?.fields.values() ?? []) {
    if (['apiVersion', 'kind', 'metadata', 'status'].includes(field.name)) continue;
    if (field.name !== 'spec' && field.name !== 'template' && tools.chance(0.4)) continue;
    lines.push(...fieldLines(field, '', 0, tools));
  }
  return `${lines.join('\n')}\n`;
}

function fieldLines(field: Field, indent: string, depth: number, tools: Tools): string[] {
  const name = tools.chance(tools.oddness / 4) ? misspelled(field.name, tools) : field.name;
  return valueLines(`${indent}${name}:`, field.type, indent, depth, tools);
}

function misspelled(name: string, tools: Tools): string {
  return tools.pick([name.toLowerCase(), `${name}s`, name.slice(0, -1), name.toUpperCase(), `x${name}`]);
}

function valueLines(head: string, type: FieldType, indent: string, depth: number, tools: Tools): string[] {
  if (tools.chance(tools.oddness)) return [`${head} ${tools.pick(odd)}`];
  if (type.kind === 'struct') return block(head, structLines(type.struct, `${indent}  `, depth + 1, tools), '{}');
  if (type.kind === 'list') return block(head, listLines(type.of, indent, depth + 1, tools), '[]');
  if (type.kind === 'map') return block(head, mapLines(type.of, `${indent}  `, tools), '{}');
  return [`${head} ${scalarText(type, tools)}`];
}

function block(head: string, lines: readonly string[], empty: string): string[] {
  return lines.length === 0 ? [`${head} ${empty}`] : [head, ...lines];
}

function structLines(name: string, indent: string, depth: number, tools: Tools): string[] {
  const fields = [...(structOf(name)?.fields.values() ?? [])];
  const share = Math.min(0.9, (depth < 3 ? 6 : 3) / Math.max(1, fields.length));
  const chosen = fields.filter((field) => tools.chance(field.required ? 0.9 : share));
  return chosen.flatMap((field) => fieldLines(field, indent, depth, tools));
}

function listLines(type: FieldType, indent: string, depth: number, tools: Tools): string[] {
  const count = tools.int(3);
  const lines: string[] = [];
  for (let i = 0; i < count; i++) {
    if (type.kind !== 'struct' || tools.chance(tools.oddness))
      lines.push(...valueLines(`${indent}-`, type, `${indent}  `, depth, tools));
    else lines.push(...itemLines(structLines(type.struct, `${indent}  `, depth, tools), indent));
  }
  return lines;
}

function itemLines(lines: readonly string[], indent: string): string[] {
  const [first, ...rest] = lines;
  return first === undefined ? [`${indent}- {}`] : [`${indent}- ${first.trimStart()}`, ...rest];
}

function mapLines(type: FieldType, indent: string, tools: Tools): string[] {
  const keys =
    type.kind === 'quantity'
      ? ['cpu', 'memory', 'ephemeral-storage', 'example.com/gpu', 'hugepages-2Mi', 'storage']
      : ['app', 'tier', 'a/b', 'x_y'];
  return keys.filter(() => tools.chance(0.4)).flatMap((key) => valueLines(`${indent}${key}:`, type, indent, 9, tools));
}

function scalarText(type: FieldType, tools: Tools): string {
  switch (type.kind) {
    case 'bool':
      return tools.pick(['true', 'false']);
    case 'int32':
    case 'int64':
      return tools.pick(numbers);
    case 'quantity':
      return tools.pick(quantities);
    case 'int-or-string':
      return tools.pick([...numbers, '25%', 'http', '"80"', '150%', '-5%']);
    case 'time':
      return tools.pick(['2024-01-01T00:00:00Z', '"2024-02-30T00:00:00Z"', 'yesterday', '2024-01-01', 'null']);
    case 'bytes':
      return tools.pick(['YQ==', 'YWI', '"a b"', '""']);
    case 'string':
      return tools.pick(
        type.values.length > 0 && tools.chance(0.8)
          ? type.values.map((value) => (value === '' ? '""' : value))
          : words.map(quoteIfOdd),
      );
    default:
      return '{}';
  }
}

function quoteIfOdd(word: string): string {
  return /^[a-zA-Z][\w.-]*$/.test(word) && word !== 'yes' ? word : JSON.stringify(word);
}
