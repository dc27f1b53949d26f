/** Last line of a hover: type, whether the field must be there, since when it exists, and where it is documented. */
import { gateOf } from '../../kube/feature-gates.ts';
import { fieldVersions } from '../../kube/field-versions.ts';
import type { FieldType } from '../../schema/tree.ts';
import { pageOfType } from '../kind-pages.ts';
import type { Place } from '../place.ts';

/** `integer · since 1.34, feature gate X, on since 1.35 · [Documentation](…)`. `link`: from the API's own text. */
export function factsLine(place: Place, link: string | undefined, version: string): string {
  const owner = ownerOf(place);
  const facts = [
    ...(place.type === undefined ? [] : [typeWords(place.type)]),
    ...(place.field?.required === true ? ['required'] : []),
    ...(sinceOf(owner) ?? []),
    `[Documentation](${link ?? pageOfType(owner?.struct ?? 'Pod', version)})`,
  ];
  return facts.join(' · ');
}

interface Owner {
  readonly struct: string;
  readonly field: string;
}

/** The field that a place belongs to, also from inside of its map. */
export function ownerOf({ steps }: Place): Owner | undefined {
  const step = steps.findLast(({ struct, field }) => struct !== undefined && field !== undefined);
  return step?.struct && step.field && { struct: step.struct.name, field: step.field.name };
}

function sinceOf(owner: Owner | undefined): readonly string[] | undefined {
  const id = owner === undefined ? '' : `${owner.struct}.${owner.field}`;
  const version = Object.hasOwn(fieldVersions, id) ? fieldVersions[id] : undefined;
  if (version === undefined) return undefined;
  const gate = version.gate === undefined ? undefined : gateOf(version.gate);
  // The table begins with 1.32: older fields are told by their gate, if by anything.
  const since = version.since > 32 ? version.since : (gate?.since ?? undefined);
  if (since === undefined) return undefined;
  if (gate === undefined) return [`since 1.${since}`];
  const state =
    gate.on === undefined ? 'off by default' : gate.on === since ? 'on by default' : `on by default since 1.${gate.on}`;
  return [`since 1.${since}, feature gate ${version.gate ?? ''} ${state}`];
}

function typeWords(type: FieldType): string {
  switch (type.kind) {
    case 'struct':
      return 'object';
    case 'list':
      return type.of.kind === 'struct' ? 'list' : `list of ${typeWords(type.of)}`;
    case 'map':
      return `map of ${typeWords(type.of)}`;
    case 'bool':
      return 'boolean';
    case 'int32':
    case 'int64':
      return 'integer';
    case 'int-or-string':
      return 'integer or string';
    case 'bytes':
      return 'base64';
    case 'string':
      return type.values.length > 0 && type.values.length <= 6 ? type.values.join(' \\| ') : 'string';
    case 'quantity':
    case 'time':
    case 'any':
      return type.kind;
  }
}
