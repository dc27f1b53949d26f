/** The options of a shell: `set -e`, `sh -x`. */
import { isDash } from './flavors.ts';
import type { Builtin } from './builtins-flow.ts';
import { listOptions, listVariables } from './builtins-tell.ts';
import { abort, type Shell } from './state.ts';

const longOptions: Readonly<Record<string, string>> = {
  errexit: 'e',
  nounset: 'u',
  xtrace: 'x',
  noglob: 'f',
  noclobber: 'C',
  allexport: 'a',
  verbose: 'v',
  noexec: 'n',
  monitor: 'm',
  pipefail: 'pipefail',
};

/** Takes `-eu`, `+x`, `-o name`; the words that are left, or the option that is not known. */
export function applyOptions(
  shell: Shell,
  words: readonly string[],
): { readonly rest?: readonly string[]; readonly unknown?: string } {
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (/^--?$/.test(word)) return { rest: words.slice(index + 1) };
    if (!/^[-+]/.test(word)) return { rest: words.slice(index) };
    for (const letter of word.slice(1)) {
      const option = letter === 'o' ? longOptions[words[++index] ?? ''] : letter;
      if (option === undefined || (isDash(shell) && option === 'pipefail'))
        return { unknown: `-o ${words[index] ?? ''}` };
      shell.options[word.startsWith('-') ? 'add' : 'delete'](option);
    }
  }
  return {};
}

export const runSet: Builtin = (shell, [command, ...words]) => {
  if (words.length === 0) return listVariables(shell, '', ({ value }) => value !== undefined);
  if (words.join(' ') === '-o') return listOptions(shell, longOptions);
  const { rest, unknown } = applyOptions(shell, words);
  if (unknown !== undefined) return abort(shell, `${isDash(shell) ? 'I' : 'i'}llegal option ${unknown}`, command);
  if (rest) shell.parameters = rest;
  return 0;
};
