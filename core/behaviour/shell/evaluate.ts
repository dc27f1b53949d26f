/** Walks the syntax tree: lists, pipelines, compound commands, subshells, functions' bodies, traps. */
import type { CaseItem, Node } from './ast.ts';
import { expandFields, expandPattern, expandString } from './expand.ts';
import { openDevice, openPipe, setDescriptor } from './descriptors.ts';
import { charge, note, signalName, spawn } from './kernel.ts';
import { read, write } from './open-files.ts';
import type { OpenFile, Process, Task } from './process.ts';
import { nextCommand } from './parser.ts';
import { matchesPattern } from './pattern.ts';
import { redirected, redirectFailure, withDescriptors, type Descriptors } from './redirect.ts';
import { runSimple } from './simple.ts';
import { openSource, type SyntaxProblem } from './source.ts';
import { abort, complain, copyShell, setVariable, type Evaluator, type Shell } from './state.ts';

/** Runs a script text; `isLast`: nothing follows, so its last command may take the shell's place. */
export function* runText(shell: Shell, text: string, isLast = false, line = 1): Task {
  const source = openSource(text, line);
  let status = 0;
  for (;;) {
    const node = nextCommand(source);
    if (source.error !== undefined) {
      shell.line = source.error.line;
      yield* complain(shell, describeProblem(shell, source.error));
      abort(shell, 2);
      return 2;
    }
    if (node === undefined) return status;
    status = yield* run(shell, node, isLast && source.text.slice(source.at).trim() === '');
    if (shell.jump !== undefined) return shell.status;
  }
}

function describeProblem(shell: Shell, problem: SyntaxProblem): string {
  const expecting = problem.expecting === undefined ? '' : ` (expecting "${problem.expecting}")`;
  const isNamed = ['end of file', 'newline', 'word'].includes(problem.unexpected ?? '');
  const token = isNamed ? problem.unexpected : `"${problem.unexpected}"`;
  if (shell.flavor === 'dash') {
    return `Syntax error: ${problem.message ?? `${token} unexpected${expecting}`}`;
  }
  const message = problem.message?.replace(/^[A-Z](?=[a-z])/, (char) => char.toLowerCase());
  return `syntax error: ${message ?? `unexpected ${token}${expecting}`}`;
}

/** The body of a process that is a shell. */
export function* shellMain(shell: Shell, text: string): Task {
  yield* runText(shell, text, true);
  return yield* endShell(shell);
}

/** The EXIT trap, then the exit code. */
export function* endShell(shell: Shell): Task {
  const command = shell.traps.get(0);
  const { status } = shell;
  if (command !== undefined && command !== '') {
    shell.traps.delete(0);
    shell.jump = undefined;
    yield* runText(shell, command);
    return shell.jump === undefined ? status : shell.status;
  }
  return status;
}

/** Our own stack bounds how deep commands nest: functions, `eval`, files read in. */
const maxDepth = 300;

/** Runs a command and gives its exit code, which is also `$?` then. */
export function* run(shell: Shell, node: Node, isLast = false): Task {
  const wait = charge(shell.process.kernel, 1);
  if (wait !== undefined) yield wait;
  if (shell.depth >= maxDepth) {
    yield* complain(shell, `Maximum function recursion depth (${maxDepth}) reached`);
    abort(shell, 2);
    return 2;
  }
  shell.depth++;
  shell.status = yield* dispatch(shell, node, isLast);
  shell.depth--;
  if (shell.process.pending.length > 0) yield* runTraps(shell);
  return shell.status;
}

function* dispatch(shell: Shell, node: Node, isLast: boolean): Task {
  switch (node.kind) {
    case 'simple':
      return yield* checked(shell, yield* runSimple(shell, node, isLast));
    case 'pipeline':
      return yield* runPipeline(shell, node);
    case 'and':
    case 'or':
      return yield* runAndOr(shell, node, isLast);
    case 'sequence':
      return yield* runSequence(shell, node.commands, isLast);
    case 'background':
      return yield* runBackground(shell, node.command);
    case 'subshell':
      return yield* checked(shell, yield* runSubshell(shell, node.body, isLast));
    case 'group':
      return yield* run(shell, node.body, isLast);
    case 'redirected': {
      const next = yield* redirected(shell, shell.process.descriptors, node.redirects);
      if (next === undefined)
        return yield* checked(shell, shell.jump === undefined ? redirectFailure(shell) : shell.status);
      return yield* withDescriptors(shell, next, run(shell, node.command));
    }
    case 'if': {
      const condition = yield* runTested(shell, node.condition);
      if (shell.jump !== undefined) return shell.status;
      if (condition === 0) return yield* run(shell, node.then, isLast);
      return node.else === undefined ? 0 : yield* run(shell, node.else, isLast);
    }
    case 'loop':
      return yield* runLoop(shell, node);
    case 'for':
      return yield* runFor(shell, node);
    case 'case':
      return yield* runCase(shell, node.subject, node.items, isLast);
    case 'function':
      shell.functions.set(node.name, node.body);
      return 0;
  }
}

