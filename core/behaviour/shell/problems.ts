/** What a shell makes of a script that it cannot read, and of files that it cannot open for a command. */
import { messages, type FileError } from './files.ts';
import { isBash, isDash } from './flavors.ts';
import type { Body } from './process.ts';
import type { SyntaxProblem } from './source.ts';
import type { Shell } from './state.ts';

/** What it says, or what is done in its place. */
export const explainSyntax = (shell: Shell, problem: SyntaxProblem): Body | string =>
  assumeBash(shell, problem) ?? describeProblem(shell, problem);

/** Arrays and other words of bash are not followed: a container that runs them is taken to run on, which is said. */
function assumeBash(shell: Shell, { unexpected, message, line }: SyntaxProblem): Body | undefined {
  const { process } = shell;
  const isOfBash = isBash(shell) && process.pid === 1 && (unexpected === '(' || /^Bad/.test(message ?? ''));
  return isOfBash ? process.kernel.unknownProgram(`line ${line} of the script`, 'last', process) : undefined;
}

function describeProblem(shell: Shell, { unexpected = '', expecting, message }: SyntaxProblem): string {
  const token = /^(end of file|newline|word)$/.test(unexpected) ? unexpected : `"${unexpected}"`;
  const wanted = expecting === undefined ? '' : ` (expecting "${expecting}")`;
  const text = message ?? (isDash(shell) ? `${token} unexpected${wanted}` : `unexpected ${token}${wanted}`);
  return isDash(shell)
    ? `Syntax error: ${text}`
    : `syntax error: ${text.replace(/^[A-Z](?=[a-z])/, (char) => char.toLowerCase())}`;
}

/** Why a redirection failed. */
export function explainRedirect(shell: Shell, path: string, reads: boolean, error: FileError): string {
  if (isBash(shell)) return `${path}: ${messages[error]}`;
  const isMissing = error === 'ENOENT' || (isDash(shell) && error === 'ENOTDIR');
  const [cannot, noFile, noFolder] = isDash(shell)
    ? ['cannot', 'No such file', 'Directory nonexistent']
    : ["can't", 'no such file', 'nonexistent directory'];
  const reason = !isMissing ? messages[error] : reads ? noFile : noFolder;
  return `${cannot} ${reads ? 'open' : 'create'} ${path}: ${reason}`;
}
