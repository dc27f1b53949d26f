/** Paths that the server prints and that no manifest has, and where they are in the YAML (validation.md 0.5). */
import type { FieldPath } from '../kube/field-path.ts';

/** The true path of a printed one, as far as the path alone tells. Checks that know better say so themselves (`FieldError.at`). */
export function placeOfField(field: FieldPath, podSpecPath: FieldPath | undefined): FieldPath {
  let path = templateMetadata(field, podSpecPath);
  for (const [pattern, to] of rewrites) path = path.replace(pattern, to);
  return path;
}

/** `spec.template.labels` stands in `spec.template.metadata.labels`. */
function templateMetadata(field: FieldPath, podSpecPath: FieldPath | undefined): FieldPath {
  if (podSpecPath === undefined || podSpecPath === 'spec') return field;
  const template = podSpecPath.slice(0, -'.spec'.length);
  for (const name of ['labels', 'annotations']) {
    const printed = `${template}.${name}`;
    if (field === printed || field.startsWith(`${printed}[`))
      return `${template}.metadata.${name}${field.slice(printed.length)}`;
  }
  return field;
}

const rewrites: readonly (readonly [RegExp, string])[] = [
  [/(volumes\[\d+\])\.persistentDisk\b/, '$1.gcePersistentDisk'],
  [/(volumes\[\d+\])\.downwarAPI\b/, '$1.downwardAPI'],
  [/(volumes\[\d+\])\.cephFS\b/, '$1.cephfs'],
  [/\.iscsi\.initiatorname$/, '.iscsi.initiatorName'],
  [/\.csi\.name$/, '.csi.nodePublishSecretRef.name'],
  [/\.HostPID$/, '.hostPID'],
  [/\.HostIPC$/, '.hostIPC'],
  [/\.securityContext\.shareProcessNamespace$/, '.shareProcessNamespace'],
  [/\.overhead\.limits\[/, '.overhead['],
  [/\.(topologySpreadConstraints\[\d+\])\.\{topologyKey, whenUnsatisfiable\}$/, '.$1'],
  [/\.(topologySpreadConstraints\[\d+\])\[(\d+)\]$/, '.$1.matchLabelKeys[$2]'],
];
