/** Fields of a Scenario document, read by its shape, on their way to the plain Scenario. */
import type { Answer, AnswerScript } from '../behaviour/scenario.ts';

export type Fields = Readonly<Record<string, unknown>>;

export const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
export const items = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.map(fields) : []);
export const given = <T>(source: Fields, key: string, make: (value: never) => T): T | undefined =>
  source[key] === undefined ? undefined : make(source[key] as never);

/** Leaves out what is undefined. */
export function compact<T extends object>(value: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T;
}

/** The same fields under the names of the plain Scenario. */
export function renamed<T>(source: unknown, names: Readonly<Record<string, string>>): T {
  return Object.fromEntries(
    Object.entries(fields(source)).map(([key, value]) => [Object.hasOwn(names, key) ? names[key] : key, value]),
  ) as T;
}

export const pullNames = { takes: 'takesMs', until: 'untilMs' };

export function toAnswers(source: Fields): AnswerScript {
  const { sequence, ...rest } = source;
  const answers = items(sequence).map((answer) => ({
    fromMs: 0,
    ...renamed<Partial<Answer>>(answer, { from: 'fromMs', takes: 'takesMs' }),
  }));
  return { ...(rest as Omit<AnswerScript, 'sequence'>), sequence: [...answers].sort((a, b) => a.fromMs - b.fromMs) };
}
