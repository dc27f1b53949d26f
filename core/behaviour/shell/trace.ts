/** What `set -x` shows. */
import { isBash, isDash } from './flavors.ts';
import { write } from './open-files.ts';
import { getVariable, type Shell } from './state.ts';

/** `set -x`: the command as it runs, on the error output. */
export function trace(shell: Shell, words: readonly string[], prefix = ''): void {
  const isPlain = (word: string): boolean =>
    isDash(shell) || /^[A-Za-z0-9_./:,+@%\]-]+$/.test(word) || (word === '' && !isBash(shell));
  const shown = words.map((word) => (isPlain(word) ? word : `'${word.replaceAll("'", "'\\''")}'`));
  write(shell.process, 2, `${getVariable(shell, 'PS4') ?? '+ '}${prefix}${shown.join(' ')}\n`);
}
