/** What somebody meant by a key that is no field there: the same word spelled right, or a field of another level. */
import { nearest } from '../kube/nearest.ts';
import type { UnknownField } from '../schema/decode.ts';
import { structOf } from '../schema/tree.ts';

export interface FieldSuggestion {
  /** `did you mean "readinessProbe"?` */
  readonly hint: string;
  readonly rename: string | undefined;
}

export function suggestField(field: UnknownField): FieldSuggestion | undefined {
  const names = [...(structOf(field.struct)?.fields.keys() ?? [])];
  const same = names.find((name) => name.toLowerCase() === field.key.toLowerCase());
  const rename = same ?? nearest(field.key, names);
  return rename === undefined ? undefined : { hint: `did you mean "${rename}"?`, rename };
}
