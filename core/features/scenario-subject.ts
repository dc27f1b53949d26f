/** The Pods that a Scenario can be about: what of them it may name. */
import type { Scenario } from '../behaviour/scenario.ts';
import { structAtPath, type Manifest } from '../model/manifest.ts';
import { type ManifestFile, objectsOf } from '../model/manifest-file.ts';

export interface SubjectContainer {
  readonly name: string;
  /** `spec.containers[0]`. */
  readonly path: string;
  readonly image: string;
  readonly ports: readonly { readonly name: string; readonly number: number }[];
  /** Paths, ports and commands that probes and hooks ask. */
  readonly asked: readonly {
    readonly what: string;
    readonly port?: number | string;
    readonly path?: string;
    readonly command?: readonly string[];
  }[];
}

export interface Subject {
  readonly kind: string;
  readonly name: string;
  readonly uri: string | undefined;
  readonly containers: readonly SubjectContainer[];
  readonly manifest: Manifest;
  /** Offset of its document in its file. */
  readonly start: number;
}

/** All objects with a Pod in these files. */
export function subjectsOf(files: readonly ManifestFile[]): readonly Subject[] {
  return files.flatMap((file) =>
    file.documents.flatMap(objectsOf).flatMap(({ manifest, start }) => {
      if (manifest?.podSpecPath === undefined || manifest.read.decodeError !== undefined) return [];
      return [
        {
          kind: manifest.kind,
          name: manifest.name,
          uri: file.uri,
          containers: containersOf(manifest, manifest.podSpecPath),
          manifest,
          start,
        },
      ];
    }),
  );
}

/** The one that a Scenario aims at: by kind and name, else the only one. */
export function targetOf(scenario: Scenario, subjects: readonly Subject[]): Subject | undefined {
  const { target } = scenario;
  const fitting = subjects.filter(
    ({ kind, name, uri }) =>
      (target?.kind === undefined || target.kind === kind) &&
      (target?.name === undefined || target.name === name) &&
      (target?.file === undefined || uri === undefined || uri.endsWith(target.file.replace(/^(\.\.?\/)+/, ''))),
  );
  return fitting.length === 1 ? fitting[0] : undefined;
}

type Fields = Readonly<Record<string, unknown>>;
const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const items = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.map(fields) : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function containersOf(manifest: Manifest, path: string): readonly SubjectContainer[] {
  const spec = fields(structAtPath(manifest.defaulted, path));
  const listed = (['initContainers', 'containers'] as const).flatMap((list) =>
    items(spec[list]).map((container, i) => ({ container, path: `${path}.${list}[${i}]` })),
  );
  return listed.map(({ container, path: own }) => ({
    name: text(container['name']),
    path: own,
    image: text(container['image']),
    ports: items(container['ports']).map((port) => ({
      name: text(port['name']),
      number: Number(port['containerPort'] ?? 0),
    })),
    asked: handlersOf(container).map(([what, handler]) => askedBy(what, handler)),
  }));
}

function handlersOf(container: Fields): readonly (readonly [string, Fields])[] {
  const lifecycle = fields(container['lifecycle']);
  const named = [
    ['startup probe', container['startupProbe']],
    ['readiness probe', container['readinessProbe']],
    ['liveness probe', container['livenessProbe']],
    ['postStart hook', lifecycle['postStart']],
    ['preStop hook', lifecycle['preStop']],
  ] as const;
  return named
    .filter(([, handler]) => handler !== undefined)
    .map(([what, handler]) => [what, fields(handler)] as const);
}

function askedBy(what: string, handler: Fields): SubjectContainer['asked'][number] {
  const http = fields(handler['httpGet']);
  const port = http['port'] ?? fields(handler['tcpSocket'])['port'] ?? fields(handler['grpc'])['port'];
  const command = fields(handler['exec'])['command'];
  return {
    what,
    ...(port === undefined ? {} : { port: typeof port === 'string' ? port : Number(port) }),
    ...(text(http['path']) === '' ? {} : { path: text(http['path']) }),
    ...(Array.isArray(command) ? { command: command.map(String) } : {}),
  };
}
