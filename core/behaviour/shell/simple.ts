/** Simple commands: assignments, then a function, a builtin or a program, each with its redirections. */
import { isBash } from './flavors.ts';
import type { SimpleCommand, Word } from './ast.ts';
import { findBuiltin, isSpecialBuiltin } from './builtins.ts';
import { expandFields, expandPattern, expandString } from './expand.ts';
import { inForeground } from './foreground.ts';
import { callFunction } from './functions.ts';
import type { Task } from './process.ts';
import { become, findProgram } from './programs.ts';
import { redirected, redirectFailure, replaceDescriptors, withDescriptors } from './redirect.ts';
import { environmentOf, getVariable, restore, setVariable, type Hidden, type Shell } from './state.ts';
import { trace } from './trace.ts';

export function* runSimple(shell: Shell, node: SimpleCommand, isLast: boolean): Task {
  shell.line = node.line;
  shell.substituted = 0;
  const words = yield* expandCommand(shell, node.words);
  if (shell.jump) return shell.status;
  const [name] = words;
  const next = yield* redirected(shell, node.redirects);
  if (shell.jump !== undefined) return shell.status;
  if (name === undefined) {
    const isSet = yield* assign(shell, node);
    return !isSet ? shell.status : next ? shell.substituted : redirectFailure(shell);
  }
  const isSpecial = isSpecialBuiltin(name);
  const body = isSpecial ? undefined : shell.functions.get(name);
  const builtin = !body ? findBuiltin(shell, name) : undefined;
  if (!next) {
    shell.status = redirectFailure(shell);
    if (isSpecial && !isBash(shell)) shell.jump = { kind: 'exit' };
    return shell.status;
  }
  const hidden: Hidden = new Map();
  if (!(yield* assign(shell, node, hidden))) return shell.status;
  if (shell.options.has('x'))
    trace(shell, [...[...hidden.keys()].map((key) => `${key}=${getVariable(shell, key) ?? ''}`), ...words]);
  if (!body && !builtin) {
    const environment = environmentOf(shell);
    const path = getVariable(shell, 'PATH') ?? '';
    restore(shell, hidden);
    const stays = isLast || shell.stays;
    const found = findProgram(shell.process, words, stays ? 'last' : 'between', path);
    const isFollowed = !stays || shell.process.isFollowed;
    if (typeof found === 'string' || !isLast || shell.traps.size > 0)
      return yield* withDescriptors(shell, next, () => inForeground(shell, words, found, { environment, isFollowed }));
    replaceDescriptors(shell.process, next);
    return yield* become(shell.process, words, found, environment);
  }
  const code = yield* withDescriptors(shell, next, () => (builtin ?? callFunction)(shell, words));
  if (!isSpecial) restore(shell, hidden);
  return code;
}

/** The words of a command. Those of `[[` are not split, and what follows `==` is a pattern. */
function* expandCommand(shell: Shell, words: readonly Word[]): Task<string[]> {
  const [first] = words[0] ?? [];
  if (first?.kind !== 'text' || first.text !== '[[') return yield* expandFields(shell, words);
  const fields: string[] = [];
  for (const word of words) {
    const expand = /^[!=]?=$/.test(fields.at(-1) ?? '') ? expandPattern : expandString;
    fields.push(yield* expand(shell, word));
  }
  return fields;
}

/** Sets variables; false after an error. `hidden`, for the time of one command, gets what they hide. */
function* assign(shell: Shell, { assignments }: SimpleCommand, hidden?: Hidden): Task<boolean> {
  for (const { name, value, append } of assignments) {
    const before = append && !hidden ? (getVariable(shell, name) ?? '') : '';
    const text = before + (yield* expandString(shell, value));
    if (shell.jump) return false;
    if (!hidden && shell.options.has('x')) trace(shell, [text], `${name}=`);
    if (hidden?.has(name) === false) hidden.set(name, shell.variables.get(name));
    if (!setVariable(shell, name, text, hidden && true)) return false;
  }
  return true;
}
