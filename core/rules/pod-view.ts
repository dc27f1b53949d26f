/** A Pod template as rules read it: decoded values with their field paths, containers of all kinds in one list. */
import { asObject, type Json, type JsonObject, objectsAt, stringAt, structAt } from '../kube/json.ts';
import { child, type FieldPath, index } from '../kube/field-path.ts';

export type ContainerRole = 'init' | 'sidecar' | 'regular' | 'ephemeral';

export interface ContainerView {
  readonly name: string;
  readonly role: ContainerRole;
  /** `spec.containers[0]`, from the root of the object. */
  readonly path: FieldPath;
  /** As written, after decoding. */
  readonly written: JsonObject;
  /** After the server's defaults. */
  readonly defaulted: JsonObject;
}

/** What is known of a container's program without a cluster: from a Scenario, its command line or its image. */
export interface ProgramFacts {
  /** The program ends by itself (first instance). */
  readonly ends?: { readonly afterMs: number; readonly exitCode: number };
  /** The program is known never to end by itself. */
  readonly neverEnds?: true;
  /** Start-up time that a Scenario states. */
  readonly listensAfterMs?: number;
  /** Ports on which the program is known to listen, all of them. */
  readonly listensOn?: readonly number[];
  /** Commands that the image is known not to hold, among those that probes and hooks call. */
  readonly missingCommands?: readonly string[];
  /** Where this is known from: `its command`, `the image nginx`, `the Scenario slow-start`. */
  readonly source: string;
}

export interface PodView {
  /** Kind of the object that holds the template: `Pod`, `Deployment`. */
  readonly kind: string;
  readonly name: string;
  /** Path of the PodSpec: `spec`, `spec.template.spec`. */
  readonly specPath: FieldPath;
  readonly spec: JsonObject;
  readonly defaulted: JsonObject;
  readonly containers: readonly ContainerView[];
  /** Objects of the same namespace that the workspace holds (LimitRange, ConfigMap, …). */
  readonly objects: readonly JsonObject[];
  readonly kubernetesVersion: string;
  /** By container name; empty where nothing is known. */
  readonly programs: Readonly<Record<string, ProgramFacts>>;
}

export interface PodViewInput {
  readonly kind: string;
  readonly name?: string;
  readonly specPath: FieldPath;
  readonly spec: Json | undefined;
  readonly defaulted: Json | undefined;
  readonly objects?: readonly JsonObject[];
  readonly kubernetesVersion?: string;
  readonly programs?: Readonly<Record<string, ProgramFacts>>;
}

/** The view of a decoded PodSpec and its defaulted twin; whatever is missing or mistyped is empty. */
export function podView(input: PodViewInput): PodView {
  const spec = asObject(input.spec) ?? {};
  const defaulted = asObject(input.defaulted) ?? spec;
  return {
    kind: input.kind,
    name: input.name ?? '',
    specPath: input.specPath,
    spec,
    defaulted,
    containers: containersOf(spec, defaulted, input.specPath),
    objects: input.objects ?? [],
    kubernetesVersion: input.kubernetesVersion ?? '1.36',
    programs: input.programs ?? {},
  };
}

function containersOf(spec: JsonObject, defaulted: JsonObject, specPath: FieldPath): ContainerView[] {
  const lists = [
    ['initContainers', 'init'],
    ['containers', 'regular'],
    ['ephemeralContainers', 'ephemeral'],
  ] as const;
  return lists.flatMap(([field, role]) => {
    const full = objectsAt(defaulted, field);
    return objectsAt(spec, field).map((written, position): ContainerView => ({
      name: stringAt(written, 'name'),
      role: role === 'init' && stringAt(written, 'restartPolicy') === 'Always' ? 'sidecar' : role,
      path: index(child(specPath, field), position),
      written,
      defaulted: full[position] ?? written,
    }));
  });
}

export type ProbeType = 'startupProbe' | 'readinessProbe' | 'livenessProbe';
export const probeTypes: readonly ProbeType[] = ['startupProbe', 'readinessProbe', 'livenessProbe'];

export interface ProbeView {
  readonly type: ProbeType;
  readonly path: FieldPath;
  /** With the server's defaults. */
  readonly probe: JsonObject;
}

/** The probes that a container declares. */
export function probesOf(container: ContainerView): ProbeView[] {
  return probeTypes.flatMap((type) => {
    if (asObject(container.written[type]) === undefined) return [];
    return [{ type, path: child(container.path, type), probe: structAt(container.defaulted, type) }];
  });
}

/** What it means that a probe or hook cannot even be tried: such an error counts neither as success nor as failure. */
export const neverTried: Readonly<Record<ProbeType | 'postStart' | 'preStop', string>> = {
  startupProbe: 'the container never counts as started, so the Pod never gets Ready',
  readinessProbe: 'the container never gets Ready',
  livenessProbe: 'the probe never counts a failure and a hang is never noticed',
  postStart: 'the hook fails, and the container is killed each time it starts',
  preStop: 'the hook fails, and SIGTERM follows at once',
};

/** `liveness probe`, as people say it. */
export function probeWords(type: ProbeType): string {
  return `${type.replace('Probe', '')} probe`;
}
