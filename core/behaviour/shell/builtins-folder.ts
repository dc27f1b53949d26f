/** `cd`. */
import { isDash } from './flavors.ts';
import type { Builtin } from './builtins-flow.ts';
import { absolute, mayAccess, messages, namesOf, nodeIn } from './files.ts';
import { write } from './open-files.ts';
import { complain, getVariable, store } from './state.ts';
import { wantedPlace } from './wanted.ts';

export const runCd: Builtin = (shell, [name, ...words]) => {
  const { process } = shell;
  const [given = getVariable(shell, 'HOME')] = words.filter((word) => !/^-[PL-]$/.test(word));
  const target = given === '-' ? getVariable(shell, 'OLDPWD') : given;
  if (target === undefined || target === '') return 0;
  const path = joinPath(process.cwd, target);
  const place = wantedPlace(process, path, 'directory');
  const node = nodeIn(place);
  const missing = typeof place === 'string' ? place : 'ENOENT';
  const denied = !node || mayAccess(node, process.uid, 1) ? undefined : 'EACCES';
  const error = !node ? missing : node.kind !== 'directory' ? 'ENOTDIR' : denied;
  if (error !== undefined) {
    complain(shell, `can't cd to ${target}${isDash(shell) ? '' : `: ${messages[error]}`}`, name);
    return 2;
  }
  store(shell, 'OLDPWD', process.cwd);
  process.cwd = path;
  store(shell, 'PWD', path);
  if (given === '-') write(process, 1, `${path}\n`);
  return 0;
};

/** The path without `.`, `..` and double slashes, whatever its links lead to. */
function joinPath(base: string, path: string): string {
  const names: string[] = [];
  for (const name of namesOf(absolute(base, path))) {
    if (name === '..') names.pop();
    else names.push(name);
  }
  return '/' + names.join('/');
}
