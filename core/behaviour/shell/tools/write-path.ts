/** Putting a text into a file. */
import { addDescriptor, setDescriptor } from '../descriptors.ts';
import { openPath, write } from '../open-files.ts';
import { refuse, type Call } from './support.ts';

/** Writes a text to a path, replacing what is there; false after a message. */
export function writePath(call: Call, path: string, text: string): boolean {
  const file = openPath(call.process, path, 'write');
  if (typeof file === 'string') {
    refuse(call, path, file);
    return false;
  }
  const fd = addDescriptor(call.process, file);
  const isWritten = write(call.process, fd, text);
  setDescriptor(call.process, fd, undefined);
  return isWritten || text === '';
}
