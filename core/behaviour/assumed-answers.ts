/** What a program that follows a script knows, and what it answers where the script says nothing: at once and well. */
import type { ExecAnswer, NetworkAnswer, ProgramContext } from './program.ts';
import type { ContainerBehaviour, InstanceBehaviour, SignalBehaviour } from './scenario.ts';

/** What holds where the script says nothing. Times in milliseconds. */
export interface ScriptDefaults {
  readonly listensAfterMs: number;
  readonly exits: { readonly afterMs: number; readonly code: number } | undefined;
  readonly onSignal: SignalBehaviour;
  /** Ports that the manifest mentions for this container. */
  readonly ports: readonly number[];
  /** Commands of the container's hooks, so that a script of a hook is found by its command. */
  readonly hooks: Readonly<Partial<Record<'postStart' | 'preStop', readonly string[]>>>;
  /** Shortest life of a process. */
  readonly leastMs: number;
  readonly memoryLimit: number | undefined;
}

export interface Script {
  readonly behaviour: ContainerBehaviour;
  readonly path: string;
  readonly defaults: ScriptDefaults;
}

/** A script as it runs: the entry that this instance follows, and where that stands. */
export interface Scripted {
  readonly script: Script;
  readonly entry: InstanceBehaviour;
  readonly here: string;
  readonly context: ProgramContext;
}

export const assumedNetwork: NetworkAnswer = { open: true, takesMs: 0 };

/** What `sleep` takes, alone or in a plain list of commands: it is the same in every image that has it. */
function sleptMs([program = '', flag = '', script = '']: readonly string[]): number {
  if (/(^|\/)sleep$/.test(program)) return Math.max(0, Number(flag) || 0) * 1000;
  if (!/(^|\/)(ba|da|a)?sh$/.test(program) || flag !== '-c' || /\b(if|while|until|for|case)\b|\|\|/.test(script))
    return 0;
  return [...script.matchAll(/(?:^|[;&\n])\s*sleep\s+(\d+(?:\.\d+)?)(?=\s*(?:[;\n]|&&|$))/g)].reduce(
    (sum, [, seconds]) => sum + Number(seconds) * 1000,
    0,
  );
}

/** `["cat /tmp/healthy"]`: no shell splits it, and no image holds a program of that name. */
function isOneString(command: readonly string[]): boolean {
  const [only = '', ...more] = command;
  return more.length === 0 && /^[^/\s]+\s/.test(only);
}

export const assumedExec = (command: readonly string[]): ExecAnswer =>
  isOneString(command) ? { kind: 'missing' } : { kind: 'done', afterMs: sleptMs(command), exitCode: 0, output: '' };
