/** What an expectation says, in one line of words. */
import type { Expectation, Matcher } from './scenario.ts';

/** `within 20s: condition Ready`. */
export function expectationTitle(expectation: Expectation): string {
  const { atMs, withinMs, afterMs, event, atLeast, atMost, never, ...matcher } = expectation;
  const when = [
    atMs === undefined ? '' : `at ${duration(atMs)}`,
    afterMs === undefined ? '' : `after ${duration(afterMs)}`,
    withinMs === undefined ? '' : `within ${duration(withinMs)}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
  const bounds = [
    atLeast === undefined ? '' : ` at least ${atLeast}`,
    atMost === undefined ? '' : ` at most ${atMost}`,
  ].join('');
  const what = never
    ? `never ${wordsOf(never)}`
    : event
      ? `event ${Object.values(event).join(' ')}${bounds}`
      : wordsOf(matcher);
  return when === '' ? what : `${when}: ${what}`;
}

export const wordsOf = (matcher: Matcher): string =>
  Object.entries(matcher)
    .map(([key, value]) => `${key} ${String(value)}`)
    .join(', ');

/** `20000` → `20s`, as durations stand in the document. */
function duration(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const seconds = (ms - minutes * 60_000) / 1000;
  return (minutes > 0 ? `${minutes}m` : '') + (seconds > 0 || minutes === 0 ? `${seconds}s` : '');
}
