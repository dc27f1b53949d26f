/** `sleep`. */
import { isBusybox } from '../flavors.ts';
import { pause } from '../kernel.ts';
import type { Task } from '../process.ts';
import { durationMs, parseOptions, type Call } from './support.ts';

export function* sleep(call: Call): Task {
  const words = parseOptions(call).rest;
  const bad = words.find((word) => durationMs(word) === undefined);
  if (words.length === 0) return call.complain('missing operand');
  if (bad !== undefined) return call.complain(`invalid ${isBusybox(call) ? 'number' : 'time interval'} '${bad}'`);
  const total = words.reduce((sum, word) => sum + Math.round(durationMs(word) ?? 0), 0);
  yield pause(call.process, total);
  return 0;
}
