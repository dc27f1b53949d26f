/** Random scripts after the grammar of the shell, and random noise: for tests that nothing crashes or hangs. */

export type Random = () => number;

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const words = [
  'a',
  '"b c"',
  "'d'",
  '$x',
  '"$y"',
  '${x:-q}',
  '${y#*a}',
  '$(echo z)',
  '`echo t`',
  '$((1+2))',
  '*',
  '~',
  '"$@"',
  '$?',
  '$!',
  '-n',
  '--',
  '',
  '\\$',
  '{1..3}',
  '$((x++))',
  '/tmp',
  '/dev/null',
  'f.txt',
  '10',
  '•',
  '\u0000',
];
const tools = [
  'echo',
  'cat',
  'true',
  'false',
  'sleep 1',
  'test',
  '[',
  'read x',
  'printf',
  'seq',
  'grep',
  'sed',
  'awk',
  'head',
  'tail -n',
  'wc',
  'ls',
  'touch',
  'rm -rf',
  'mkdir',
  'cp',
  'mv',
  'kill',
  'wait',
  'trap',
  'exit',
  'set -e',
  'set --',
  'export',
  'local',
  'cd',
  'eval',
  'exec',
  'sh -c',
  'xargs',
  'find',
  'tr',
  'cut',
  'sort',
  'nc -l -p',
  'wget',
  'tee',
  'dd',
  'expr',
  'date',
  'yes',
  'timeout 1',
  'nosuch',
  'return',
  'break',
  'continue',
  'shift',
  'unset',
  'getopts ab o',
  ':',
  'f',
  'tail -f',
  'base64',
  'od',
  'uniq',
];

const pick = <T>(random: Random, items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;

export function randomScript(random: Random, depth = 0): string {
  const kind = Math.floor(random() * (depth > 4 ? 6 : 22));
  const inner = (): string => randomScript(random, depth + 1);
  const simple = (): string =>
    [pick(random, tools), ...Array.from({ length: Math.floor(random() * 3) }, () => pick(random, words))].join(' ');
  switch (kind) {
    case 6:
      return `${inner()}; ${inner()}`;
    case 7:
      return `${inner()} && ${inner()}`;
    case 8:
      return `${inner()} || ${inner()}`;
    case 9:
      return `${inner()} | ${inner()}`;
    case 10:
      return `${inner()} &`;
    case 11:
      return `if ${inner()}; then ${inner()}; else ${inner()}; fi`;
    case 12:
      return `while ${inner()}; do ${inner()}; done`;
    case 13:
      return `for x in ${pick(random, words)} ${pick(random, words)}; do ${inner()}; done`;
    case 14:
      return `case ${pick(random, words)} in ${pick(random, words)}) ${inner()};; *) ${inner()};; esac`;
    case 15:
      return `( ${inner()} )`;
    case 16:
      return `{ ${inner()}; }`;
    case 17:
      return `f() { ${inner()}; }; f ${pick(random, words)}`;
    case 18:
      return `${simple()} > ${pick(random, words)} 2>&1`;
    case 19:
      return `x=${pick(random, words)} ${simple()}`;
    case 20:
      return `cat <<E\n${pick(random, words)}\nE\n${inner()}`;
    case 21:
      return `trap '${simple().replaceAll("'", '')}' ${pick(random, ['EXIT', 'TERM', 'INT', '0'])}`;
    default:
      return simple();
  }
}

const noise = [
  '"',
  "'",
  '$',
  '(',
  ')',
  '{',
  '}',
  ';',
  '&',
  '|',
  '<',
  '>',
  '\n',
  ' ',
  '\\',
  '`',
  '#',
  '*',
  'if',
  'then',
  'fi',
  'do',
  'done',
  'case',
  'esac',
  'in',
  'while',
  '$((',
  '${',
  '))',
  '<<E',
  'x',
  '1',
  '=',
  '!',
  ';;',
  '\0',
  '[',
  ']',
  '~',
];

export function randomNoise(random: Random): string {
  return Array.from({ length: Math.floor(random() * 40) }, () => pick(random, noise)).join('');
}
