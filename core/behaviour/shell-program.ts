/** A container whose command line is run on the virtual clock, as the simulator's program. */
import { utf8ToBase64 } from '../kube/base64.ts';
import { expand, fields, mountsOf, text, dataOf, items } from './container-volumes.ts';
import type { KnownImage } from './images.ts';
import { createNetwork } from './program-network.ts';
import type {
  ExecAnswer,
  ExecRequest,
  ExecResult,
  OutputLine,
  ProgramContext,
  ProgramInstance,
  ProgramStep,
} from './program.ts';
import { agnhost, assumedServer, entryPoint, programBody, stress } from './server-program.ts';
import { findNode } from './shell/files.ts';
import { advance, finish, nextWakeMs, send, signalOf } from './shell/kernel.ts';
import { createMachine, startProcess, type Machine, type MachineOptions } from './shell/machine.ts';
import type { Body, Process } from './shell/process.ts';
import { allTools } from './shell/tools/all.ts';

export interface ShellProgramOptions {
  readonly image: KnownImage | undefined;
  readonly argv: readonly string[];
  readonly ports: readonly number[];
  readonly memoryLimit: number | undefined;
  /** Shortest life of the container: starting and ending take the runtime a moment. */
  readonly leastMs: number;
  /** Services that the Scenario names, besides those of the workspace. */
  readonly services: readonly string[];
}

/** Wall clock of time 0: runs are the same on every day. */
const epochMs = 1_767_225_600_000;
const outputLimit = 4000;
const podIp = '10.244.0.5';

interface State {
  readonly lines: OutputLine[];
  readonly partial: Map<string, string>;
  readonly done: ExecResult[];
  readonly running: Map<Process, { readonly id: number; output: string }>;
  main: Process | undefined;
  exited: boolean;
  written: number;
  notes: number;
}

export function createShellProgram(context: ProgramContext, options: ShellProgramOptions): ProgramInstance {
  const state: State = {
    lines: [],
    partial: new Map(),
    done: [],
    running: new Map(),
    main: undefined,
    exited: false,
    written: 0,
    notes: 0,
  };
  const mask = createMask(secretsOf(context));
  const machine = createMachine(machineOptions(context, options, state, mask));
  const catchUp = (nowMs: number): ProgramStep => {
    advance(machine.kernel, nowMs);
    return lasting(takeStep(machine, state, mask), context.startedAtMs + options.leastMs, nowMs);
  };
  return {
    start: (nowMs) => {
      const started = startProcess(
        machine,
        options.argv.map((word) => expand(word, context.env)),
        (out, stream) => collect(machine, state, out, stream),
      );
      if ('error' in started)
        return {
          exit: { code: started.error === 'denied' ? 126 : 127, why: `${options.argv[0] ?? ''}: ${started.error}` },
        };
      state.main = started.process;
      return catchUp(nowMs);
    },
    wake: catchUp,
    signal: (name, nowMs) => {
      advance(machine.kernel, nowMs);
      if (state.main !== undefined) send(state.main, signalOf(name) ?? 15, 'outside');
      return catchUp(nowMs);
    },
    exec: (request, nowMs) => exec(context, machine, state, mask, request, nowMs),
    abandon: (id, nowMs) => {
      advance(machine.kernel, nowMs);
      for (const [process, run] of state.running)
        if (run.id === id) {
          state.running.delete(process);
          finish(process, { code: 137, signal: 9 });
        }
    },
    ...createNetwork(machine, options.ports),
    memory: () => {
      let bytes = 0;
      for (const process of machine.kernel.processes.values()) bytes += process.memory;
      return bytes === 0 ? undefined : bytes;
    },
    message: () => {
      const node = findNode(
        machine.kernel.files,
        '/',
        text(context.spec['terminationMessagePath']) || '/dev/termination-log',
      );
      return node?.kind === 'file' && node.content !== '' ? mask(node.content) : undefined;
    },
  };
}

function machineOptions(
  context: ProgramContext,
  options: ShellProgramOptions,
  state: State,
  mask: (text: string) => string,
): MachineOptions {
  const { image } = options;
  const own = fields(context.spec['securityContext']);
  const shared = fields(context.podSpec['securityContext']);
  const uid = own['runAsUser'] ?? shared['runAsUser'] ?? image?.user ?? 0;
  const flavor = image === undefined || image.shell === 'none' ? 'busybox' : image.shell;
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
    tools: allTools,
    lacks: (tool) => lacks(image, tool),
    imageFiles: image?.files ?? {},
    imagePrograms: programsOf(image),
    startedAtMs: context.startedAtMs,
    unknownProgram: (name, position) => unknownProgram(context, options, name, position),
    ...createLookup(context, options.services),
    onExit: (process) => ended(state, process, mask),
  };
}

