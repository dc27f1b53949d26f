/**
 * What is known of the programs of a Pod without any Scenario: they are run on the virtual clock, without probes and hooks. Only what the
 * manifest or a well-known image tells counts; a program that waits for the network or for unknown files is not judged.
 */
import { equipped, findImage, type KnownImage } from '../behaviour/images.ts';
import { programOf } from '../behaviour/known-servers.ts';
import type { Scenario } from '../behaviour/scenario.ts';
import { toolNames } from '../behaviour/shell/tools/names.ts';
import { asObject, type Json, type JsonObject, objectsAt, plain, stringAt, stringsAt } from '../kube/json.ts';
import { isJob } from '../model/pod-template.ts';
import type { ContainerView, PodView, ProgramFacts } from '../rules/pod-view.ts';
import { simulate } from '../simulator/simulate.ts';
import type { Lane, Timeline } from '../simulator/timeline.ts';

const horizonMs = 600_000;
const tools = new Set(toolNames);
const network =
  /\b(?:nslookup|wget|curl|nc|ncat|netcat|ping|telnet|dig|host|pg_isready|psql|mysql\w*|redis-cli|mongo\w*|kubectl|ssh|openssl|grpcurl)\b/;
const remembered = new Map<string, Readonly<Record<string, ProgramFacts>>>();
const maxRemembered = 100;
/** No person writes more into one Pod; running them all would cost seconds. */
const maxContainers = 20;

/** Facts by container name. The same containers are run once, however often their probes or figures change. */
export function programFacts(pod: PodView, scenario: Scenario = {}): Readonly<Record<string, ProgramFacts>> {
  if (!pod.containers.some((container) => isTold(container)) && (scenario.containers ?? []).length === 0) return {};
  if (pod.containers.length > maxContainers) return {};
  const stripped = plain(strippedSpec(pod)) as JsonObject;
  const key = JSON.stringify([stripped, pod.kind, scenario.containers ?? [], pod.containers.map(execPrograms)]);
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const facts = Object.fromEntries(
    pod.containers.flatMap((container) => factsOf(container, pod, stripped, scenario) ?? []),
  );
  remembered.set(key, facts);
  for (const [oldest] of remembered) if (remembered.size > maxRemembered) remembered.delete(oldest);
  return facts;
}

function isTold(container: ContainerView): boolean {
  return (
    container.written['command'] !== undefined ||
    container.written['args'] !== undefined ||
    findImage(stringAt(container.written, 'image')) !== undefined
  );
}

function factsOf(
  container: ContainerView,
  pod: PodView,
  spec: JsonObject,
  scenario: Scenario,
): [string, ProgramFacts][] | undefined {
  if (container.name === '' || container.role === 'ephemeral') return undefined;
  const stated = (scenario.containers ?? []).find(({ name }) => name === container.name);
  const listensAfterMs = stated?.instances?.[0]?.listensAfterMs;
  const name = scenario.name === undefined ? 'the Scenario' : `the Scenario ${scenario.name}`;
  if (stated !== undefined)
    return [[container.name, { source: name, ...(listensAfterMs !== undefined && { listensAfterMs }) }]];
  if (!isTold(container)) return undefined;
  const image = findImage(stringAt(container.written, 'image'));
  const lacks = missingCommands(container, image && equipped(image, ownWords(container)));
  const facts = {
    ...(lacks.length > 0 && { missingCommands: lacks }),
    ...imagePorts(container, image),
    source: `the image ${image?.names[0] ?? ''}`,
  };
  const lane = isUncertain(container, pod) ? undefined : laneOf(container, pod, spec);
  if (lane === undefined) return lacks.length > 0 || 'listensOn' in facts ? [[container.name, facts]] : undefined;
  return [[container.name, { ...facts, ...lane }]];
}

/** The Pod's spec without anything that acts on programs from outside. A port that liveness asks is asked every second instead. */
function strippedSpec(pod: PodView): JsonObject {
  const strip = (container: ContainerView): JsonObject => {
    const { livenessProbe, readinessProbe, startupProbe, lifecycle, resources, restartPolicyRules, ...rest } =
      container.defaulted;
    void [readinessProbe, lifecycle, resources, restartPolicyRules];
    const asked = askedPort(startupProbe) ?? askedPort(livenessProbe);
    return asked === undefined || container.role === 'init'
      ? rest
      : { ...rest, readinessProbe: { tcpSocket: { port: asked }, periodSeconds: 1 } };
  };
  const of = (...roles: readonly string[]): JsonObject[] =>
    pod.containers.filter(({ role }) => roles.includes(role)).map(strip);
  const { volumes, hostname, securityContext } = pod.defaulted;
  void securityContext;
  return {
    restartPolicy: 'Never',
    initContainers: of('init', 'sidecar'),
    containers: of('regular'),
    terminationGracePeriodSeconds: 1,
    ...(volumes !== undefined && { volumes }),
    ...(hostname !== undefined && { hostname }),
  };
}

function askedPort(probe: Json | undefined): Json | undefined {
  for (const handler of ['httpGet', 'tcpSocket', 'grpc']) {
    const port = asObject(asObject(probe)?.[handler])?.['port'];
    if (port !== undefined) return port;
  }
  return undefined;
}

/** Waiting for others ends when they come, and files from outside may say anything. */
function isUncertain(container: ContainerView, pod: PodView): boolean {
  const words = ownWords(container).join(' ');
  if (network.test(words) && !/\bnc\s+-\w*l/.test(words)) return true;
  if (objectsAt(container.written, 'envFrom').length > 0) return true;
  if (objectsAt(container.written, 'env').some((variable) => variable['valueFrom'] !== undefined)) return true;
  const own = new Set(
    objectsAt(pod.spec, 'volumes')
      .filter((volume) => volume['emptyDir'] !== undefined)
      .map((volume) => stringAt(volume, 'name')),
  );
  return objectsAt(container.written, 'volumeMounts').some(
    (mount) => !own.has(stringAt(mount, 'name')) || sharedWithOthers(mount, container, pod),
  );
}

