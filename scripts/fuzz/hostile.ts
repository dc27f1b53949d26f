/** Texts that break things: bytes, tokens and trees of real manifests changed at random, and nasty ones made by hand. */
import { randomDocument } from '../differential/grammar.ts';
import { mutateLines, mutateText } from '../differential/mutate.ts';
import type { Random } from '../differential/random.ts';

const nasty: readonly string[] = [
  '',
  '\0',
  '\ufeff',
  '---\n---\n',
  '- - - -',
  'a: &a [*a]',
  'a: &a {b: *a}\n<<: *a',
  '<<: {<<: {<<: {}}}',
  '? ? ?',
  '!!binary "%%%"',
  '%TAG ! x\n---\n! a',
  'apiVersion: v1\nkind: Pod\nspec: &s {containers: [{name: a, env: *s}]}\n',
  'apiVersion: v1\nkind: Pod\n__proto__: {a: 1}\nconstructor: 1\n',
  'apiVersion: v1\nkind: Pod\nspec: {containers: [1, null, "x", [], {}]}\n',
  'apiVersion: v1\nkind: Pod\nmetadata: {labels: {~: a, 1: b, [x]: c}}\n',
  'apiVersion: v1\nkind: Pod\nspec: {priority: 1e999999, overhead: {cpu: 1e2147483648, memory: 1e9999999999}}\n',
  'kind: Pod\napiVersion: [v1]\n',
  '\ud800',
  'apiVersion: v1\nkind: Pod\nspec: {hostAliases: [{ip: "\ud83d\ude00"}], volumes: [{name: "\\ud800"}]}\n',
  '{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{}]}}',
  'apiVersion: v1\nkind: Pod\nspec: {schedulingGates: {a: [{b: {c: [{}]}}]}}\n',
  `apiVersion: v1\nkind: Pod\nspec: {x: ${'['.repeat(180)}}\n`,
];
const tokens = [
  'null',
  '~',
  '[]',
  '{}',
  '[[]]',
  '{a: }',
  '"\\x00"',
  '1e999',
  '-0',
  '0x',
  '.nan',
  '&x',
  '*x',
  '!!int a',
  '|',
  '>-',
  '"',
  "'",
  '$(X)',
  '{{ x }}',
  '\u2028',
  '\u0000',
  'true',
  '99999999999999999999',
  '---',
  '...',
  '- ',
  '? ',
  ': ',
  '#',
  '\t',
  '\r',
  '\ud83d',
  '<<: *x',
  '__proto__',
  'toString',
];

export function hostileText(random: Random, manifests: readonly string[]): string {
  switch (random.int(6)) {
    case 0:
      return mutateText(random.pick(manifests), random);
    case 1:
      return mutateLines(random.pick(manifests), random, manifests);
    case 2:
      return randomDocument(random, { oddness: random.pick([0.05, 0.3]) });
    case 3:
      return withTokens(random.pick(manifests), random);
    case 4:
      return withBytes(random.pick(manifests), random);
    default:
      return [random.pick(nasty), random.pick(manifests)].join(random.pick(['', '\n---\n', '\n']));
  }
}

/** Words of the text replaced by words of another meaning. */
function withTokens(text: string, random: Random): string {
  const words = text.split(/(\s+|:)/);
  for (let left = 1 + random.int(6); left > 0; left--) words[random.int(words.length)] = random.pick(tokens);
  return words.join('');
}

function withBytes(text: string, random: Random): string {
  let result = text;
  for (let left = 1 + random.int(4); left > 0; left--) {
    const at = random.int(result.length + 1);
    result =
      result.slice(0, at) +
      String.fromCharCode(
        random.pick([0, 9, 10, 13, 34, 39, 0x85, 0xa0, 0x2028, 0xd800, 0xdc00, 0xfeff, 0xffff, random.int(128)]),
      ) +
      result.slice(at + random.int(3));
  }
  return random.chance(0.2) ? result.slice(0, random.int(result.length + 1)) : result;
}
