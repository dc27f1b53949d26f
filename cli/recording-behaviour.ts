/**
 * Behaviours in recorded runs (`behaviour` of a trace, or the richer scripts of kubelet-oracle) as a plain Scenario's.
 * Both spellings may be mixed in one container, as kubelet-oracle reads them. Recorded times are seconds.
 */
import type {
  Answer,
  AnswerScript,
  ContainerBehaviour,
  HookBehaviour,
  ImageBehaviour,
  InstanceBehaviour,
  SignalBehaviour,
} from '../core/simulation.ts';
import type {
  Probe,
  Probes,
  RecordedBehaviour,
  RecordedContainer,
  RecordedInstance,
  RecordedProbe,
  RecordedSignal,
  RecordedStep,
  Window,
} from './recorded-behaviour.ts';

const ms = (seconds: number): number => Math.round(seconds * 1000);

/** Drops members that are undefined, which exact optional types do not accept. */
function given<T extends object>(members: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}

/** What of a container's spec its behaviour depends on. */
export interface ContainerWords {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
}

export function containerBehaviour(name: string, c: RecordedContainer, spec: ContainerWords = {}): ContainerBehaviour {
  const runs: readonly RecordedInstance[] = c.instances?.length
    ? c.instances.map((i) => ({ ...inherited(c), ...i }))
    : [c];
  const answers = [...scripts(c), ...probeScripts(c.probes)];
  const writes = c.emptyDir && [{ fromMs: ms(c.emptyDir.at), bytes: c.emptyDir.bytes }];
  return given<ContainerBehaviour>({
    name,
    answers,
    instances: runs.map((run) => instance(run, c, spec)),
    onSignal: signal(c.onSigterm ?? c.sigterm, c.sigtermCode) ?? { kind: 'exits', afterMs: 0, code: 143 },
    hooks:
      c.hooks &&
      Object.fromEntries(
        Object.entries(c.hooks).map(([kind, hook]) => [
          kind,
          given<HookBehaviour>({
            takesMs: ms(hook.seconds ?? 0),
            exitCode: hook.exitCode,
            fails: hook.exitCode ? true : undefined,
            output: hook.output,
          }),
        ]),
      ),
    createError: c.createError,
    emptyDir: writes,
  });
}

function inherited(c: RecordedContainer): RecordedInstance {
  const message = c.terminationMessage ?? c.message;
  return given<RecordedInstance>({ listensAfter: c.listensAfter, log: c.log, message, startError: c.startError });
}

function instance(run: RecordedInstance, c: RecordedContainer, spec: ContainerWords): InstanceBehaviour {
  const own = run === c ? [] : probeScripts(run.probes && mergedProbes(c.probes, run.probes));
  return given<InstanceBehaviour>({
    listensAfterMs: ms(run.listensAfter ?? 0),
    exits: exit(run),
    startTakesMs: run.startTakes && ms(run.startTakes),
    startError: run.startError === true ? notExecutable(spec) : run.startError || undefined,
    terminationMessage: run.terminationMessage ?? run.message,
    log: run.log,
    onSignal: run === c ? undefined : signal(run.onSigterm, undefined),
    answers: own.length ? own : undefined,
  });
}

/** What runc says about a program that is not there. */
function notExecutable({ command = [], args = [] }: ContainerWords): string {
  const program = command[0] ?? args[0] ?? 'missing';
  const reason = program.startsWith('/')
    ? `stat ${program}: no such file or directory`
    : 'executable file not found in $PATH';
  return (
    'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: ' +
    `unable to start container process: exec: "${program}": ${reason}`
  );
}

function exit(run: RecordedInstance): InstanceBehaviour['exits'] {
  if (typeof run.oom === 'number') return { afterMs: ms(run.oom), code: 137, oom: true };
  if (run.exitOnAction !== undefined) return { afterMs: ms(run.exitOnAction), code: run.exitCode ?? 0, clock: 'pod' };
  if (run.exitAfter === undefined || run.exitAfter === null) return undefined;
  return run.oom
    ? { afterMs: ms(run.exitAfter), code: 137, oom: true }
    : { afterMs: ms(run.exitAfter), code: run.exitCode ?? 0 };
}

/** Without a word about it a recorded process leaves at once with 143. */
function signal(recorded: RecordedSignal | undefined, code: number | undefined): SignalBehaviour | undefined {
  if (recorded === undefined) return undefined;
  if (recorded === 'ignore') return { kind: 'ignores' };
  if (recorded === 'exit') return { kind: 'exits', afterMs: 0, code: code ?? 143 };
  if (recorded.ignore) return { kind: 'ignores' };
  return { kind: 'exits', afterMs: ms(recorded.after ?? recorded.exitAfter ?? 0), code: recorded.code ?? code ?? 143 };
}

function mergedProbes(base: Probes | undefined, own: Probes): Probes {
  return Object.fromEntries(Object.entries(own).map(([kind, probe]) => [kind, { ...base?.[kind as Probe], ...probe }]));
}

