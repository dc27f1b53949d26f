/** Durations as people type them. */

/** Reads what people type for a duration: `90`, `1.5s`, `250ms`, `2m30s`, `1h`; undefined if it is none. */
export function readDuration(text: string): number | undefined {
  const trimmed = text.trim().replaceAll(' ', '');
  if (/^\d+(\.\d+)?$/.test(trimmed)) return Math.round(Number(trimmed) * 1000);
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(trimmed)) return undefined;
  const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
  let total = 0;
  for (const [, value = '', unit = ''] of trimmed.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g))
    total += Number(value) * (units[unit] ?? 0);
  return Math.round(total);
}
