/** What a Pod and its Scenario say, as the form and the handles in the lanes need it. */
import type { Scenario, SimulationInput, Timeline } from '../../core/simulation.ts';

export type ProbeKind = 'startup' | 'readiness' | 'liveness';
export type Behaviour = NonNullable<Scenario['containers']>[number];
export type Instance = NonNullable<Behaviour['instances']>[number];
export type Script = NonNullable<Behaviour['answers']>[number];

/** A container of the Pod as the form needs it. */
export interface ContainerFacts {
  readonly name: string;
  readonly role: 'init' | 'sidecar' | 'regular';
  readonly image: string;
  readonly probes: readonly ProbeFacts[];
}

export interface ProbeFacts {
  readonly kind: ProbeKind;
  readonly handler: 'httpGet' | 'tcpSocket' | 'grpc' | 'exec';
  readonly words: string;
}

type Fields = Readonly<Record<string, unknown>>;
const fields = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});
const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.map(fields) : []);

/** The containers in the Pod's order. */
export function containersOf(input: SimulationInput): readonly ContainerFacts[] {
  const spec = fields(input.pod['spec']);
  const init = list(spec['initContainers']).map((each) =>
    factsOf(each, each['restartPolicy'] === 'Always' ? 'sidecar' : 'init'),
  );
  return [...init, ...list(spec['containers']).map((each) => factsOf(each, 'regular'))];
}

function factsOf(container: Fields, role: ContainerFacts['role']): ContainerFacts {
  const probes = (['startup', 'readiness', 'liveness'] as const).flatMap((kind) => {
    const probe = container[`${kind}Probe`];
    return probe === undefined ? [] : [{ kind, ...handlerOf(fields(probe)) }];
  });
  return { name: String(container['name'] ?? ''), image: String(container['image'] ?? ''), role, probes };
}

function handlerOf(probe: Fields): Pick<ProbeFacts, 'handler' | 'words'> {
  if (probe['httpGet'] !== undefined)
    return { handler: 'httpGet', words: String(fields(probe['httpGet'])['path'] ?? '/') };
  if (probe['tcpSocket'] !== undefined)
    return { handler: 'tcpSocket', words: `port ${String(fields(probe['tcpSocket'])['port'] ?? '')}` };
  if (probe['grpc'] !== undefined)
    return { handler: 'grpc', words: `gRPC ${String(fields(probe['grpc'])['port'] ?? '')}` };
  const command = fields(probe['exec'])['command'];
  return { handler: 'exec', words: Array.isArray(command) ? command.join(' ') : 'exec' };
}

export function behaviourOf(scenario: Scenario, container: string): Behaviour | undefined {
  return scenario.containers?.find((each) => each.name === container);
}

/** When the form's own script lets a probe fail. */
export function probeFailureOf(
  behaviour: Behaviour | undefined,
  kind: ProbeKind,
): { readonly fromMs: number; readonly toMs?: number } | undefined {
  const script = behaviour?.answers?.find((each) => each.probe === kind);
  const bad = script?.sequence.findIndex((each) => isBad(each)) ?? -1;
  const from = script?.sequence[bad]?.fromMs;
  const to = script?.sequence[bad + 1]?.fromMs;
  return from === undefined ? undefined : { fromMs: from, ...(to === undefined ? {} : { toMs: to }) };
}

const isBad = (answer: Script['sequence'][number]): boolean =>
  (answer.status ?? 200) >= 400 ||
  (answer.exitCode ?? 0) !== 0 ||
  answer.open === false ||
  answer.hangs === true ||
  (answer.serving !== undefined && answer.serving !== 'SERVING');

export function deletionOf(scenario: Scenario): number | undefined {
  return scenario.actions?.find((action) => action.do === 'delete')?.atMs;
}

export function nodeLossOf(scenario: Scenario): number | undefined {
  return scenario.actions?.find((action) => action.do === 'node' && action.change === 'stops')?.atMs;
}

/** An assumption where its container's name stands before it already. */
export const guessWords = ({ container, text }: Timeline['assumptions'][number]): string =>
  container === undefined ? text : text.replace(`container ${container} `, '');