/** `set -e`: a failure that nobody looks at ends the shell. */
function* checked(shell: Shell, status: number): Task {
  if (status !== 0 && shell.options.has('e') && shell.tested === 0 && shell.jump === undefined) abort(shell, status);
  return status;
}

function* runTested(shell: Shell, node: Node): Task {
  shell.tested++;
  const status = yield* run(shell, node);
  shell.tested--;
  return status;
}

function* runSequence(shell: Shell, commands: readonly Node[], isLast: boolean): Task {
  let status = 0;
  for (const [index, command] of commands.entries()) {
    status = yield* run(shell, command, isLast && index === commands.length - 1);
    if (shell.jump !== undefined) return shell.status;
  }
  return status;
}

function* runAndOr(shell: Shell, node: Extract<Node, { kind: 'and' | 'or' }>, isLast: boolean): Task {
  const left = yield* runTested(shell, node.left);
  if (shell.jump !== undefined) return shell.status;
  return (left === 0) === (node.kind === 'and') ? yield* run(shell, node.right, isLast) : left;
}

/** A copy of this shell as a child process. */
export function fork(shell: Shell, descriptors: Descriptors, body: (child: Shell) => Task): Process | undefined {
  const { process } = shell;
  return spawn(process.kernel, {
    parent: process,
    argv: process.argv,
    cwd: process.cwd,
    uid: process.uid,
    environment: process.environment,
    descriptors,
    body: (child) => {
      child.memory = process.memory;
      const copy = copyShell(shell, child);
      return inChild(copy, body);
    },
  });
}

function* inChild(shell: Shell, body: (child: Shell) => Task): Task {
  const status = yield* body(shell);
  if (shell.jump === undefined) shell.status = status;
  return yield* endShell(shell);
}

/** Reports that the system gives no more processes. */
function* noFork(shell: Shell): Task {
  const text = shell.flavor === 'dash' ? 'Cannot fork' : "can't fork: Resource temporarily unavailable";
  yield* complain(shell, text);
  abort(shell, 2);
  return 2;
}

/** Waits for a child in the foreground. Traps run only afterwards. */
export function* awaitChild(shell: Shell, child: Process): Task {
  if (child.exit === undefined) yield { ready: () => child.exit !== undefined };
  const exit = child.exit;
  if (exit === undefined) return 0;
  if (exit.signal !== undefined && exit.signal !== 13 && exit.signal !== 2) {
    const words: Record<string, string> = {
      KILL: 'Killed',
      TERM: 'Terminated',
      SEGV: 'Segmentation fault',
      HUP: 'Hangup',
      ABRT: 'Aborted',
      QUIT: 'Quit',
    };
    const name = signalName(exit.signal) ?? '';
    yield* write(shell.process, 2, `${words[name] ?? name}\n`);
  }
  return exit.code;
}

export function* runSubshell(shell: Shell, body: Node, isLast = false): Task {
  if (isLast && shell.traps.size === 0 && shell.isSubshell) return yield* run(shell, body, true);
  const child = fork(shell, shell.process.descriptors, (copy) => run(copy, body, true));
  return child === undefined ? yield* noFork(shell) : yield* awaitChild(shell, child);
}

function* runBackground(shell: Shell, command: Node): Task {
  const descriptors = new Map(shell.process.descriptors);
  descriptors.set(0, openDevice('null'));
  const child = fork(shell, descriptors, (copy) => {
    copy.process.ignored.add(2).add(3);
    return run(copy, command, true);
  });
  if (child === undefined) return yield* noFork(shell);
  shell.lastBackground = child.pid;
  shell.jobs.push(child);
  return 0;
}

