/** How fast a run may be played. */

/** Slower than real time to a minute in a blink. */
export const speeds: readonly number[] = [0.25, 0.5, 1, 2, 5, 10, 25, 50, 100, 250, 1000];

/** The next slower or faster speed. */
export function nextSpeed(speed: number, direction: 1 | -1): number {
  const index = speeds.indexOf(speed) + direction;
  return speeds[Math.min(speeds.length - 1, Math.max(0, index))] ?? speed;
}
