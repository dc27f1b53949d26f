/** A container whose command line is run on the virtual clock, as the simulator's program. */
import { asConfigured } from './configured.ts';
import { fields, items, mountsOf, text } from './container-volumes.ts';
import { execError } from './exec-error.ts';
import { expand } from './expand.ts';
import { isInterpreter, type KnownImage } from './images.ts';
import { connectOut, lookUp } from './program-lookup.ts';
import { askPort } from './program-network.ts';
import { collect, ended, lasting, takeStep, type ProgramState } from './program-output.ts';
import { createMask, secretsOf } from './program-secrets.ts';
import type { ExecAnswer, ExecRequest, ProgramContext, ProgramInstance, ProgramStep } from './program.ts';
import { agnhost, assumedServer, entryPoint, imageProgram, stress } from './server-program.ts';
import { changeFile } from './shell/change-file.ts';
import { findNode } from './shell/files.ts';
import { advance, finish, send, signalOf } from './shell/kernel.ts';
import { createMachine, startProcess, type Machine, type MachineOptions } from './shell/machine.ts';
import type { Body, Process } from './shell/process.ts';
import { findTool } from './shell/tools/all.ts';
import { toolNames } from './shell/tools/names.ts';
import { pathsMade, unknownPlaces } from './unknown-files.ts';

export interface ShellProgramOptions {
  readonly image: KnownImage | undefined;
  readonly argv: readonly string[];
  readonly ports: readonly number[];
  /** In an init container, or a container of a Job: how long its last command takes if nobody knows it. */
  readonly taskMs: number | undefined;
  readonly memoryLimit: number | undefined;
  /** Shortest life of the container: starting and ending take the runtime a moment. */
  readonly leastMs: number;
  /** Services that the Scenario names, besides those of the workspace. */
  readonly services: readonly string[];
}

/** Wall clock of time 0: runs are the same on every day. */
const epochMs = 1_767_225_600_000;
const podIp = '10.244.0.5';

export function createShellProgram(context: ProgramContext, options: ShellProgramOptions): ProgramInstance {
  const machine = createMachine(
    machineOptions(context, options, {
      onExit: (process) => ended(state, process),
      unknownProgram: (name, position, caller) =>
        unknownProgram(options, name, isOfMain(state, caller) ? position : 'probe'),
    }),
  );
  const { kernel } = machine;
  const state = newState(context, machine);
  const catchUp = (nowMs: number): ProgramStep => {
    advance(kernel, nowMs);
    return lasting(takeStep(state), context.startedAtMs + options.leastMs, nowMs);
  };
  return {
    start: (nowMs) => start(context, options, state) ?? catchUp(nowMs),
    wake: catchUp,
    signal: (name, nowMs) => {
      advance(kernel, nowMs);
      if (state.main) send(state.main, signalOf(name) ?? 15, 'outside');
      return catchUp(nowMs);
    },
    exec: (request, nowMs) => exec(context, state, request, nowMs),
    abandon: (id, nowMs) => {
      advance(kernel, nowMs);
      for (const [process, run] of state.running) {
        if (run.id !== id) continue;
        state.running.delete(process);
        finish(process, { code: 137, signal: 9 });
      }
    },
    changeFile: (path, content, nowMs) => {
      advance(kernel, nowMs);
      changeFile(kernel, path, content);
      return catchUp(nowMs);
    },
    claims: (port) => (kernel.listeners.has(port) ? 'yes' : options.ports.includes(port) ? 'declared' : 'no'),
    connect: (question, nowMs) => {
      if (kernel.nowMs < nowMs) advance(kernel, nowMs);
      return kernel.listeners.has(question.port) ? askPort(kernel, question) : { open: false };
    },
    memory: () => [...kernel.processes.values()].reduce((sum, { memory }) => sum + memory, 0) || undefined,
    message: () => {
      const node = findNode(kernel.files, '/', text(context.spec['terminationMessagePath']) || '/dev/termination-log');
      return node?.kind === 'file' && node.content !== '' ? state.mask(node.content) : undefined;
    },
  };
}

const newState = (context: ProgramContext, machine: Machine): ProgramState => ({
  machine,
  mask: createMask(secretsOf(context)),
  lines: [],
  partial: new Map(),
  done: [],
  running: new Map(),
  main: undefined,
  written: 0,
  notes: 0,
});

/** Starts the container's own program; a step with its end if that is not possible. */
function start(context: ProgramContext, { argv }: ShellProgramOptions, state: ProgramState): ProgramStep | undefined {
  const words = argv.map((word) => expand(word, context.env));
  const started = startProcess(state.machine, words, (part, stream) => collect(state, part, stream));
  if ('error' in started)
    return { exit: { code: started.error === 'denied' ? 126 : 127, why: `${argv[0] ?? ''}: ${started.error}` } };
  state.main = started.process;
  return undefined;
}

