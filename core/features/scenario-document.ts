/** A plain Scenario in the form of its document: names and units as people write them. The way back is `core/model/scenario.ts`. */
import type {
  Action,
  Answer,
  AnswerScript,
  ContainerBehaviour,
  Expectation,
  HookBehaviour,
  ImageBehaviour,
  InstanceBehaviour,
  Scenario,
  SignalBehaviour,
} from '../behaviour/scenario.ts';

type Fields = Readonly<Record<string, unknown>>;

/** `90000` → `1m30s`, `250` → `250ms`. */
export function durationText(ms: number): string {
  const whole = Math.max(0, Math.round(ms));
  if (whole < 1000) return whole === 0 ? '0s' : `${whole}ms`;
  const hours = Math.floor(whole / 3_600_000);
  const minutes = Math.floor((whole % 3_600_000) / 60_000);
  const seconds = (whole % 60_000) / 1000;
  return (hours > 0 ? `${hours}h` : '') + (minutes > 0 ? `${minutes}m` : '') + (seconds > 0 ? `${seconds}s` : '');
}

/** `67108864` → `64Mi`; bytes where no unit divides them. */
export function bytesText(bytes: number): string {
  for (const [suffix, size] of [
    ['Gi', 2 ** 30],
    ['Mi', 2 ** 20],
    ['Ki', 1024],
  ] as const)
    if (bytes >= size && bytes % size === 0) return `${bytes / size}${suffix}`;
  return String(bytes);
}

/** The whole document as plain data, in the order of the design. */
export function scenarioDocument(scenario: Scenario): Fields {
  return {
    apiVersion: 'podscope.dev/v1alpha1',
    kind: 'Scenario',
    metadata: { name: scenario.name ?? 'scenario' },
    spec: specOf(scenario),
  };
}

/** Its `spec`. */
export function specOf(scenario: Scenario): Fields {
  const { timing } = scenario;
  return compact({
    target: scenario.target,
    kubernetesVersion: scenario.kubernetesVersion,
    featureGates: scenario.featureGates,
    horizon: time(scenario.horizonMs),
    timing:
      typeof timing === 'object'
        ? Object.fromEntries(Object.entries(timing).map(([name, ms]) => [name, durationText(ms)]))
        : timing,
    jitter: scenario.jitter,
    images: scenario.images?.map(fromImage),
    containers: scenario.containers?.map(fromContainer),
    cluster: scenario.cluster,
    sandbox: scenario.sandbox === undefined ? undefined : renamed(scenario.sandbox, { takesMs: 'takes' }),
    kubelet: scenario.kubelet,
    actions: scenario.actions?.map(fromAction),
    expect: scenario.expect?.map(fromExpectation),
  });
}

function compact(value: Fields): Fields {
  return Object.fromEntries(
    Object.entries(value).filter(([, entry]) => entry !== undefined && !(Array.isArray(entry) && entry.length === 0)),
  );
}

const time = (ms: number | undefined): string | undefined => (ms === undefined ? undefined : durationText(ms));

/** The same fields under the document's names; those that end in `Ms` become durations. */
function renamed(source: object, names: Readonly<Record<string, string>>): Fields {
  return Object.fromEntries(
    Object.entries(source)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => {
        const name = Object.hasOwn(names, key) ? (names[key] ?? key) : key;
        return [name, key.endsWith('Ms') && typeof value === 'number' ? durationText(value) : value];
      }),
  );
}

const pullNames = { takesMs: 'takes', untilMs: 'until' };

function fromImage({ image, user, sizeBytes, ...pull }: ImageBehaviour): Fields {
  const given = renamed(pull, pullNames);
  return compact({
    image,
    pull: Object.keys(given).length === 0 ? undefined : given,
    user,
    size: sizeBytes === undefined ? undefined : bytesText(sizeBytes),
  });
}

function fromContainer(container: ContainerBehaviour): Fields {
  const uses = (list: ContainerBehaviour['memory']): unknown =>
    list?.map(({ fromMs, bytes }) => ({ from: durationText(fromMs), uses: bytesText(bytes) }));
  return compact({
    name: container.name,
    instances: container.instances?.map(fromInstance),
    answers: container.answers?.map(fromAnswers),
    onSignal: container.onSignal && fromSignal(container.onSignal),
    memory: uses(container.memory),
    emptyDir: uses(container.emptyDir),
    hooks:
      container.hooks &&
      Object.fromEntries(
        Object.entries(container.hooks).map(([name, hook]) => [
          name,
          renamed(hook as HookBehaviour, { takesMs: 'takes' }),
        ]),
      ),
    createError: container.createError,
  });
}

function fromSignal(signal: SignalBehaviour): Fields {
  return signal.kind === 'ignores'
    ? { ignores: true }
    : { exitsAfter: durationText(signal.afterMs), code: signal.code };
}

function fromInstance(instance: InstanceBehaviour): Fields {
  return compact({
    listensAfter: time(instance.listensAfterMs),
    exits: instance.exits && renamed(instance.exits, { afterMs: 'after' }),
    startTakes: time(instance.startTakesMs),
    startError: instance.startError,
    terminationMessage: instance.terminationMessage,
    log: instance.log,
    onSignal: instance.onSignal && fromSignal(instance.onSignal),
    answers: instance.answers?.map(fromAnswers),
  });
}

function fromAnswers({ sequence, ...rest }: AnswerScript): Fields {
  return compact({
    ...rest,
    sequence: sequence.map((answer: Answer) => renamed(answer, { fromMs: 'from', takesMs: 'takes' })),
  });
}

function fromAction(action: Action): Fields {
  const at = durationText(action.atMs);
  switch (action.do) {
    case 'create':
      return { at, create: shortObject(action.object) };
    case 'exec':
      return { at, exec: { container: action.container, command: action.command } };
    case 'node':
      return { at, node: compact({ name: action.name, [action.change]: true }) };
    case 'kubelet':
      return { at, kubelet: action.change };
    case 'patch':
      return compact({ at, patch: action.patch, patchType: action.patchType, subresource: action.subresource });
    case 'removeFinalizer':
      return { at, removeFinalizer: action.name ?? {} };
    case 'ephemeralContainer':
      return { at, ephemeralContainer: action.container };
    case 'image':
      return { at, image: { image: action.image, pull: renamed(action.behaviour, pullNames) } };
    case 'answers':
      return { at, answers: { container: action.container, ...fromAnswers(action.script) } };
    default: {
      const { atMs: _at, do: verb, ...rest } = action;
      return { at, [verb]: compact(rest) };
    }
  }
}

/** `{kind, name}` where the object says no more. */
function shortObject(object: Fields): Fields {
  const { metadata, ...rest } = object;
  const names = typeof metadata === 'object' && metadata !== null ? Object.entries(metadata) : [];
  return names.length === 1 && names[0]?.[0] === 'name' ? { ...rest, name: names[0][1] } : object;
}

function fromExpectation(expectation: Expectation): Fields {
  return renamed(expectation, { atMs: 'at', withinMs: 'within', afterMs: 'after' });
}
