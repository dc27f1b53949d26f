/** Opening paths, reading that may have to wait, and writing. */
import { openDevice, openFile, openText, pipeSize } from './descriptors.ts';
import { isReadOnly, keptBytes, makeFile, mayAccess, placeFor, whyNotChange, type FileError } from './files.ts';
import { readDevice, swallow } from './endless.ts';
import { finish, note } from './kernel.ts';
import type { OpenFile, Pipe, Process, Task, Wait } from './process.ts';
import { wantedPlace } from './wanted.ts';

const diskLimit = 1 << 28;

export type OpenMode = 'read' | 'write' | 'append' | 'update';

/** Opens a path; the reason if that is not possible. */
export function openPath(process: Process, path: string, mode: OpenMode): OpenFile | FileError {
  const writes = mode !== 'read';
  const place = writes ? placeFor(process, path) : wantedPlace(process, path, 'file');
  if (typeof place === 'string') return place;
  const { uid, kernel } = process;
  let { node } = place;
  if (!node) {
    if (!writes) return 'ENOENT';
    const refusal = whyNotChange(process, place);
    if (refusal !== undefined) return refusal;
    node = makeFile('', 0o644, uid, kernel.nowMs);
    place.parent.entries.set(place.name, node);
    place.parent.modifiedMs = kernel.nowMs;
  }
  if (node.kind === 'directory') return writes ? 'EISDIR' : openText('');
  if (node.kind === 'device') {
    const fd = /^fd(\d)$/.exec(node.device)?.[1];
    return (fd === undefined ? undefined : process.descriptors.get(Number(fd))) ?? openDevice(node.device);
  }
  if (node.kind === 'link') return 'ELOOP';
  if (writes && isReadOnly(kernel.files, place.path)) return 'EROFS';
  if (!mayAccess(node, uid, { read: 4, update: 6, write: 2, append: 2 }[mode])) return 'EACCES';
  if (mode === 'write') Object.assign(node, { content: '', size: 0, modifiedMs: kernel.nowMs });
  return openFile(node, writes, mode === 'append');
}

/** A wait that ends when the pipe has what is wanted, or when nobody writes into it any more. */
export const untilReadable = (pipe: Pipe, isEnough: () => boolean): Wait => ({
  ready: () => pipe.writers === 0 || isEnough(),
});

/** Reads up to `max` characters; empty at the end. Waits for a pipe to have some. */
export function* read(process: Process, fd: number, max = pipeSize): Task<string> {
  const file = process.descriptors.get(fd);
  if (file?.source.kind === 'file') {
    const { content, size } = file.source.file;
    const kept = content.slice(file.at, file.at + max);
    const beyond = Math.max(0, Math.min(max - kept.length, size - file.at - kept.length, pipeSize));
    file.at += kept.length + beyond;
    return kept + '\0'.repeat(beyond);
  }
  if (file?.source.kind === 'device')
    return file.source.device === 'null' ? '' : readDevice(process, file.source.device, max);
  if (file?.source.kind !== 'pipe') return '';
  const { pipe } = file.source;
  if (pipe.buffer === '' && pipe.writers > 0) yield untilReadable(pipe, () => pipe.buffer !== '');
  const text = pipe.buffer.slice(0, max);
  pipe.buffer = pipe.buffer.slice(max);
  return text;
}

/** All that is left. Bounded by memory: what a program holds counts against the container's limit. */
export function* readAll(process: Process, fd: number): Task<string> {
  let text = '';
  for (;;) {
    const part = yield* read(process, fd);
    if (part === '') return text;
    process.memory += part.length;
    if (text.length < 1 << 22) text += part;
    else if (process.memory > 1 << 24) yield* swallow(process);
  }
}

/**
 * Writes all of it; false if nobody reads the pipe any more (the process is gone then) or nothing can be written.
 * Never waits:
 * a process that fills a pipe is not run again before there is room.
 */
export function write(process: Process, fd: number, text: string): boolean {
  const file = process.descriptors.get(fd);
  if (!file || text === '') return file !== undefined;
  const { source } = file;
  if (source.kind === 'output') source.write(text);
  else if (source.kind === 'file') return source.writable && writeFile(process, file, source, text);
  else if (source.kind === 'device') return source.device !== 'full';
  else if (source.pipe.readers > 0) {
    source.pipe.buffer += text;
    if (source.pipe.buffer.length >= pipeSize) process.blockedBy = source.pipe;
  } else {
    if (!process.ignored.has(13) && process.pid !== 1) finish(process, { code: 141, signal: 13 });
    return false;
  }
  return true;
}

function writeFile(
  process: Process,
  open: OpenFile,
  { file, appends }: Extract<OpenFile['source'], { kind: 'file' }>,
  text: string,
): boolean {
  const { content } = file;
  const at = appends ? file.size : open.at;
  const end = at + text.length;
  if (end > diskLimit) {
    note(process.kernel, 'files are cut at 256 MiB');
    return false;
  }
  if (at <= content.length && content.length < keptBytes)
    file.content = (content.slice(0, at) + text + content.slice(end)).slice(0, keptBytes);
  file.size = Math.max(file.size, end);
  file.modifiedMs = process.kernel.nowMs;
  open.at = end;
  return true;
}
