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

/** A whole document of a random kind. */
export function randomDocument(random: Random, grammar: Grammar): string {
  const id = random.pick(judgedKinds);
  const at = id.lastIndexOf('/');
  const struct = structOf(kinds[id] ?? 'Pod');
  const lines = [`apiVersion: ${id.slice(0, at)}`, `kind: ${id.slice(at + 1)}`, 'metadata:', '  name: a'];
  for (const field of struct?.fields.values() ?? []) {
    if (['apiVersion', 'kind', 'metadata', 'status'].includes(field.name)) continue;
    if (field.name !== 'spec' && field.name !== 'template' && random.chance(0.4)) continue;
    lines.push(...fieldLines(field, '', 0, random, grammar));
  }
  return `${lines.join('\n')}\n`;
}

function fieldLines(field: Field, indent: string, depth: number, random: Random, grammar: Grammar): string[] {
  const name = random.chance(grammar.oddness / 4) ? misspelled(field.name, random) : field.name;
  return valueLines(`${indent}${name}:`, field.type, indent, depth, random, grammar);
}

function misspelled(name: string, random: Random): string {
  return random.pick([name.toLowerCase(), `${name}s`, name.slice(0, -1), name.toUpperCase(), `x${name}`]);
}

function valueLines(
  head: string,
  type: FieldType,
  indent: string,
  depth: number,
  random: Random,
  grammar: Grammar,
): string[] {
  if (random.chance(grammar.oddness)) return [`${head} ${random.pick(odd)}`];
  if (type.kind === 'struct')
    return block(head, structLines(type.struct, `${indent}  `, depth + 1, random, grammar), '{}');
  if (type.kind === 'list') return block(head, listLines(type.of, indent, depth + 1, random, grammar), '[]');
  if (type.kind === 'map') return block(head, mapLines(type.of, `${indent}  `, random, grammar), '{}');
  return [`${head} ${scalarText(type, random)}`];
}

function block(head: string, lines: readonly string[], empty: string): string[] {
  return lines.length === 0 ? [`${head} ${empty}`] : [head, ...lines];
}

function structLines(name: string, indent: string, depth: number, random: Random, grammar: Grammar): string[] {
  const fields = [...(structOf(name)?.fields.values() ?? [])];
  const share = Math.min(0.9, (depth < 3 ? 6 : 3) / Math.max(1, fields.length));
  const chosen = fields.filter((field) => random.chance(field.required ? 0.9 : share));
  return chosen.flatMap((field) => fieldLines(field, indent, depth, random, grammar));
}

function listLines(type: FieldType, indent: string, depth: number, random: Random, grammar: Grammar): string[] {
  const count = random.int(3);
  const lines: string[] = [];
  for (let i = 0; i < count; i++) {
    if (type.kind !== 'struct' || random.chance(grammar.oddness))
      lines.push(...valueLines(`${indent}-`, type, `${indent}  `, depth, random, grammar));
    else lines.push(...itemLines(structLines(type.struct, `${indent}  `, depth, random, grammar), indent));
  }
  return lines;
}

function itemLines(lines: readonly string[], indent: string): string[] {
  const [first, ...rest] = lines;
  return first === undefined ? [`${indent}- {}`] : [`${indent}- ${first.trimStart()}`, ...rest];
}

function mapLines(type: FieldType, indent: string, random: Random, grammar: Grammar): string[] {
  const keys =
    type.kind === 'quantity'
      ? ['cpu', 'memory', 'ephemeral-storage', 'example.com/gpu', 'hugepages-2Mi', 'storage']
      : ['app', 'tier', 'a/b', 'x_y'];
  return keys
    .filter(() => random.chance(0.4))
    .flatMap((key) => valueLines(`${indent}${key}:`, type, indent, 9, random, grammar));
}

function scalarText(type: FieldType, random: Random): string {
  switch (type.kind) {
    case 'bool':
      return random.pick(['true', 'false']);
    case 'int32':
    case 'int64':
      return random.pick(numbers);
    case 'quantity':
      return random.pick(quantities);
    case 'int-or-string':
      return random.pick([...numbers, '25%', 'http', '"80"', '150%', '-5%']);
    case 'time':
      return random.pick(['2024-01-01T00:00:00Z', '"2024-02-30T00:00:00Z"', 'yesterday', '2024-01-01', 'null']);
    case 'bytes':
      return random.pick(['YQ==', 'YWI', '"a b"', '""']);
    case 'string':
      return random.pick(
        type.values.length > 0 && random.chance(0.8)
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
