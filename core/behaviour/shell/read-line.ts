/** Reading line by line. */
import { pipeOf, pipeSize } from './descriptors.ts';
import { keptBytes } from './files.ts';
import { read, untilReadable } from './open-files.ts';
import type { Process, Task } from './process.ts';

/** Reads one line with its newline, taking nothing beyond it; what is left at the end; empty at the end. */
export function* readLine(process: Process, fd: number): Task<string> {
  const file = process.descriptors.get(fd);
  if (file?.source.kind === 'file') {
    const end = file.source.file.content.indexOf('\n', file.at);
    return yield* read(process, fd, end < 0 ? keptBytes : end + 1 - file.at);
  }
  const pipe = pipeOf(file);
  if (!pipe) return '';
  const isEnough = (): boolean => pipe.buffer.includes('\n') || pipe.buffer.length >= pipeSize;
  if (!isEnough()) yield untilReadable(pipe, isEnough);
  const end = pipe.buffer.indexOf('\n');
  return yield* read(process, fd, end < 0 ? pipeSize : end + 1);
}
