/** What a running shell holds: variables, functions, options, traps; and how it complains. */
import type { Node } from './ast.ts';
import { write } from './open-files.ts';
import type { Process, Task } from './process.ts';

export interface Variable {
  readonly value: string | undefined;
  readonly exported: boolean;
  readonly readOnly: boolean;
}

/** Control flow on its way out of commands. */
export type Jump =
  | { readonly kind: 'break' | 'continue'; readonly levels: number }
  | { readonly kind: 'return' }
  | { readonly kind: 'exit' };

/** The evaluator as expansions, simple commands and builtins call it (it builds on them). */
export interface Evaluator {
  readonly run: (shell: Shell, node: Node, isLast?: boolean) => Task;
  readonly runText: (shell: Shell, text: string, isLast?: boolean, line?: number) => Task;
  readonly substitute: (shell: Shell, script: string) => Task<string>;
  readonly awaitChild: (shell: Shell, child: Process) => Task;
}

export interface Shell {
  readonly evaluator: Evaluator;
  readonly process: Process;
  readonly flavor: 'busybox' | 'dash' | 'bash';
  /** `$0`, which is also what messages start with. */
  name: string;
  readonly variables: Map<string, Variable>;
  readonly functions: Map<string, Node>;
  parameters: readonly string[];
  readonly options: Set<string>;
  status: number;
  /** Exit code of the last command substitution of the current command. */
  substituted: number | undefined;
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
  readonly frames: Map<string, Variable | undefined>[];
  line: number;
  /** Pid of the shell that started it all: `$$`. */
  readonly rootPid: number;
  readonly isSubshell: boolean;
  /** Set by `exec` without a command: redirections of this command stay. */
  keepsRedirects: boolean;
  optionIndex: number;
  inTrap: boolean;
  /** Commands that wait for inner ones. */
  depth: number;
}

export function createShell(
  evaluator: Evaluator,
  process: Process,
  name: string,
  parameters: readonly string[],
): Shell {
  const variables = new Map<string, Variable>();
  for (const [key, value] of process.environment) {
    if (/^[A-Za-z_]\w*$/.test(key)) variables.set(key, { value, exported: true, readOnly: false });
  }
  const shell: Shell = {
    evaluator,
    process,
    flavor: process.kernel.machine.flavor,
    name,
    variables,
    functions: new Map(),
    parameters,
    options: new Set(),
    status: 0,
    substituted: undefined,
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
    depth: 0,
  };
  for (const [key, value] of [
    ['IFS', ' \t\n'],
    ['OPTIND', '1'],
    ['PS4', '+ '],
    ['PPID', String(process.parent?.pid ?? 0)],
  ] as const) {
    if (key === 'IFS' || !variables.has(key)) variables.set(key, { value, exported: false, readOnly: false });
  }
  variables.set('PWD', { value: process.cwd, exported: true, readOnly: false });
  if (!variables.has('PATH')) variables.set('PATH', { value: defaultPath, exported: false, readOnly: false });
  return shell;
}

export const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The copy that a subshell works on. Traps are reset to their defaults, ignored signals stay ignored. */
export function copyShell(shell: Shell, process: Process): Shell {
  const traps = new Map([...shell.traps].filter(([, command]) => command === ''));
  return {
    ...shell,
    process,
    variables: new Map(shell.variables),
    functions: new Map(shell.functions),
    options: new Set(shell.options),
    jobs: [],
    ended: [],
    traps,
    frames: shell.frames.map((frame) => new Map(frame)),
    isSubshell: true,
    keepsRedirects: false,
    depth: 0,
  };
}

export const getVariable = (shell: Shell, name: string): string | undefined => shell.variables.get(name)?.value;

/** Sets a variable; false if it is read-only (the shell has complained then). */
export function* setVariable(shell: Shell, name: string, value: string, exported?: true): Task<boolean> {
  const old = shell.variables.get(name);
  if (old?.readOnly === true) {
    yield* complain(shell, `${name}: is read only`);
    abort(shell, 2);
    return false;
  }
  store(shell, name, value, exported);
  return true;
}

/** Sets a variable without a look at whether it is read-only. */
export function store(shell: Shell, name: string, value: string, exported?: true): void {
  const old = shell.variables.get(name);
  const isExported = exported ?? old?.exported ?? shell.options.has('a');
  shell.variables.set(name, { value, exported: isExported, readOnly: false });
}

/** The exported variables as a program gets them. */
export function environmentOf(shell: Shell): Map<string, string> {
  const environment = new Map<string, string>();
  for (const [name, { value, exported }] of shell.variables)
    if (exported && value !== undefined) environment.set(name, value);
  return environment;
}

/** Ends the shell with this code once the running commands have noticed. */
export function abort(shell: Shell, status: number): void {
  shell.status = status;
  shell.jump = { kind: 'exit' };
}

/** A message of the shell itself on its error output; `builtin` is the command that speaks. */
export function* complain(shell: Shell, text: string, builtin?: string): Task<void> {
  const speaker = builtin === undefined ? '' : `${builtin}: `;
  const line = shell.flavor === 'dash' ? `${shell.line}: ` : shell.flavor === 'bash' ? `line ${shell.line}: ` : '';
  const bare = shell.flavor === 'busybox' && builtin !== undefined ? `${speaker}line 0: ` : line + speaker;
  yield* write(shell.process, 2, `${shell.name}: ${bare}${text}\n`);
}
