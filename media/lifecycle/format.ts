/** Times and counts in words: moments with one decimal, lengths in their shortest exact form. */

/** A moment: `24.6s`, `2m 00.4s`, `1h 02m 00.4s`. */
export function moment(ms: number): string {
  const tenths = Math.round(Math.max(0, ms) / 100);
  const seconds = tenths / 10;
  if (seconds < 60) return `${seconds.toFixed(1)}s`;
  const minutes = Math.floor(tenths / 600);
  const rest = ((tenths % 600) / 10).toFixed(1).padStart(4, '0');
  if (minutes < 60) return `${minutes}m ${rest}s`;
  return `${Math.floor(minutes / 60)}h ${String(minutes % 60).padStart(2, '0')}m ${rest}s`;
}

/** A moment on a clock that starts at zero: `00:02:00.4`. */
export function clock(ms: number): string {
  const tenths = Math.round(Math.max(0, ms) / 100);
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${two(tenths / 36000)}:${two((tenths / 600) % 60)}:${two((tenths / 10) % 60)}.${tenths % 10}`;
}

/** An exact length: `80ms`, `4s`, `30.2s`, `1m17s`, `1m17.4s`. */
export function length(ms: number): string {
  if (ms < 0.5) return '0s';
  if (ms < 1000) return `${Math.round(ms)}ms`;
  const tenths = Math.round(ms / 100);
  return tenths < 600 ? `${tenths / 10}s` : `${minutesOf(tenths)}${part((tenths % 600) / 10, 's')}`;
}

/** A length for a label, whole seconds: `80ms`, `4s`, `1m17s`, `2h5m`. */
export function roughLength(ms: number): string {
  if (ms < 0.5) return '0s';
  if (ms < 1000) return `${Math.round(ms)}ms`;
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds}s` : `${minutesOf(seconds * 10)}${part(seconds % 60, 's')}`;
}

/** `1 restart`, `3 restarts`. */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${value} ${value === 1 ? one : many}`;
}

/**
 * Text that cannot reorder or hide what stands beside it: controls and bidirectional overrides are shown as `␦`-like marks,
 * and more than `most` characters are cut at a whole character.
 */
export function safe(text: string, most = 200): string {
  const visible = text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
  if (visible.length <= most) return visible;
  return `${[...visible.slice(0, most * 2 + 1)].slice(0, most - 1).join('')}…`;
}

function minutesOf(tenths: number): string {
  const minutes = Math.floor(tenths / 600);
  return minutes < 60 ? `${minutes}m` : `${Math.floor(minutes / 60)}h${part(minutes % 60, 'm')}`;
}

function part(value: number, unit: string): string {
  return value === 0 ? '' : `${Math.round(value * 10) / 10}${unit}`;
}
