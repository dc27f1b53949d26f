/** Walks the syntax tree: lists, pipelines, compound commands, subshells, functions' bodies, traps. */
import { isDash } from './flavors.ts';
import type { Node } from './ast.ts';
import { findBuiltin } from './builtins.ts';
import { runCase } from './case.ts';
import { runAnyLoop, runTested } from './compound.ts';
import { openDevice, openPipe, setDescriptor, addDescriptor } from './descriptors.ts';
import { type Birth, charge, note, signalName, spawnChild, untilEnd } from './kernel.ts';
import { read, write } from './open-files.ts';
import { nextCommand, openScript } from './parser.ts';
import { explainSyntax } from './problems.ts';
import type { OpenFile, Process, Task } from './process.ts';
import { redirected, redirectFailure, withDescriptors } from './redirect.ts';
import { runSimple } from './simple.ts';
import { abort, copyShell, leave, type Evaluator, type Shell } from './state.ts';

type NodeOf<K extends Node['kind']> = Extract<Node, { kind: K }>;

/** Runs a script text; `isLast`: nothing follows, so its last command may take the shell's place. */
export function* runText(shell: Shell, text: string, isLast = false, line = 1): Task {
  const source = openScript(text, line);
  let status = 0;
  for (;;) {
    const node = nextCommand(source);
    if (source.error) {
      shell.line = source.error.line;
      const problem = explainSyntax(shell, source.error);
      return typeof problem === 'string' ? abort(shell, problem) : leave(shell, yield* problem(shell.process));
    }
    if (!node) return status;
    status = yield* run(shell, node, isLast && source.text.slice(source.at).trim() === '');
    if (shell.jump) return shell.status;
  }
}

/** The body of a process that is a shell. */
export const shellMain = (shell: Shell, text: string): Task => inProcess(shell, runText(shell, text, true));

/** Runs the last of a shell's commands, then the EXIT trap; gives the exit code. */
function* inProcess(shell: Shell, body: Task): Task {
  const result = yield* body;
  if (!shell.jump) shell.status = result;
  const { status } = shell;
  const command = shell.traps.get(0) ?? '';
  shell.traps.delete(0);
  if (command === '') return status;
  shell.jump = undefined;
  yield* runText(shell, command);
  return shell.jump === undefined ? status : shell.status;
}

/** Our own stack bounds how deep commands nest: functions, `eval`, files read in. */
const maxDepth = 300;

/** Runs a command and gives its exit code, which is also `$?` then. */
export function* run(shell: Shell, node: Node, isLast = false): Task {
  const wait = charge(shell.process, 1);
  if (wait) yield wait;
  if (shell.depth >= maxDepth) return abort(shell, `Maximum function recursion depth (${maxDepth}) reached`);
  shell.depth++;
  shell.status = yield* dispatch(shell, node, isLast);
  shell.depth--;
  if (shell.process.pending.length > 0) yield* runTraps(shell);
  return shell.status;
}

function* dispatch(shell: Shell, node: Node, isLast: boolean): Task {
  switch (node.kind) {
    case 'simple':
      return checked(shell, yield* runSimple(shell, node, isLast));
    case 'pipeline':
      return yield* runPipeline(shell, node, isLast);
    case 'and':
    case 'or': {
      shell.stays = isLast && node.kind === 'or' && node.left.kind === 'simple';
      const left = yield* runTested(shell, node.left);
      shell.stays = false;
      if (shell.jump || (left === 0) !== (node.kind === 'and')) return shell.status;
      return yield* run(shell, node.right, isLast);
    }
    case 'sequence':
      return yield* runSequence(shell, node.commands, isLast);
    case 'background':
      return runBackground(shell, node.body);
    case 'subshell': {
      if (isLast && shell.traps.size === 0 && shell.isSubshell) return yield* run(shell, node.body, true);
      const isFollowed = shell.process.isFollowed || !isLast;
      const child = fork(shell, { isFollowed }, (copy) => run(copy, node.body, true));
      return !child ? shell.status : checked(shell, yield* awaitChild(shell, child));
    }
    case 'redirected': {
      const next = yield* redirected(shell, node.redirects);
      return !next
        ? checked(shell, redirectFailure(shell))
        : yield* withDescriptors(shell, next, () => run(shell, node.body));
    }
    case 'if': {
      const condition = yield* runTested(shell, node.condition);
      return shell.jump ? shell.status : yield* run(shell, condition === 0 ? node.then : node.otherwise, isLast);
    }
    case 'loop':
    case 'for':
      return yield* runAnyLoop(shell, node);
    case 'case':
      return yield* runCase(shell, node, isLast);
    case 'function':
      shell.functions.set(node.name, node.body);
      return 0;
  }
}

