/** What a shell makes of a script that it cannot read, and of files that it cannot open for a command. */
import { messages, type FileError } from './files.ts';
import type { Body } from './process.ts';
import type { SyntaxProblem } from './source.ts';
import type { Shell } from './state.ts';

/** What it says, or what is done in its place. */
export const explainSyntax = (shell: Shell, problem: SyntaxProblem): Body | string =>
  assumeBash(shell, problem) ?? describeProblem(shell, problem);

/** Arrays and other words of bash are not followed: a container that runs them is taken to run on, which is said. */
function assumeBash({ flavor, process }: Shell, { unexpected, message, line }: SyntaxProblem): Body | undefined {
  const isBash = flavor === 'bash' && process.pid === 1 && (unexpected === '(' || /^Bad/.test(message ?? ''));
  return isBash ? process.kernel.unknownProgram(`line ${line} of the script`, 'last', process) : undefined;
}

function describeProblem({ flavor }: Shell, { unexpected = '', expecting, message }: SyntaxProblem): string {
  const isDash = flavor === 'dash';
  const token = /^(end of file|newline|word)$/.test(unexpected) ? unexpected : `"${unexpected}"`;
  const wanted = expecting === undefined ? '' : ` (expecting "${expecting}")`;
  const text = message ?? (isDash ? `${token} unexpected${wanted}` : `unexpected ${token}${wanted}`);
  return isDash
    ? `Syntax error: ${text}`
    : `syntax error: ${text.replace(/^[A-Z](?=[a-z])/, (char) => char.toLowerCase())}`;
}

/** Why a redirection failed. */
export function explainRedirect({ flavor }: Shell, path: string, reads: boolean, error: FileError): string {
  if (flavor === 'bash') return `${path}: ${messages[error]}`;
  if (flavor === 'dash') {
    const isMissing = error === 'ENOENT' || error === 'ENOTDIR';
    const reason = !isMissing ? messages[error] : reads ? 'No such file' : 'Directory nonexistent';
    return `cannot ${reads ? 'open' : 'create'} ${path}: ${reason}`;
  }
  const reason = error !== 'ENOENT' ? messages[error] : reads ? 'no such file' : 'nonexistent directory';
  return `can't ${reads ? 'open' : 'create'} ${path}: ${reason}`;
}
