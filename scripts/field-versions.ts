/**
 * Writes core/kube/field-versions.ts and core/kube/stored-types.ts from Kubernetes' Go modules: which field of which struct exists since
 * which minor version, behind which gate, and how Go writes it. Needs Go: `node scripts/field-versions.ts`.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readStructs, type GoField } from './field-versions/go-types.ts';

/** One release of each minor; the newest is the reference for how fields are stored. */
const releases: Readonly<Record<number, string>> = {
  32: 'v0.32.2',
  33: 'v0.33.13',
  34: 'v0.34.4',
  35: 'v0.35.4',
  36: 'v0.36.3',
};
const groups = ['core/v1', 'apps/v1', 'batch/v1', 'policy/v1', 'scheduling/v1'];
const roots = [
  'Pod',
  'PodTemplate',
  'ReplicationController',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'Job',
  'CronJob',
  'LimitRange',
  'ResourceQuota',
  'ConfigMap',
  'Secret',
  'Namespace',
  'ServiceAccount',
  'PodDisruptionBudget',
  'PriorityClass',
];
const oldest = 32;
/** Gates that the Go comments leave out or misname; `undefined` where the gate does not decide about the field of a template. */
const gateOf: Readonly<Record<string, string | undefined>> = {
  'Lifecycle.stopSignal': 'ContainerStopSignals',
  'VolumeProjection.podCertificate': 'PodCertificateRequest',
  'PersistentVolumeClaimSpec.volumeAttributesClassName': undefined,
};
const kube = join(fileURLToPath(import.meta.url), '..', '..', 'core', 'kube');

interface Types {
  readonly structs: ReadonlyMap<string, readonly GoField[]>;
  readonly named: ReadonlyMap<string, string>;
}

function moduleFolder(module: string, version: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'field-versions-'));
  writeFileSync(join(folder, 'go.mod'), 'module fields\n\ngo 1.24.0\n');
  const answer = execFileSync('go', ['mod', 'download', '-json', `${module}@${version}`], {
    cwd: folder,
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true });
  return (JSON.parse(answer) as { readonly Dir: string }).Dir;
}

function load(version: string): Types {
  const api = moduleFolder('k8s.io/api', version);
  const files = [
    ...groups.map((group) => join(api, group, 'types.go')),
    join(moduleFolder('k8s.io/apimachinery', version), 'pkg/apis/meta/v1/types.go'),
  ];
  const read = files.map((file) => readStructs(readFileSync(file, 'utf8')));
  return {
    structs: new Map(read.flatMap(({ structs }) => [...structs])),
    named: new Map(read.flatMap(({ named }) => [...named])),
  };
}

/** The fields of a struct, those of inlined structs among them. */
function fieldsOf(name: string, types: Types): readonly GoField[] {
  return (types.structs.get(name) ?? []).flatMap((field) => (field.isInline ? fieldsOf(field.type, types) : [field]));
}

function reachable(types: Types): readonly string[] {
  const seen = new Set<string>();
  const walk = (name: string): void => {
    if (seen.has(name) || !types.structs.has(name)) return;
    seen.add(name);
    for (const field of fieldsOf(name, types))
      if (field.name !== 'status' || name === 'PersistentVolumeClaim') walk(field.type);
  };
  roots.forEach(walk);
  return [...seen].filter((name) => name !== 'TypeMeta').sort();
}

const header = '// Written by scripts/field-versions.ts; do not edit.\n';

function writeVersions(all: ReadonlyMap<number, Types>): void {
  const newest = all.get(36) as Types;
  const isStatus = (struct: string): boolean => /Status$/.test(struct);
  const rows = reachable(newest)
    .filter((struct) => !isStatus(struct))
    .flatMap((struct) => {
      return fieldsOf(struct, newest).flatMap((field) => {
        const since =
          [...all].find(([, types]) => fieldsOf(struct, types).some(({ name }) => name === field.name))?.[0] ?? 36;
        const id = `${struct}.${field.name}`;
        const tagged = [...all.values()].flatMap(
          (types) => fieldsOf(struct, types).find(({ name }) => name === field.name)?.gates ?? [],
        )[0];
        const gate = Object.hasOwn(gateOf, id) ? gateOf[id] : tagged;
        return since === oldest && gate === undefined
          ? []
          : [`  '${id}': { since: ${since}${gate ? `, gate: '${gate}'` : ''} },`];
      });
    });
  const text = `/** Fields of Pods, workloads and the objects around them that are younger than 1.32 or hang on a feature gate. */
${header}
export interface FieldVersion {
  /** The oldest of the supported minors (32 to 36) that has the field. */
  readonly since: number;
  readonly gate?: string;
}

/** By Go struct and JSON name. */
export const fieldVersions: Readonly<Record<string, FieldVersion>> = {
${rows.join('\n')}
};
`;
  writeFileSync(join(kube, 'field-versions.ts'), text);
}

/** `name`, then `!` always written, `*` pointer, `[]` list, `{}` map, then `:` and the type where it is no string. */
function encode(field: GoField, types: Types): string {
  let type = field.type;
  while (types.named.has(type)) type = types.named.get(type) as string;
  const map = /^map\[.*?\](.*)$/.exec(type);
  const of = (map?.[1] ?? type).replace(/^.*\./, '').replace('[]byte', 'bytes');
  const marks = `${field.omitEmpty ? '' : '!'}${field.isPointer ? '*' : ''}${field.isList ? '[]' : ''}${map ? '{}' : ''}`;
  return `${field.name}${marks}${of === 'string' || of === 'UID' ? '' : `:${of}`}`;
}

function writeStored(types: Types): void {
  const rows = reachable(types).map((struct) => {
    const fields = fieldsOf(struct, types).filter(({ name }) => name !== 'status' || !roots.includes(struct));
    const words = fields.map((field) => encode(field, types));
    const lines: string[] = [];
    for (const word of words) {
      const last = lines.at(-1);
      if (last === undefined || last.length + word.length > 105) lines.push(word);
      else lines[lines.length - 1] = `${last} ${word}`;
    }
    return `  ${struct}:\n${lines.map((line, i) => `    '${line}${i < lines.length - 1 ? " ' +" : "',"}`).join('\n')}`;
  });
  const text = `/** How Go writes the fields of the API objects as JSON (Kubernetes 1.36): pointers keep their zeros, other zeros are left out. */
${header}
/**
 * By struct, the fields in the order of the struct, apart by blanks: the name, then \`!\` where it is always written, \`*\` for a pointer, \`[]\`
 * for a list, \`{}\` for a map, then \`:\` and the type where it is no string.
 */
export const storedTypes: Readonly<Record<string, string>> = {
${rows.join('\n')}
};
`;
  writeFileSync(join(kube, 'stored-types.ts'), text);
}

const all = new Map(Object.entries(releases).map(([minor, version]) => [Number(minor), load(version)]));
writeVersions(all);
writeStored(all.get(36) as Types);
