/** Objects without the fields that have no value. */

type Optional<T> = { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> };
type Required<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] };

/** The same fields in the same order, without those that are undefined. */
export function given<T extends object>(all: T): Required<T> & Optional<T> {
  const kept: Record<string, unknown> = {};
  for (const key of Object.keys(all)) {
    const value = all[key as keyof T];
    if (value !== undefined) kept[key] = value;
  }
  return kept as Required<T> & Optional<T>;
}
