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
  if (name === undefined) return yield* runAssignments(shell, node, next !== undefined);
  const isSpecial = isSpecialBuiltin(name);
  const body = isSpecial ? undefined : shell.functions.get(name);
  const builtin = !body ? findBuiltin(shell, name) : undefined;
  const status = redirectFailure(shell);
  if (!next) {
    if (isSpecial && !isBash(shell)) shell.jump = { kind: 'exit' };
    return (shell.status = status);
  }
  const hidden = yield* assignForCommand(shell, node);
  if (!hidden) return shell.status;
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

function* runAssignments(shell: Shell, node: SimpleCommand, isRedirected: boolean): Task {
  for (const { name, value, append } of node.assignments) {
    const text = (append ? (getVariable(shell, name) ?? '') : '') + (yield* expandString(shell, value));
    if (shell.jump) return shell.status;
    if (shell.options.has('x')) trace(shell, [text], `${name}=`);
    if (!setVariable(shell, name, text)) return shell.status;
  }
  return isRedirected ? shell.substituted : redirectFailure(shell);
}

/** Sets the assignments before a command; what they hid. Undefined after an error. */
function* assignForCommand(shell: Shell, node: SimpleCommand): Task<Hidden | undefined> {
  const hidden: Hidden = new Map();
  for (const { name, value } of node.assignments) {
    const text = yield* expandString(shell, value);
    if (shell.jump) return undefined;
    if (!hidden.has(name)) hidden.set(name, shell.variables.get(name));
    if (!setVariable(shell, name, text, true)) return undefined;
  }
  return hidden;
}
