/** `cat`, and going through the files that a tool is to read. */
import { setDescriptor } from '../descriptors.ts';
import type { Task } from '../process.ts';
import { numberLines } from './number-lines.ts';
import { copyAll, openInput, out, parseOptions, type Call, type Tool } from './support.ts';

/** Goes through the files named (or the standard input), one after the other. */
export function* eachInput(call: Call, paths: readonly string[], act: (fd: number) => Task<unknown>): Task {
  let status = 0;
  const all = paths.length === 0 ? ['-'] : paths;
  for (const path of all) {
    const fd = openInput(call, path);
    if (fd === undefined) status = 1;
    else {
      if (all.length > 1 && call.name !== 'cat') out(call, `${path === all[0] ? '' : '\n'}==> ${path} <==\n`);
      yield* act(fd);
      if (fd !== 0 && call.name !== 'tail') setDescriptor(call.process, fd, undefined);
    }
  }
  return status;
}

export const cat: Tool = (call) => {
  const { has, rest } = parseOptions(call);
  if (has('n')) return numberLines(call);
  return eachInput(call, rest, (fd) => copyAll(call.process, fd, 1));
};