function machineOptions(
  context: ProgramContext,
  options: ShellProgramOptions,
  callbacks: Pick<MachineOptions, 'onExit' | 'unknownProgram'>,
): MachineOptions {
  const { image } = options;
  const own = fields(context.spec['securityContext']);
  const shared = fields(context.podSpec['securityContext']);
  const uid = own['runAsUser'] ?? shared['runAsUser'] ?? image?.user ?? 0;
  const flavor = !image || image.shell === 'none' ? 'busybox' : image.shell;
  return {
    hostName: text(context.podSpec['hostname']) || text(context.podMeta['name']),
    podIp,
    epochMs,
    memoryLimit: options.memoryLimit,
    flavor,
    hasInit: context.podSpec['shareProcessNamespace'] !== true,
    environment: new Map(Object.entries({ ...kubernetesVariables(context), ...context.env })),
    workingDirectory: text(context.spec['workingDir']) || image?.workingDirectory || '/',
    uid: typeof uid === 'number' ? uid : 0,
    isRootReadOnly: own['readOnlyRootFilesystem'] === true,
    mounts: mountsOf(context),
    toolNames,
    findTool,
    lacks: (tool) => lacks(image, tool),
    imageFiles: image?.files ?? {},
    imagePrograms: programsOf(context, options),
    interprets: (name) => image !== undefined && isInterpreter(image, name),
    startedAtMs: context.startedAtMs,
    mayHold: unknownPlaces(context, image),
    settled: pathsMade(context),
    lookup: (name) => lookUp(context, options.services, name),
    connect: (host, port, request) => connectOut(context, options.services, host, port, request),
    ...callbacks,
  };
}

function lacks(image: KnownImage | undefined, tool: string): boolean {
  if (!image) return false;
  return image.shell === 'none' ? !image.programs.includes(tool) : image.lacks.includes(tool);
}

function programsOf(context: ProgramContext, { image, ports }: ShellProgramOptions): Readonly<Record<string, Body>> {
  const programs: Record<string, Body> = {};
  if (!image) return programs;
  for (const name of image.programs)
    programs[name] = (process) => imageProgram(process, asConfigured(context, image, name, ports));
  const entry = image.entrypoint[0]?.split('/').at(-1);
  if (entry?.endsWith('entrypoint.sh') === true) programs[entry] = (process) => entryPoint(process, image.cmd[0]);
  if (image.names.includes('polinux/stress')) programs['stress'] = stress;
  if (image.names.includes('agnhost')) programs['agnhost'] = agnhost;
  return programs;
}

/** Whether a process descends from the container's own program, and not from a command of a probe or hook. */
function isOfMain({ main }: ProgramState, process: Process): boolean {
  let first = process;
  while (first.parent) first = first.parent;
  return main === undefined || first === main;
}

/** Rule 4 inside a script: the last command stays (or ends as a task does), the others end soon, those of probes at once. */
function unknownProgram(
  options: ShellProgramOptions,
  name: string,
  position: 'first' | 'last' | 'between' | 'probe',
): Body | undefined {
  if (options.image?.isClosed === true) return undefined;
  if (options.image?.lacks.includes(name) === true) return undefined;
  const endsAfterMs = position === 'probe' ? 10 : position === 'between' ? 1000 : options.taskMs;
  return (process) => assumedServer(process, name, endsAfterMs === undefined ? options.ports : [], endsAfterMs);
}

function kubernetesVariables(context: ProgramContext): Readonly<Record<string, string>> {
  if (context.podSpec['enableServiceLinks'] === false && text(context.podMeta['name']) === '') return {};
  return {
    KUBERNETES_SERVICE_HOST: '10.96.0.1',
    KUBERNETES_SERVICE_PORT: '443',
    KUBERNETES_SERVICE_PORT_HTTPS: '443',
    KUBERNETES_PORT: 'tcp://10.96.0.1:443',
  };
}

function exec(context: ProgramContext, state: ProgramState, request: ExecRequest, nowMs: number): ExecAnswer {
  const { machine, mask } = state;
  advance(machine.kernel, nowMs);
  const run = { id: request.id, output: '' };
  const argv = request.command.map((word) => expand(word, literalEnvironment(context)));
  const started = startProcess(machine, argv, (part) => {
    if (run.output.length < 10_240) run.output += part;
  });
  const seed = `${context.container}/${context.instance}/${request.id}`;
  if ('error' in started) return { kind: 'error', error: mask(execError(argv[0] ?? '', started.error, seed)) };
  state.running.set(started.process, run);
  advance(machine.kernel, nowMs);
  const step = takeStep(state);
  const done = step.done?.find((result) => result.id === request.id);
  if (!done) return { kind: 'pending', step };
  const others = (step.done ?? []).filter((result) => result !== done);
  return { kind: 'done', afterMs: 0, exitCode: done.exitCode, output: done.output, step: { ...step, done: others } };
}

/** Commands of probes and hooks see only the variables whose values stand in the manifest. */
function literalEnvironment(context: ProgramContext): Readonly<Record<string, string>> {
  const literal: Record<string, string> = {};
  for (const variable of items(context.spec['env']))
    if (typeof variable['value'] === 'string')
      literal[text(variable['name'])] = context.env[text(variable['name'])] ?? variable['value'];
  return literal;
}