/** What another container may write at any time. */
function sharedWithOthers(mount: JsonObject, container: ContainerView, pod: PodView): boolean {
  const name = stringAt(mount, 'name');
  return pod.containers.some(
    (other) =>
      other !== container &&
      other.role !== 'init' &&
      objectsAt(other.written, 'volumeMounts').some((candidate) => stringAt(candidate, 'name') === name),
  );
}

/** The container itself; for a sidecar the first of those it serves. */
function ownContainers(spec: JsonObject, isOwn: (container: JsonObject) => boolean): readonly JsonObject[] {
  const regular = objectsAt(spec, 'containers');
  const own = regular.filter(isOwn);
  return own.length > 0 ? own : regular.slice(0, 1);
}

type Outcome = Pick<ProgramFacts, 'ends' | 'neverEnds' | 'listensAfterMs' | 'source'>;

/** The first run of the container, if its behaviour was told and not assumed. */
function laneOf(container: ContainerView, pod: PodView, spec: JsonObject): Outcome | undefined {
  const isInit = container.role === 'init';
  const named = (other: JsonObject): boolean => stringAt(other, 'name') === container.name;
  // Alone: the time for a Pod grows with its containers only once.
  const alone = isInit
    ? { ...spec, containers: objectsAt(spec, 'containers').slice(0, 1) }
    : {
        ...spec,
        initContainers: objectsAt(spec, 'initContainers').filter(
          (init) => stringAt(init, 'restartPolicy') === 'Always',
        ),
        containers: ownContainers(spec, named),
      };
  const timeline = run(pod, alone);
  const notes = timeline.assumptions.filter((note) => note.container === container.name);
  const told = notes.find(({ source }) => source === 'manifest' || source === 'image');
  if (told === undefined || notes.some(({ source }) => source === 'assumed')) return undefined;
  const lane = timeline.lanes.find(
    (candidate) => candidate.kind === 'container' && candidate.container === container.name,
  );
  return lane && outcome(lane, timeline, told.source === 'image' ? undefined : 'its command', container);
}

function run(pod: PodView, spec: JsonObject): Timeline {
  return simulate({
    ...(isJob(pod.kind) && { isJob: true }),
    pod: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'probe', namespace: 'default' }, spec },
    scenario: { timing: 'ideal' },
    settings: { kubernetesVersion: pod.kubernetesVersion, horizonMs, withCauses: false, maxEvents: 20_000 },
  });
}

function outcome(
  lane: Lane,
  timeline: Timeline,
  source: string | undefined,
  container: ContainerView,
): Outcome | undefined {
  const first = lane.spans.find(
    ({ state, exitCode }) => state === 'running' || state === 'ready' || exitCode !== undefined,
  );
  if (first === undefined) return undefined;
  const end = lane.spans.find((span) => span.startMs >= first.startMs && span.exitCode !== undefined);
  const ready = lane.spans.find(({ state }) => state === 'ready');
  const image = findImage(stringAt(container.written, 'image'));
  const known = { source: source ?? `the image ${image?.names[0] ?? ''}` };
  const listens = askedPort(container.defaulted['startupProbe']) ?? askedPort(container.defaulted['livenessProbe']);
  const starts =
    listens !== undefined && ready !== undefined && ready.startMs - first.startMs > 1_500
      ? { listensAfterMs: ready.startMs - first.startMs }
      : {};
  if (end?.exitCode !== undefined)
    return { ...known, ...starts, ends: { afterMs: end.startMs - first.startMs, exitCode: end.exitCode } };
  const lasts = timeline.endedBecause === 'horizon reached' && timeline.endMs >= horizonMs;
  return lasts ? { ...known, ...starts, neverEnds: true } : undefined;
}

/** Only where nothing configures the server otherwise. */
function imagePorts(container: ContainerView, image: KnownImage | undefined): Pick<ProgramFacts, 'listensOn'> {
  const { command, args, volumeMounts, env, envFrom } = container.written;
  if (image === undefined || [command, args, volumeMounts, env, envFrom].some((field) => field !== undefined))
    return {};
  const program = [...image.entrypoint, ...image.cmd]
    .map((word) => word.split('/').at(-1) ?? '')
    .filter((name) => image.programs.includes(name))
    .map((name) => programOf(image, name))
    .find(({ listens }) => listens !== undefined);
  return program?.listens === undefined ? {} : { listensOn: program.listens };
}

const ownWords = ({ written }: ContainerView): readonly string[] => [
  ...stringsAt(written, 'command'),
  ...stringsAt(written, 'args'),
];

function missingCommands(container: ContainerView, image: KnownImage | undefined): readonly string[] {
  if (image === undefined || objectsAt(container.written, 'volumeMounts').length > 0) return [];
  return execPrograms(container).filter((program) => {
    const name = program.split('/').at(-1) ?? '';
    if (image.shell === 'none') return !image.programs.includes(name) && !image.entrypoint.includes(program);
    return (
      image.lacks.includes(name) && !image.programs.includes(name) && !(tools.has(name) && !image.lacks.includes(name))
    );
  });
}

/** The programs that probes and hooks call. */
function execPrograms(container: ContainerView): readonly string[] {
  const lifecycle = asObject(container.written['lifecycle']);
  const holders = [
    ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((name) => container.written[name]),
    lifecycle?.['postStart'],
    lifecycle?.['preStop'],
  ];
  return holders.flatMap((holder) => stringsAt(asObject(asObject(holder)?.['exec']), 'command').slice(0, 1));
}
