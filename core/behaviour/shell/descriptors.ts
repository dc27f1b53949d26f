/** Making open files and pipes, and putting them behind descriptors. */
import { makeFile } from './files.ts';
import type { OpenFile, Pipe, Process } from './process.ts';

export const openDevice = (device: 'null' | 'zero' | 'random' | 'full'): OpenFile => ({
  source: { kind: 'device', device },
  at: 0,
  users: 0,
});
export const openOutput = (write: (text: string) => void): OpenFile => ({
  source: { kind: 'output', write },
  at: 0,
  users: 0,
});
export const openText = (text: string): OpenFile => ({
  source: { kind: 'file', file: makeFile(text), appends: false, readable: true, writable: false },
  at: 0,
  users: 0,
});

export function openPipe(): { readonly reader: OpenFile; readonly writer: OpenFile } {
  const pipe: Pipe = { buffer: '', readers: 1, writers: 1 };
  return {
    reader: { source: { kind: 'pipe', pipe, end: 'read' }, at: 0, users: 0 },
    writer: { source: { kind: 'pipe', pipe, end: 'write' }, at: 0, users: 0 },
  };
}

export function closeFile(file: OpenFile): void {
  file.users--;
  if (file.users > 0 || file.source.kind !== 'pipe') return;
  if (file.source.end === 'read') file.source.pipe.readers = 0;
  else file.source.pipe.writers = 0;
}

/** Puts a file behind a descriptor of the process. */
export function setDescriptor(process: Process, fd: number, file: OpenFile | undefined): void {
  const old = process.descriptors.get(fd);
  if (old === file) return;
  if (file === undefined) process.descriptors.delete(fd);
  else {
    file.users++;
    process.descriptors.set(fd, file);
  }
  if (old !== undefined) closeFile(old);
}
