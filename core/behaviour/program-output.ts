/** What the processes of a container tell the simulator: lines, ends of commands, notes, the exit. */
import type { ExecResult, OutputLine, ProgramStep } from './program.ts';
import { nextWakeMs } from './shell/kernel.ts';
import type { Machine } from './shell/machine.ts';
import type { Exit, Process } from './shell/process.ts';

const outputLimit = 4000;

export interface ProgramState {
  readonly machine: Machine;
  readonly mask: (text: string) => string;
  readonly lines: OutputLine[];
  readonly partial: Map<'stdout' | 'stderr', string>;
  readonly done: ExecResult[];
  readonly running: Map<Process, { readonly id: number; output: string }>;
  main: Process | undefined;
  written: number;
  notes: number;
}

export function ended(state: ProgramState, process: Process): void {
  const run = state.running.get(process);
  if (!run) return;
  state.running.delete(process);
  state.done.push({ id: run.id, exitCode: process.exit?.code ?? 0, output: state.mask(run.output) });
}

export function collect(state: ProgramState, part: string, stream: 'stdout' | 'stderr'): void {
  const atMs = state.machine.kernel.nowMs;
  const parts = ((state.partial.get(stream) ?? '') + part).split('\n');
  state.partial.set(stream, (parts.pop() ?? '').slice(-16_384));
  for (const line of parts) {
    if (state.written++ < outputLimit) state.lines.push({ atMs, text: line.slice(0, 16_384), stream });
    else if (state.written === outputLimit + 1)
      state.lines.push({ atMs, text: `(further output is left out: more than ${outputLimit} lines)`, stream });
  }
}

export function takeStep(state: ProgramState): ProgramStep {
  const { machine, mask, main } = state;
  const { kernel } = machine;
  if (main?.exit)
    for (const [stream, rest] of state.partial) {
      state.partial.delete(stream);
      if (rest !== '') state.lines.push({ atMs: kernel.nowMs, text: rest, stream });
    }
  const notes = [...kernel.notes.keys()].slice(state.notes).map(mask);
  state.notes += notes.length;
  const output = state.lines.splice(0).map((line) => ({ ...line, text: mask(line.text) }));
  const done = state.done.splice(0);
  const next = main?.exit ? { exit: exitOf(main.exit) } : { wakeAtMs: nextWakeMs(kernel) };
  return { ...next, output, done, notes };
}

function exitOf({ code, oom, signal }: Exit): NonNullable<ProgramStep['exit']> {
  const ending =
    signal === undefined ? `the command ended with exit code ${code}` : `signal ${signal} ended the command`;
  return { code, oom, why: oom === true ? 'uses more memory than its limit' : ending };
}

/** A program that ends at once is seen to end only a moment later. */
export function lasting(step: ProgramStep, earliestMs: number, nowMs: number): ProgramStep {
  if (!step.exit || nowMs >= earliestMs) return step;
  const { exit: _exit, ...rest } = step;
  return { ...rest, wakeAtMs: earliestMs };
}
