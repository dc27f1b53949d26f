/** Making open files and pipes, and putting them behind descriptors. */
import { makeFile, type RegularFile } from './files.ts';
import type { OpenFile, Pipe, Process } from './process.ts';

/** What a pipe holds before its writer has to wait. */
export const pipeSize = 1 << 16;

const openAs = (source: OpenFile['source']): OpenFile => ({ source, at: 0, users: 0 });

export const openDevice = (device: string): OpenFile => openAs({ kind: 'device', device });
export const openOutput = (write: (text: string) => void): OpenFile => openAs({ kind: 'output', write });
export const openFile = (file: RegularFile, writable: boolean, appends: boolean): OpenFile =>
  openAs({ kind: 'file', file, writable, appends });
export const openText = (text: string): OpenFile => openFile(makeFile(text), false, false);

export function openPipe(): { readonly reader: OpenFile; readonly writer: OpenFile } {
  const pipe: Pipe = { buffer: '', readers: 1, writers: 1 };
  return {
    reader: openAs({ kind: 'pipe', pipe, end: 'readers' }),
    writer: openAs({ kind: 'pipe', pipe, end: 'writers' }),
  };
}

/** The pipe that an open file is an end of. */
export const pipeOf = (file: OpenFile | undefined): Pipe | undefined =>
  file?.source.kind === 'pipe' ? file.source.pipe : undefined;

export function closeFile(file: OpenFile): void {
  file.users--;
  if (file.users <= 0 && file.source.kind === 'pipe') file.source.pipe[file.source.end] = 0;
}

/** Puts a file behind a descriptor of the process. */
export function setDescriptor(process: Process, fd: number, file: OpenFile | undefined): void {
  const old = process.descriptors.get(fd);
  if (old === file) return;
  if (!file) process.descriptors.delete(fd);
  else {
    file.users++;
    process.descriptors.set(fd, file);
  }
  if (old) closeFile(old);
}

/** Puts a file behind a descriptor that is free, from 10 on. */
export function addDescriptor(process: Process, file: OpenFile): number {
  let fd = 10;
  while (process.descriptors.has(fd)) fd++;
  setDescriptor(process, fd, file);
  return fd;
}
