/** Opening paths; reading and writing that may have to wait. */
import { openDevice, openText } from './descriptors.ts';
import {
  findPlace,
  isReadOnly,
  keptBytes,
  makeFile,
  mayAccess,
  whyNotChange,
  type FileError,
  type RegularFile,
} from './files.ts';
import { finish, note } from './kernel.ts';
import type { OpenFile, Pipe, Process, Task } from './process.ts';

export const pipeSize = 1 << 16;
const isFinished = (pipe: Pipe): boolean => pipe.writers === 0;
const zeros = '\0'.repeat(pipeSize);
const diskLimit = 1 << 28;

export type OpenMode = 'read' | 'write' | 'append' | 'update';

/** Opens a path; the reason if that is not possible. */
export function openPath(process: Process, path: string, mode: OpenMode): OpenFile | FileError {
  const { files } = process.kernel;
  const place = findPlace(files, process.cwd, path);
  if (typeof place === 'string') return place;
  const { node } = place;
  if (node === undefined) return mode === 'read' ? 'ENOENT' : createFile(process, path, mode);
  if (node.kind === 'directory') return mode === 'read' ? openText('') : 'EISDIR';
  if (node.kind === 'device') return openDeviceNode(process, node.device);
  if (node.kind === 'link') return 'ELOOP';
  const wanted = mode === 'read' ? 4 : mode === 'update' ? 6 : 2;
  if (mode !== 'read' && isReadOnly(files, place.path)) return 'EROFS';
  if (!mayAccess(node, process.uid, wanted)) return 'EACCES';
  if (mode === 'write') resize(process, node, '');
  return openNode(node, mode);
}

function openDeviceNode(process: Process, device: string): OpenFile {
  const fd = /^fd(\d)$/.exec(device)?.[1];
  if (fd !== undefined) return process.descriptors.get(Number(fd)) ?? openDevice('null');
  return openDevice(device as 'null' | 'zero' | 'random' | 'full');
}

function openNode(file: RegularFile, mode: OpenMode): OpenFile {
  const readable = mode === 'read' || mode === 'update';
  return {
    source: { kind: 'file', file, appends: mode === 'append', readable, writable: mode !== 'read' },
    at: 0,
    users: 0,
  };
}

function createFile(process: Process, path: string, mode: OpenMode): OpenFile | FileError {
  const { files } = process.kernel;
  const place = findPlace(files, process.cwd, path);
  if (typeof place === 'string') return place;
  const refusal = whyNotChange(files, place, process.uid);
  if (refusal !== undefined) return refusal;
  const file = makeFile('', 0o644, process.uid, process.kernel.nowMs);
  place.parent.entries.set(place.name, file);
  place.parent.modifiedMs = process.kernel.nowMs;
  return openNode(file, mode);
}

function resize(process: Process, file: RegularFile, content: string): void {
  file.content = content;
  file.size = content.length;
  file.modifiedMs = process.kernel.nowMs;
}

/** Reads up to `max` characters; empty at the end. Waits for a pipe to have some. */
export function* read(process: Process, fd: number, max = pipeSize): Task<string> {
  const file = process.descriptors.get(fd);
  if (file === undefined) return '';
  const { source } = file;
  switch (source.kind) {
    case 'file': {
      const text = slice(source.file, file.at, max);
      file.at += text.length;
      return text;
    }
    case 'device':
      return source.device === 'zero' || source.device === 'full'
        ? zeros.slice(0, max)
        : source.device === 'random'
          ? noise(process, max)
          : '';
    case 'output':
      return '';
    case 'pipe': {
      const { pipe } = source;
      if (pipe.buffer === '' && !isFinished(pipe)) yield { ready: () => pipe.buffer !== '' || isFinished(pipe) };
      const text = pipe.buffer.slice(0, max);
      pipe.buffer = pipe.buffer.slice(max);
      return text;
    }
  }
}

function slice(file: RegularFile, at: number, max: number): string {
  const kept = file.content.slice(at, at + max);
  const beyond = Math.min(max - kept.length, file.size - at - kept.length);
  return beyond > 0 ? kept + zeros.slice(0, Math.min(beyond, pipeSize)) : kept;
}