function probeScripts(probes: Probes | undefined): AnswerScript[] {
  return Object.entries(probes ?? {}).map(([kind, probe]) => windowScript(kind as Probe, probe));
}

/** Windows of success and delay as one sequence of answers: a new entry wherever a window begins or ends. */
function windowScript(kind: Probe, probe: RecordedProbe): AnswerScript {
  const ok = probe.okBetweenActions ?? probe.ok ?? [];
  const limits = [...ok, ...(probe.delay ?? [])].flatMap((w) => w.slice(0, 2)).filter((limit) => limit !== null);
  const starts = [...new Set([0, ...limits])].sort((a, b) => a - b);
  const sequence = starts.map((from) => answerAt(probe, ok, from));
  return { probe: kind, ...(probe.okBetweenActions ? { clock: 'pod' as const } : {}), sequence };
}

function answerAt(probe: RecordedProbe, ok: readonly Window[], from: number): Answer {
  const inside = (w: Window): boolean => from >= (w[0] ?? 0) && (w[1] === null || w[1] === undefined || from < w[1]);
  const delay = probe.delay?.findLast(inside)?.[2];
  const takes = typeof delay === 'number' ? { takesMs: ms(delay) } : {};
  if (probe.error !== undefined)
    return { fromMs: ms(from), error: probe.error === 'cannot exec' ? 'not found' : probe.error, ...takes };
  return { fromMs: ms(from), ...takes, ...(ok.some(inside) ? {} : failureAnswer(probe.failure ?? '')) };
}

/** A recorded probe failure says by its output what was answered; which part applies depends on the probe's handler. */
function failureAnswer(failure: string): Omit<Answer, 'fromMs'> {
  const status = /statuscode: (\d+)/.exec(failure)?.[1];
  const refused = failure.includes('connection refused');
  return {
    exitCode: 1,
    output: failure,
    serving: 'NOT_SERVING',
    ...(refused ? { open: false } : {}),
    ...(status ? { status: Number(status) } : { status: 500 }),
  };
}

function scripts(c: RecordedContainer): AnswerScript[] {
  const kinds = [
    ['exec', c.exec],
    ['http', c.http],
    ['tcp', c.tcp],
    ['grpc', c.grpc],
  ] as const;
  return kinds.flatMap(([kind, list]) =>
    (list ?? []).map((script) =>
      given<AnswerScript>({
        exec: script.match,
        port: script.port,
        path: kind === 'http' ? script.path : undefined,
        service: script.service,
        probe: script.probe,
        clock: script.clock,
        sequence: script.sequence.map((step) => answer(kind, step)),
      }),
    ),
  );
}

function answer(kind: 'exec' | 'http' | 'tcp' | 'grpc', step: RecordedStep): Answer {
  return given<Answer>({
    fromMs: ms(step.from),
    takesMs: step.takes === undefined ? undefined : ms(step.takes),
    hangs: step.hangs || undefined,
    exitCode: kind === 'exec' ? (step.exitCode ?? 0) : undefined,
    output: step.output,
    error: step.error,
    status: kind === 'http' ? step.status || 200 : undefined,
    body: step.body,
    location: step.location,
    open: step.open,
    serving: kind === 'grpc' ? (step.serving === false ? 'NOT_SERVING' : 'SERVING') : undefined,
  });
}

/** Images that a behaviour names; `images` are absent until pulled, unless they say otherwise. */
export function imageBehaviours(
  behaviour: RecordedBehaviour,
  imageOf: (container: string) => string | undefined,
): ImageBehaviour[] {
  const named = Object.entries(behaviour.images ?? {}).map(([image, i]) =>
    given<ImageBehaviour>({
      image,
      present: i.present ?? false,
      takesMs: ms(i.takes ?? 0),
      fails: i.fails === true ? notFound(image) : i.fails || undefined,
      times: i.times || undefined,
      untilMs: i.until ? ms(i.until) : undefined,
      sizeBytes: i.size,
      user: i.user,
    }),
  );
  const own = Object.entries(behaviour.containers ?? {}).flatMap(([name, c]) => {
    const image = imageOf(name);
    return c.image && image !== undefined ? [pullBehaviour(image, c.image.pull, c.image.seconds ?? 0)] : [];
  });
  return [...named, ...own];
}

function pullBehaviour(image: string, pull: string, seconds: number): ImageBehaviour {
  const until = /^not found until ([\d.]+)/.exec(pull)?.[1];
  const missing = pull.startsWith('not found') ? { fails: notFound(fullName(image)) } : {};
  return { image, present: false, takesMs: ms(seconds), ...missing, ...(until ? { untilMs: ms(Number(until)) } : {}) };
}

function notFound(image: string): string {
  return `failed to pull and unpack image "${image}": failed to resolve image: ${image}: not found`;
}

function fullName(image: string): string {
  const path = image.includes('/') ? image : `library/${image}`;
  return /^[^/]*[.:][^/]*\//.test(path) ? path : `docker.io/${path}`;
}