function lacks(image: KnownImage | undefined, tool: string): boolean {
  if (image === undefined) return false;
  return image.shell === 'none' ? !Object.hasOwn(image.programs, tool) : image.lacks.includes(tool);
}

function programsOf(image: KnownImage | undefined): Readonly<Record<string, Body>> {
  const programs: Record<string, Body> = {};
  for (const [name, program] of Object.entries(image?.programs ?? {})) programs[name] = programBody(program);
  const entry = image?.entrypoint[0]?.split('/').at(-1);
  if (entry?.endsWith('entrypoint.sh') === true) programs[entry] = entryPoint(image?.cmd[0]);
  if (image?.names.includes('polinux/stress') === true) programs['stress'] = stress;
  if (image?.names.includes('agnhost') === true) programs['agnhost'] = agnhost;
  return programs;
}

/** Rule 4 inside a script: the last command stays (or ends, in init containers), the others end soon. */
function unknownProgram(
  context: ProgramContext,
  options: ShellProgramOptions,
  name: string,
  position: 'first' | 'last' | 'between',
): Body | undefined {
  if (options.image?.isClosed === true) return undefined;
  if (options.image?.lacks.includes(name) === true) return undefined;
  const stays = position !== 'between' && context.role !== 'init';
  return assumedServer(name, stays ? options.ports : [], stays ? undefined : 1000);
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

const topLevel = /\.(com|org|net|io|dev|app|co|de|uk|eu|me|info|cloud|ai|gov|edu)$/;

/**
 * Names and peers: Services of the workspace and of the Scenario exist and answer, names of the internet are taken to.
 */
function createLookup(
  context: ProgramContext,
  services: readonly string[],
): Pick<MachineOptions, 'lookup' | 'connect'> {
  const known = new Set(['kubernetes', ...services]);
  for (const object of context.objects)
    if (object['kind'] === 'Service') known.add(text(fields(object['metadata'])['name']));
  const lookup = (name: string): string | undefined =>
    known.has(name) || known.has(name.split('.')[0] ?? '')
      ? '10.96.10.10'
      : topLevel.test(name)
        ? '203.0.113.10'
        : undefined;
  return {
    lookup,
    connect: (host, port, request) => {
      const isHere = host === 'localhost' || host === podIp;
      if (!isHere)
        return lookup(host) === undefined && !/^[\d.]+$/.test(host)
          ? { kind: 'unreachable' }
          : {
              kind: 'open',
              takesMs: 5,
              response: request === undefined ? '' : 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n',
            };
      const path = /^\w+ (\S+)/.exec(request ?? '')?.[1] ?? '/';
      const answer = context.connect({
        protocol: request === undefined ? 'tcp' : 'http',
        host,
        port,
        path,
        purpose: 'client',
      });
      if (!answer.open) return { kind: 'refused' };
      if (answer.hangs === true) return { kind: 'hangs' };
      const body = answer.body ?? '';
      const location = answer.location === undefined ? '' : `Location: ${answer.location}\r\n`;
      return {
        kind: 'open',
        takesMs: answer.takesMs,
        response: `HTTP/1.1 ${answer.status ?? 200} Status\r\n${location}Content-Length: ${body.length}\r\n\r\n${body}`,
      };
    },
  };
}

function exec(
  context: ProgramContext,
  machine: Machine,
  state: State,
  mask: (text: string) => string,
  request: ExecRequest,
  nowMs: number,
): ExecAnswer {
  advance(machine.kernel, nowMs);
  const run = { id: request.id, output: '' };
  const argv = request.command.map((word) => expand(word, literalEnvironment(context)));
  const started = startProcess(machine, argv, (part) => {
    if (run.output.length < 10_240) run.output += part;
  });
  if ('error' in started)
    return {
      kind: 'error',
      error: execError(argv[0] ?? '', started.error, `${context.container}/${context.instance}/${request.id}`),
    };
  state.running.set(started.process, run);
  advance(machine.kernel, nowMs);
  const step = takeStep(machine, state, mask);
  const done = step.done?.find((result) => result.id === request.id);
  if (done === undefined) return { kind: 'pending', step };
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

/** The runtime's words for a program that cannot be started. Mirrors runc 1.2. */
export function whyNotStarted(name: string, error: string): string {
  if (error === 'denied') return `exec: "${name}": permission denied`;
  if (name.includes('/')) return `exec: "${name}": stat ${name}: no such file or directory`;
  return `exec: "${name}": executable file not found in $PATH`;
}

function execError(name: string, error: string, seed: string): string {
  return `failed to exec in container: failed to start exec "${hexId(seed)}": OCI runtime exec failed: exec failed: unable to start container process: ${whyNotStarted(name, error)}`;
}

/** 64 hex digits as containerd's ids, the same in every run. */
function hexId(seed: string): string {
  let state = 2_166_136_261;
  for (let i = 0; i < seed.length; i++) state = Math.imul(state ^ seed.charCodeAt(i), 16_777_619) >>> 0;
  return Array.from({ length: 8 }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state.toString(16).padStart(8, '0');
  }).join('');
}

function ended(state: State, process: Process, mask: (text: string) => string): void {
  if (process === state.main) state.exited = true;
  const run = state.running.get(process);
  if (run === undefined) return;
  state.running.delete(process);
  state.done.push({ id: run.id, exitCode: process.exit?.code ?? 0, output: mask(run.output) });
}

function collect(machine: Machine, state: State, part: string, stream: 'stdout' | 'stderr'): void {
  const atMs = machine.kernel.nowMs;
  const parts = ((state.partial.get(stream) ?? '') + part).split('\n');
  state.partial.set(stream, (parts.pop() ?? '').slice(-16_384));
  for (const line of parts) {
    if (state.written++ < outputLimit) state.lines.push({ atMs, text: line.slice(0, 16_384), stream });
    else if (state.written === outputLimit + 1)
      state.lines.push({ atMs, text: `(further output is left out: more than ${outputLimit} lines)`, stream });
  }
}

function takeStep(machine: Machine, state: State, mask: (text: string) => string): ProgramStep {
  const { kernel } = machine;
  if (state.exited)
    for (const [stream, rest] of state.partial) {
      state.partial.delete(stream);
      if (rest !== '')
        state.lines.push({ atMs: kernel.nowMs, text: rest, stream: stream === 'stderr' ? 'stderr' : 'stdout' });
    }
  const notes = [...kernel.notes.keys()].slice(state.notes).map(mask);
  state.notes += notes.length;
  const output = state.lines.splice(0).map((line) => ({ ...line, text: mask(line.text) }));
  const done = state.done.splice(0);
  const exit = state.exited && state.main?.exit !== undefined ? exitOf(state.main) : undefined;
  const wakeAtMs = exit === undefined ? nextWakeMs(kernel) : undefined;
  return {
    ...(wakeAtMs === undefined ? {} : { wakeAtMs }),
    ...(exit === undefined ? {} : { exit }),
    ...(output.length === 0 ? {} : { output }),
    ...(done.length === 0 ? {} : { done }),
    ...(notes.length === 0 ? {} : { notes }),
  };
}

function exitOf(process: Process): NonNullable<ProgramStep['exit']> {
  const { code = 0, oom, signal } = process.exit ?? {};
  const why =
    oom === true
      ? 'uses more memory than its limit'
      : signal === undefined
        ? `the command ended with exit code ${code}`
        : `signal ${signal} ended the command`;
  return { code, why, ...(oom === true ? { oom } : {}) };
}

/** A program that ends at once is seen to end only a moment later. */
function lasting(step: ProgramStep, earliestMs: number, nowMs: number): ProgramStep {
  if (step.exit === undefined || nowMs >= earliestMs) return step;
  const { exit: _exit, ...rest } = step;
  return { ...rest, wakeAtMs: earliestMs };
}

/** All values of Secrets that the container could see. */
function secretsOf(context: ProgramContext): readonly string[] {
  const values = new Set(context.secrets);
  for (const object of context.objects) {
    if (object['kind'] !== 'Secret') continue;
    for (const value of Object.values(dataOf(context.objects, 'Secret', text(fields(object['metadata'])['name']))))
      values.add(value);
  }
  return [...values]
    .map((value) => value.trim())
    .filter((value) => value !== '' && !/^•+$/.test(value))
    .sort((a, b) => b.length - a.length);
}

/** Hides values of Secrets, also as base64, by line where they have several. */
export function createMask(secrets: readonly string[]): (text: string) => string {
  const hidden = secrets
    .flatMap((secret) => [
      secret,
      ...secret.split('\n').filter((line) => line.length > 3),
      utf8ToBase64(secret),
      utf8ToBase64(`${secret}\n`),
    ])
    .sort((a, b) => b.length - a.length);
  if (hidden.length === 0) return (value) => value;
  return (value) =>
    hidden.reduce((result, secret) => (result.includes(secret) ? result.replaceAll(secret, '••••') : result), value);
}
