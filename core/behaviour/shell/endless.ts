/** Inputs without an end: random bytes, and what becomes of who reads them all. */
import { pipeSize } from './descriptors.ts';
import { note, pause } from './kernel.ts';
import type { Process, Task } from './process.ts';

/** What a device gives. */
export function readDevice(process: Process, device: string, max: number): string {
  if (device === 'random') return noise(process, max);
  return /zero|full/.test(device) ? '\0'.repeat(Math.min(max, pipeSize)) : '';
}

/** Bytes without a pattern that are the same in every run. */
function noise(process: Process, max: number): string {
  let state = process.pid * 7919 + process.kernel.nowMs;
  return Array.from({ length: Math.min(max, 4096) }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return String.fromCharCode(state >>> 25);
  }).join('');
}

/** An endless input: memory grows at about 1 GB a second until the limit kills the process, or it is stopped here. */
export function* swallow(process: Process): Task<void> {
  const limit = process.kernel.memoryLimit;
  if (limit === undefined) {
    note(process.kernel, `${process.argv[0] ?? ''} reads without end; no memory limit stops it`);
    yield { wakesOnSignal: true };
    return;
  }
  yield pause(process, Math.ceil(limit / 1_000_000));
  process.memory = limit + 1;
  yield {};
}
