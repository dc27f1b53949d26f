/** `ping`: taken to be answered by whoever has an address. */
import { note, pause } from '../kernel.ts';
import type { Task } from '../process.ts';
import { addressOf } from './sockets.ts';
import { parseOptions, print, type Call } from './support.ts';

export function* ping(call: Call): Task {
  const { get, rest } = parseOptions(call, 'c: W: w: i: s: I:');
  const [host = ''] = rest;
  const { kernel } = call.process;
  const address = addressOf(call.process, host);
  if (address === undefined) return call.complain(`bad address '${host}'`);
  note(kernel, `ping ${host} is taken to be answered`);
  print(call, `PING ${host} (${address}): 56 data bytes\n`);
  const count = Number(get('c') ?? Infinity);
  for (let i = 0; i < count; i++) {
    if (i > 0) yield pause(call.process, 1000);
    print(call, `64 bytes from ${address}: seq=${i} ttl=64 time=0.100 ms\n`);
  }
  return 0;
}
