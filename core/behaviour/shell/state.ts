/** What a running shell holds: variables, functions, options, traps; and how it complains. */
import { isBusybox, isDash } from './flavors.ts';
import { isName, type Node } from './ast.ts';
import { write } from './open-files.ts';
import type { Flavor, Process, Task } from './process.ts';
import { defaultPath } from './programs.ts';

export interface Variable {
  readonly value: string | undefined;
  readonly exported: boolean;
  readonly readOnly: boolean;
}

/** Control flow on its way out of commands. */
export interface Jump {
  readonly kind: 'break' | 'continue' | 'return' | 'exit';
  readonly levels?: number;
}

/** The evaluator as expansions, simple commands and builtins call it (it builds on them). */
export interface Evaluator {
  readonly run: (shell: Shell, node: Node, isLast?: boolean) => Task;
  readonly runText: (shell: Shell, text: string, isLast?: boolean, line?: number) => Task;
  readonly substitute: (shell: Shell, script: Node) => Task<string>;
  readonly awaitChild: (shell: Shell, child: Process) => Task;
  readonly findBuiltin: (
    shell: Shell,
    name: string,
  ) => ((shell: Shell, words: readonly string[]) => Task | number) | undefined;
}

export interface Shell {
  readonly evaluator: Evaluator;
  readonly process: Process;
  readonly flavor: Flavor;
  /** `$0`, which is also what messages start with. */
  name: string;
  readonly variables: Map<string, Variable>;
  readonly functions: Map<string, Node>;
  parameters: readonly string[];
  readonly options: Set<string>;
  status: number;
  /** Exit code of the last command substitution of the current command. */
  substituted: number;
  lastBackground: number | undefined;
  readonly jobs: Process[];
  /** Jobs that were waited for: their codes can be asked again. */
  readonly ended: Process[];
  /** Commands by signal number; 0 is EXIT, an empty command ignores. */
  readonly traps: Map<number, string>;
  jump: Jump | undefined;
  loops: number;
  /** Above 0 where a failure is a condition and does not end a `set -e` shell. */
  tested: number;
  /** What the `local`s of the running functions hide. */
  readonly frames: Hidden[];
  line: number;
  /** Pid of the shell that started it all: `$$`. */
  readonly rootPid: number;
  readonly isSubshell: boolean;
  /** Set by `exec` without a command: redirections of this command stay. */
  keepsRedirects: boolean;
  /** Where `getopts` stands inside a word. */
  optionIndex: number;
  inTrap: boolean;
  /** The command is the last one unless it fails: an unknown one is taken to stay. */
  stays: boolean;
  /** Commands that wait for inner ones. */
  depth: number;
}

export function createShell(evaluator: Evaluator, process: Process, flavor: Flavor): Shell {
  const variables = new Map<string, Variable>();
  const add = (key: string, value: string, exported = false): unknown =>
    variables.set(key, { value, exported, readOnly: false });
  add('PATH', defaultPath);
  add('OPTIND', '1');
  add('PS4', '+ ');
  for (const [key, value] of process.environment) if (isName(key)) add(key, value, true);
  add('IFS', ' \t\n');
  add('PWD', process.cwd, true);
  return {
    evaluator,
    process,
    flavor,
    name: process.argv[0] ?? 'sh',
    variables,
    functions: new Map(),
    parameters: [],
    options: new Set(),
    status: 0,
    substituted: 0,
    lastBackground: undefined,
    jobs: [],
    ended: [],
    traps: new Map(),
    jump: undefined,
    loops: 0,
    tested: 0,
    frames: [],
    line: 1,
    rootPid: process.pid,
    isSubshell: false,
    keepsRedirects: false,
    optionIndex: 0,
    inTrap: false,
    stays: false,
    depth: 0,
  };
}

/** The copy that a subshell works on. Traps are reset to their defaults, ignored signals stay ignored. */
export const copyShell = (shell: Shell, process: Process): Shell => ({
  ...shell,
  process,
  variables: new Map(shell.variables),
  functions: new Map(shell.functions),
  options: new Set(shell.options),
  jobs: [],
  ended: [],
  traps: new Map([...shell.traps].filter(([, command]) => command === '')),
  frames: shell.frames.map((frame) => new Map(frame)),
  isSubshell: true,
  keepsRedirects: false,
  depth: 0,
});

export const getVariable = (shell: Shell, name: string): string | undefined => shell.variables.get(name)?.value;

/** Sets a variable; false if it is read-only (the shell has complained then). */
export function setVariable(shell: Shell, name: string, value: string, exported?: true): boolean {
  if (shell.variables.get(name)?.readOnly === true) {
    abort(shell, `${name}: is read only`);
    return false;
  }
  store(shell, name, value, exported);
  return true;
}

/** Sets a variable without a look at whether it is read-only. */
export function store(shell: Shell, name: string, value: string, exported?: true): void {
  const isExported = exported ?? shell.variables.get(name)?.exported ?? shell.options.has('a');
  shell.variables.set(name, { value, exported: isExported, readOnly: false });
}

/** What assignments that hold for a while hide. */
export type Hidden = Map<string, Variable | undefined>;

export function restore(shell: Shell, hidden: Hidden): void {
  for (const [name, variable] of hidden) {
    if (!variable) shell.variables.delete(name);
    else shell.variables.set(name, variable);
  }
}

/** The exported variables as a program gets them. */
export function environmentOf(shell: Shell): Map<string, string> {
  const environment = new Map<string, string>();
  for (const [name, { value, exported }] of shell.variables)
    if (exported && value !== undefined) environment.set(name, value);
  return environment;
}

/** Ends the shell with this code once the running commands have noticed. */
export function leave(shell: Shell, status: number): number {
  shell.status = status;
  shell.jump = { kind: 'exit' };
  return status;
}

/** A `return` ends here; the exit code. */
export function returned(shell: Shell, status: number): number {
  if (shell.jump?.kind !== 'return') return status;
  shell.jump = undefined;
  return shell.status;
}

/** A mistake that ends the shell with 2: says it and leaves. */
export function abort(shell: Shell, text: string, builtin?: string): number {
  complain(shell, text, builtin);
  return leave(shell, 2);
}

/** A message of the shell itself on its error output; `builtin` is the command that speaks. */
export function complain(shell: Shell, text: string, builtin?: string): 1 {
  const speaker = builtin === undefined ? '' : `${builtin}: `;
  const line = isDash(shell) ? `${shell.line}: ` : `line ${shell.line}: `;
  const from = isBusybox(shell) ? speaker + (speaker && 'line 0: ') : line + speaker;
  write(shell.process, 2, `${shell.name}: ${from}${text}\n`);
  return 1;
}