/** `set -e`: a failure that nobody looks at ends the shell. */
function checked(shell: Shell, status: number): number {
  const isFatal = status !== 0 && shell.options.has('e') && shell.tested === 0 && !shell.jump;
  return isFatal ? leave(shell, status) : status;
}

function* runSequence(shell: Shell, commands: readonly Node[], isLast: boolean): Task {
  let status = 0;
  for (const [index, command] of commands.entries()) {
    status = yield* run(shell, command, isLast && index === commands.length - 1);
    if (shell.jump) return shell.status;
  }
  return status;
}

/** A copy of this shell as a child process; undefined (and the shell leaves) if there are too many. */
function fork(shell: Shell, changes: Partial<Birth>, body: (child: Shell) => Task): Process | undefined {
  const { process } = shell;
  const child = spawnChild(
    process,
    (started) => {
      started.memory = process.memory;
      const copy = copyShell(shell, started);
      return inProcess(copy, body(copy));
    },
    changes,
  );
  if (!child) abort(shell, isDash(shell) ? 'Cannot fork' : "can't fork: Resource temporarily unavailable");
  return child;
}

const deaths: Readonly<Record<string, string>> = { KILL: 'Killed', TERM: 'Terminated' };

/** Waits for a child in the foreground. Traps run only afterwards. */
function* awaitChild(shell: Shell, child: Process): Task {
  const { code, signal } = yield* untilEnd(child);
  const name = signal === undefined || signal === 13 || signal === 2 ? '' : (signalName(signal) ?? '');
  if (name !== '') write(shell.process, 2, `${deaths[name] ?? name}\n`);
  return code;
}

function runBackground(shell: Shell, command: Node): number {
  const descriptors = new Map(shell.process.descriptors).set(0, openDevice('null'));
  const child = fork(shell, { descriptors, isFollowed: false }, (copy) => {
    copy.process.ignored.add(2).add(3);
    return run(copy, command, true);
  });
  if (!child) return shell.status;
  shell.lastBackground = child.pid;
  shell.jobs.push(child);
  return 0;
}

function* runPipeline(shell: Shell, { commands, negated }: NodeOf<'pipeline'>, isLast: boolean): Task {
  const [first] = commands;
  if (commands.length === 1 && first) {
    const status = yield* runTested(shell, first);
    return shell.jump && shell.jump.kind !== 'return' ? shell.status : (shell.status = Number(status === 0));
  }
  const isFollowed = shell.process.isFollowed || !isLast;
  const children: Process[] = [];
  let input: OpenFile | undefined;
  for (const [index, command] of commands.entries()) {
    const pipe = index === commands.length - 1 ? undefined : openPipe();
    const descriptors = new Map(shell.process.descriptors);
    if (input) descriptors.set(0, input);
    if (pipe) descriptors.set(1, pipe.writer);
    const child = fork(shell, { descriptors, isFollowed }, (copy) => run(copy, command, true));
    if (!child) return shell.status;
    children.push(child);
    input = pipe?.reader;
  }
  const statuses: number[] = [];
  for (const child of children) statuses.push((yield* untilEnd(child)).code);
  const failed = shell.options.has('pipefail') ? statuses.findLast((status) => status !== 0) : undefined;
  const status = failed ?? statuses.at(-1) ?? 0;
  return negated ? Number(status === 0) : checked(shell, status);
}

/** `$(script)`: the output of a subshell. */
function* substitute(shell: Shell, script: Node): Task<string> {
  const { process } = shell;
  const pipe = openPipe();
  const descriptors = new Map(process.descriptors).set(1, pipe.writer);
  const child = fork(shell, { descriptors, isFollowed: true }, (copy) => run(copy, script, true));
  if (!child) return '';
  const fd = addDescriptor(process, pipe.reader);
  let output = '';
  for (let part = yield* read(process, fd); part !== ''; part = yield* read(process, fd)) {
    output += part;
    if (output.length < 1 << 22) continue;
    note(process.kernel, 'the output of a command substitution is cut at 4 MiB');
    break;
  }
  setDescriptor(process, fd, undefined);
  shell.substituted = yield* awaitChild(shell, child);
  return output.replaceAll('\0', '');
}

/** Runs the traps of the signals that came, with `$?` kept. */
function* runTraps(shell: Shell): Task<void> {
  while (!shell.inTrap && shell.process.pending.length > 0 && shell.jump?.kind !== 'exit') {
    const command = shell.traps.get(shell.process.pending.shift() ?? 0);
    if (command === undefined) continue;
    const { status, jump, tested } = shell;
    Object.assign(shell, { jump: undefined, inTrap: true, tested: tested + 1 });
    yield* runText(shell, command);
    Object.assign(shell, { inTrap: false, tested });
    if (!shell.jump) Object.assign(shell, { status, jump });
  }
}

export const evaluator: Evaluator = { run, runText, substitute, awaitChild, findBuiltin };