function* runPipeline(shell: Shell, node: Extract<Node, { kind: 'pipeline' }>): Task {
  if (node.commands.length === 1 && node.commands[0] !== undefined) {
    const status = yield* node.negated ? runTested(shell, node.commands[0]) : run(shell, node.commands[0]);
    if (shell.jump !== undefined && !(node.negated && shell.jump.kind === 'return')) return shell.status;
    if (!node.negated) return status;
    shell.status = Number(status === 0);
    return shell.status;
  }
  const children: Process[] = [];
  let input: OpenFile | undefined;
  for (const [index, command] of node.commands.entries()) {
    const isEnd = index === node.commands.length - 1;
    const pipe = isEnd ? undefined : openPipe();
    const descriptors = new Map(shell.process.descriptors);
    if (input !== undefined) descriptors.set(0, input);
    if (pipe !== undefined) descriptors.set(1, pipe.writer);
    const child = fork(shell, descriptors, (copy) => run(copy, command, true));
    if (child === undefined) return yield* noFork(shell);
    children.push(child);
    input = pipe?.reader;
  }
  const statuses: number[] = [];
  for (const child of children) {
    if (child.exit === undefined) yield { ready: () => child.exit !== undefined };
    statuses.push(child.exit?.code ?? 0);
  }
  const failed = shell.options.has('pipefail') ? statuses.findLast((status) => status !== 0) : undefined;
  const status = failed ?? statuses.at(-1) ?? 0;
  return node.negated ? Number(status === 0) : yield* checked(shell, status);
}

/** True if the loop ends here: a `break`, an outer `continue`, a `return` or an exit. */
function leavesLoop(shell: Shell): boolean {
  const { jump } = shell;
  if (jump === undefined) return false;
  if (jump.kind !== 'break' && jump.kind !== 'continue') return true;
  shell.jump = jump.levels > 1 ? { kind: jump.kind, levels: jump.levels - 1 } : undefined;
  return jump.kind === 'break' || jump.levels > 1;
}

function* runLoop(shell: Shell, node: Extract<Node, { kind: 'loop' }>): Task {
  let status = 0;
  shell.loops++;
  for (;;) {
    const condition = yield* runTested(shell, node.condition);
    if (shell.jump !== undefined) {
      if (leavesLoop(shell)) break;
      continue;
    }
    if ((condition === 0) === node.until) break;
    status = yield* run(shell, node.body);
    if (leavesLoop(shell)) {
      status = shell.status;
      break;
    }
  }
  shell.loops--;
  return status;
}

function* runFor(shell: Shell, node: Extract<Node, { kind: 'for' }>): Task {
  const items = node.words === undefined ? shell.parameters : yield* expandFields(shell, node.words);
  if (shell.jump !== undefined) return shell.status;
  let status = 0;
  shell.loops++;
  for (const item of items) {
    if (!(yield* setVariable(shell, node.name, item))) break;
    status = yield* run(shell, node.body);
    if (leavesLoop(shell)) {
      status = shell.status;
      break;
    }
  }
  shell.loops--;
  return status;
}

function* runCase(
  shell: Shell,
  subject: Parameters<typeof expandString>[1],
  items: readonly CaseItem[],
  isLast: boolean,
): Task {
  const text = yield* expandString(shell, subject);
  let matched = false;
  let status = 0;
  for (const item of items) {
    for (const pattern of matched ? [] : item.patterns) {
      if (matchesPattern(yield* expandPattern(shell, pattern), text)) {
        matched = true;
        break;
      }
      if (shell.jump !== undefined) return shell.status;
    }
    if (!matched) continue;
    status = yield* run(shell, item.body, isLast);
    if (shell.jump !== undefined || !item.fallsThrough) return shell.status;
  }
  return status;
}

/** `$(script)`: the output of a subshell. */
export function* substitute(shell: Shell, script: string): Task<string> {
  const pipe = openPipe();
  const descriptors = new Map(shell.process.descriptors);
  descriptors.set(1, pipe.writer);
  const child = fork(shell, descriptors, (copy) => runText(copy, script, true, shell.line));
  if (child === undefined) {
    yield* noFork(shell);
    return '';
  }
  let fd = 60;
  while (shell.process.descriptors.has(fd)) fd++;
  setDescriptor(shell.process, fd, pipe.reader);
  let output = '';
  for (;;) {
    const part = yield* read(shell.process, fd);
    if (part === '') break;
    if (output.length < 1 << 22) output += part;
    else {
      note(shell.process.kernel, 'the output of a command substitution is cut at 4 MiB');
      break;
    }
  }
  setDescriptor(shell.process, fd, undefined);
  shell.substituted = yield* awaitChild(shell, child);
  return output.replaceAll('\0', '');
}

/** Runs the traps of the signals that came, with `$?` kept. */
export function* runTraps(shell: Shell): Task<void> {
  if (shell.inTrap) return;
  while (shell.process.pending.length > 0 && shell.jump?.kind !== 'exit') {
    const command = shell.traps.get(shell.process.pending.shift() ?? 0);
    if (command === undefined) continue;
    const { status, jump, tested } = shell;
    shell.jump = undefined;
    shell.inTrap = true;
    shell.tested++;
    yield* runText(shell, command);
    shell.inTrap = false;
    shell.tested = tested;
    if (shell.jump === undefined) {
      shell.status = status;
      shell.jump = jump;
    }
  }
}

export const evaluator: Evaluator = { run, runText, substitute, awaitChild };