/** Bytes without a pattern that are the same in every run. */
function noise(process: Process, max: number): string {
  let state = process.pid * 7919 + process.kernel.nowMs;
  return Array.from({ length: Math.min(max, 4096) }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return String.fromCharCode(state >>> 25);
  }).join('');
}

/** Reads one line with its newline, taking nothing beyond it; what is left at the end; empty at the end. */
export function* readLine(process: Process, fd: number): Task<string> {
  const source = process.descriptors.get(fd)?.source;
  if (source?.kind === 'device' || source === undefined) return '';
  if (source.kind === 'file') {
    const end = source.file.content.indexOf('\n', process.descriptors.get(fd)?.at);
    return yield* read(process, fd, end < 0 ? keptBytes : end + 1 - (process.descriptors.get(fd)?.at ?? 0));
  }
  if (source.kind === 'output') return '';
  const { pipe } = source;
  if (!pipe.buffer.includes('\n') && !isFinished(pipe)) {
    yield { ready: () => pipe.buffer.includes('\n') || isFinished(pipe) || pipe.buffer.length >= pipeSize };
  }
  const end = pipe.buffer.indexOf('\n');
  return yield* read(process, fd, end < 0 ? pipe.buffer.length + 1 : end + 1);
}

/** All that is left. Bounded by memory: what a program holds counts against the container's limit. */
export function* readAll(process: Process, fd: number): Task<string> {
  const parts: string[] = [];
  let kept = 0;
  for (;;) {
    const part = yield* read(process, fd);
    if (part === '') break;
    process.memory += part.length;
    if (kept < 1 << 22) {
      parts.push(part);
      kept += part.length;
    } else if (process.memory > 1 << 24) yield* swallow(process);
  }
  return parts.join('');
}

/** An endless input: memory grows at about 1 GB a second until the limit kills the process, or it is stopped here. */
function* swallow(process: Process): Task<void> {
  const limit = process.kernel.machine.memoryLimit;
  if (limit === undefined) {
    note(process.kernel, `${process.argv[0] ?? ''} reads without end; no memory limit stops it`);
    yield { wakesOnSignal: true };
    return;
  }
  const tookMs = Math.ceil(limit / 1_000_000);
  yield { untilMs: process.kernel.nowMs + tookMs };
  process.memory = limit + 1;
  yield {};
}

/** Writes all of it; false (and the process is gone) if nobody reads the pipe any more. */
export function* write(process: Process, fd: number, text: string): Task<boolean> {
  const file = process.descriptors.get(fd);
  if (file === undefined || text === '') return file !== undefined;
  const { source } = file;
  switch (source.kind) {
    case 'output':
      source.write(text);
      return true;
    case 'device':
      return source.device !== 'full';
    case 'file':
      return source.writable && writeFile(process, file, source.file, source.appends, text);
    case 'pipe':
      return yield* writePipe(process, source.pipe, text);
  }
}

function writeFile(process: Process, open: OpenFile, file: RegularFile, appends: boolean, text: string): boolean {
  const at = appends ? file.size : open.at;
  if (at + text.length > diskLimit) {
    note(process.kernel, 'files are cut at 256 MiB');
    return false;
  }
  if (at <= file.content.length && file.content.length < keptBytes) {
    const head = file.content.slice(0, at);
    const tail = file.content.slice(at + text.length);
    file.content = (head + text + tail).slice(0, keptBytes);
  }
  file.size = Math.max(file.size, at + text.length);
  file.modifiedMs = process.kernel.nowMs;
  open.at = at + text.length;
  return true;
}

function* writePipe(process: Process, pipe: Pipe, text: string): Task<boolean> {
  for (let rest = text; rest !== '';) {
    if (pipe.readers === 0) {
      brokenPipe(process);
      if (process.exit !== undefined) yield { ready: () => false };
      return false;
    }
    const room = pipeSize - pipe.buffer.length;
    if (room === 0) {
      yield { ready: () => pipe.buffer.length < pipeSize || pipe.readers === 0 };
      continue;
    }
    pipe.buffer += rest.slice(0, room);
    rest = rest.slice(room);
  }
  return true;
}

function brokenPipe(process: Process): void {
  if (!process.ignored.has(13) && process.pid !== 1) finish(process, { code: 141, signal: 13 });
}
