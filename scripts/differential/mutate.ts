/** Changes real manifests a little: values, keys, items, lines, single characters. */
import type { Random } from './random.ts';

const values = [
  'null',
  'true',
  'no',
  '5',
  '-1',
  '0',
  '1.5',
  '"x"',
  '""',
  '[]',
  '{}',
  '[a]',
  '{a: b}',
  '1Gi',
  '100m',
  '70000',
  '"80"',
  'Always',
  'never',
  'a b',
  'A',
  '1e3',
  'nginx:latest',
  '" x"',
  '-',
  '&a b',
  '*a',
  '!!int 3',
  '0644',
  '0o644',
  '512MB',
  '25%',
  'TCP',
  'http',
  '99999999999',
  "'it''s'",
  '"\\u00e9"',
  '|',
  '>-',
  '# c',
];
const marks = [
  ' ',
  '\t',
  '\n',
  ':',
  '-',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  ',',
  '#',
  '&',
  '*',
  '!',
  '|',
  '>',
  '%',
  '@',
  '`',
  '?',
  '0',
  'a',
  '\\',
  '~',
  '<<: ',
];

type Mutation = (lines: string[], random: Random, others: readonly string[]) => void;

const byLine: readonly Mutation[] = [
  function changeValue(lines, random) {
    const at = random.int(lines.length);
    lines[at] = (lines[at] ?? '').replace(
      /(:|-)(\s+)[^#]*$/,
      (_all, mark: string, space: string) => `${mark}${space}${random.pick(values)}`,
    );
  },
  function removeLine(lines, random) {
    lines.splice(random.int(lines.length), 1);
  },
  function doubleLine(lines, random) {
    const at = random.int(lines.length);
    lines.splice(at, 0, lines[at] ?? '');
  },
  function swapLines(lines, random) {
    const at = random.int(Math.max(1, lines.length - 1));
    lines.splice(at, 2, lines[at + 1] ?? '', lines[at] ?? '');
  },
  function misspellKey(lines, random) {
    const at = random.int(lines.length);
    lines[at] = (lines[at] ?? '').replace(/([A-Za-z])([A-Za-z]+)(?=:)/, (all) =>
      random.pick([all.toLowerCase(), `${all}s`, all.slice(1), all.toUpperCase()]),
    );
  },
  function indent(lines, random) {
    const at = random.int(lines.length);
    const count = 1 + random.int(4);
    const outdent = random.chance(0.5);
    for (let i = at; i < Math.min(lines.length, at + count); i++) {
      lines[i] = outdent ? (lines[i] ?? '').replace(/^ {1,2}/, '') : `  ${lines[i] ?? ''}`;
    }
  },
  function takeLine(lines, random, others) {
    const other = random.pick(others).split('\n');
    const from = random.int(other.length);
    lines.splice(random.int(lines.length), 0, ...other.slice(from, from + 1 + random.int(4)));
  },
];

/** One to five changes of lines and values. */
export function mutateLines(text: string, random: Random, others: readonly string[]): string {
  const lines = text.split('\n');
  for (let left = 1 + random.int(5); left > 0; left--) random.pick(byLine)(lines, random, others);
  return lines.join('\n');
}

/** One to three changes of single characters anywhere. */
export function mutateText(text: string, random: Random): string {
  let result = text;
  for (let left = 1 + random.int(3); left > 0; left--) {
    const at = random.int(result.length + 1);
    const removed = random.chance(0.5) ? 1 + random.int(2) : 0;
    result = result.slice(0, at) + (random.chance(0.7) ? random.pick(marks) : '') + result.slice(at + removed);
  }
  return result;
}
