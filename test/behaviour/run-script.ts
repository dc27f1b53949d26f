/** Runs a script in a machine of its own and gives what it wrote and how it ended: for tests. */
import { advance, send, signalOf } from '../../core/behaviour/shell/kernel.ts';
import { createMachine, startProcess, type MachineOptions } from '../../core/behaviour/shell/machine.ts';
import { findTool } from '../../core/behaviour/shell/tools/all.ts';
import { toolNames } from '../../core/behaviour/shell/tools/names.ts';
import type { Process } from '../../core/behaviour/shell/process.ts';

export interface Ran {
  readonly output: string;
  readonly code: number | undefined;
  readonly endMs: number;
  readonly notes: readonly string[];
}
export interface RunOptions extends Partial<MachineOptions> {
  readonly untilMs?: number;
  readonly signals?: readonly { readonly atMs: number; readonly name: string }[];
}

export function machineOptions(options: RunOptions): MachineOptions {
  return {
    hostName: 'pod',
    podIp: '10.244.0.5',
    epochMs: 1_767_225_600_000,
    memoryLimit: undefined,
    hasInit: true,
    flavor: 'busybox',
    connect: () => ({ kind: 'refused' }),
    lookup: () => undefined,
    unknownProgram: () => undefined,
    environment: new Map(),
    workingDirectory: '/tmp',
    uid: 0,
    isRootReadOnly: false,
    mounts: [],
    toolNames,
    findTool,
    lacks: () => false,
    imageFiles: {},
    imagePrograms: {},
    startedAtMs: 0,
    onExit: () => undefined,
    ...options,
  };
}

export function runScript(script: string, options: RunOptions = {}): Ran {
  return runCommand(['sh', '-c', script], options);
}

export function runCommand(argv: readonly string[], options: RunOptions = {}): Ran {
  let output = '';
  let ended: Process | undefined;
  let endMs = 0;
  const machine = createMachine(
    machineOptions({
      ...options,
      onExit: (process) => {
        if (process === first) {
          ended = process;
          endMs = process.kernel.nowMs;
        }
      },
    }),
  );
  const started = startProcess(machine, argv, (text) => {
    if (output.length < 1 << 22) output += text;
  });
  if ('error' in started) return { output: started.error, code: undefined, endMs: 0, notes: [] };
  const first = started.process;
  const untilMs = options.untilMs ?? 600_000;
  for (const { atMs, name } of options.signals ?? []) {
    advance(machine.kernel, atMs);
    send(first, signalOf(name) ?? 15, 'outside');
  }
  advance(machine.kernel, untilMs);
  return { output, code: ended?.exit?.code, endMs, notes: [...machine.kernel.notes.keys()] };
}
