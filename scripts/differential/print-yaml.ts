/**
 * Prints plain values as YAML in the many ways people write it: block and flow, quotes, comments, anchors, merge
 * keys, odd indents.
 */
import type { Random } from './random.ts';

interface Style {
  readonly random: Random;
  /** Spaces of one level. */
  readonly step: number;
  /** Lists stand under their key without an indent. */
  readonly flushLists: boolean;
  /** Chance of something unusual at a node. */
  readonly odd: number;
  readonly anchors: { readonly name: string; readonly text: string }[];
}

/** Beyond as many levels nobody cares for the layout, and each level costs the printer several calls. */
const mostLevels = 100;

export function printYaml(value: unknown, random: Random, odd = 0.04): string {
  if (isDeep(value, mostLevels)) return `${JSON.stringify(value)}\n`;
  const style: Style = {
    random,
    step: random.pick([2, 2, 2, 4, 1, 3]),
    flushLists: random.chance(0.4),
    odd,
    anchors: [],
  };
  const start = random.chance(odd) ? `${random.pick(['# c', '', ' # x: y', '#---'])}\n` : '';
  return `${start}${linesOf(value, '', style).join('\n')}\n`;
}

/** Whether there are more than so many levels, as in values that aliases made endless. */
export function isDeep(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeep(inner, levels - 1));
}

function linesOf(value: unknown, indent: string, style: Style): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => itemLines(item, indent, style));
  return Object.entries(value as Record<string, unknown>).flatMap(([key, inner]) => [
    ...comment(indent, style),
    ...entryLines(`${indent}${keyText(key, style)}`, inner, indent, style),
  ]);
}

function comment(indent: string, { random, odd }: Style): readonly string[] {
  if (!random.chance(odd)) return [];
  return [random.pick([`${indent}# note`, '# - a: b', '', `${indent}   `, '#', `${indent} # "`])];
}

function isFilled(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

function entryLines(head: string, value: unknown, indent: string, style: Style): readonly string[] {
  const { random, odd, step } = style;
  if (!isFilled(value) || random.chance(odd)) return [`${head}: ${shared(inline(value, style), style)}${tail(style)}`];
  if (random.chance(odd / 2)) return [`${indent}? ${head.trim()}`, ...explicit(value, indent, style)];
  const inner = Array.isArray(value) && style.flushLists ? indent : `${indent}${' '.repeat(step)}`;
  const anchor = random.chance(odd / 2) ? ` ${random.pick(['!!map', '!!seq', '&n', '!x'])}` : '';
  return [`${head}:${anchor}${tail(style)}`, ...mergeLines(value, inner, style), ...linesOf(value, inner, style)];
}

function explicit(value: object, indent: string, style: Style): readonly string[] {
  const lines = linesOf(value, `${indent}  `, style);
  return [`${indent}: ${lines[0]?.trimStart() ?? ''}`, ...lines.slice(1)];
}

/** A merge key in front of a map, of a map that was written before or of one in place. */
function mergeLines(value: object, indent: string, { random, odd, anchors }: Style): readonly string[] {
  if (Array.isArray(value) || !random.chance(odd / 3)) return [];
  const known = anchors.at(-1)?.name;
  return [
    `${indent}<<: ${random.pick(['{}', '{a: b}', '[{a: b}, {c: d}]', known === undefined ? 'null' : `*${known}`])}`,
  ];
}

function itemLines(item: unknown, indent: string, style: Style): readonly string[] {
  const { random, odd } = style;
  const dash = `${indent}-${random.chance(odd) ? random.pick(['  ', '   ', '\t']) : ' '}`;
  if (!isFilled(item) || random.chance(odd)) return [`${dash}${shared(inline(item, style), style)}${tail(style)}`];
  const lines = linesOf(item, ' '.repeat(dash.length), style);
  if (lines[0]?.trim() === '' || lines[0]?.trimStart().startsWith('#') === true) return [dash.trimEnd(), ...lines];
  return [`${dash}${lines[0]?.trimStart() ?? ''}`, ...lines.slice(1)];
}

function tail({ random, odd }: Style): string {
  return random.chance(odd) ? random.pick([' # c', '  ', '\t', ' #', '\t# c']) : '';
}

/** Now and then a value gets an anchor, and a later one of the same text an alias. */
function shared(text: string, { random, odd, anchors }: Style): string {
  const known = anchors.find((each) => each.text === text);
  if (known !== undefined && random.chance(0.3)) return `*${known.name}`;
  if (text.includes('\n') || !random.chance(odd)) return text;
  const name = `a${anchors.length}`;
  anchors.push({ name, text });
  return `&${name} ${text}`;
}

const plainText = /^[A-Za-z/][\w./-]*(?: [\w./-]+)*$/;
const words = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i;

function keyText(key: string, { random, odd }: Style): string {
  const isPlain = plainText.test(key) && !words.test(key);
  if (!isPlain) return random.chance(0.3) && !/['\n]/.test(key) ? `'${key}'` : JSON.stringify(key);
  return random.chance(odd) ? random.pick([`"${key}"`, `'${key}'`, `!!str ${key}`, `&k ${key}`]) : key;
}

function inline(value: unknown, style: Style): string {
  if (typeof value === 'string') return stringText(value, style);
  if (typeof value === 'number') return numberText(value, style);
  if (Array.isArray(value)) return `[${value.map((item) => inline(item, style)).join(comma(style))}${end(style)}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, inner]) => `${flowKey(key, style)}: ${inline(inner, style)}`);
    return `{${entries.join(comma(style))}${end(style)}}`;
  }
  if (value === null) return style.random.pick(['null', '~', 'Null', 'NULL', 'null']);
  if (typeof value !== 'boolean') return String(value);
  return style.random.chance(style.odd)
    ? style.random.pick(value ? ['yes', 'True', 'on', 'TRUE', 'y'] : ['no', 'False', 'off', 'n'])
    : String(value);
}

function flowKey(key: string, { random }: Style): string {
  return plainText.test(key) && !words.test(key) && random.chance(0.7) ? key : JSON.stringify(key);
}

function comma({ random, odd }: Style): string {
  return random.chance(odd) ? random.pick([' , ', ',', ',\n    ', ',  # c\n      ']) : ', ';
}

function end({ random, odd }: Style): string {
  return random.chance(odd) ? random.pick([',', ' ', '\n    ']) : '';
}

function numberText(value: number, { random, odd }: Style): string {
  if (!random.chance(odd) || !Number.isInteger(value) || value < 0) return String(value);
  return random.pick(
    [`0x${value.toString(16)}`, `0o${value.toString(8)}`, `0${value.toString(8)}`, `${value}.0`].concat([
      `+${value}`,
      `${value}e0`,
      `0b${value.toString(2)}`,
      `"${value}"`,
      `!!int ${value}`,
      `!!str ${value}`,
    ]),
  );
}

function stringText(value: string, { random, odd }: Style): string {
  const isPlain = plainText.test(value) && !words.test(value);
  if (isPlain && !random.chance(odd)) return value;
  if (!/['\n]/.test(value) && random.chance(0.3)) return `'${value}'`;
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
