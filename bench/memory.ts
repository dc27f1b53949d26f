/**
 * Live heap of the built server after a forced collection, with 50 files of 300 lines open and diagnosed. Aim: 40 MB.
 */
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from '../test/support/built.ts';
import { connectStdio, type StdioClient } from '../test/support/stdio-client.ts';
import { keep } from './keep.ts';
import { fileOf } from './manifests.ts';

const aimMb = 40;
const files = 50;
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

ensureBuilt();
const flags = ['--expose-gc', '--import', new URL('peers/heap-probe.mjs', import.meta.url).href];
const client = await connectStdio(process.execPath, [...flags, here('../dist/server-node.cjs'), '--stdio']);
const empty = await liveHeap(client);
for (let at = 0; at < files; at++) {
  const uri = `file:///bench/${at}.yaml`;
  client.open(uri, fileOf(300, `app-${at}`));
  await client.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
  await client.connection.sendRequest('textDocument/hover', {
    textDocument: { uri },
    position: { line: 12, character: 14 },
  });
}
const full = await liveHeap(client);
await client.close();
keep('memory', { unit: 'MB', aim: aimMb, files, full: Number(full.toFixed(1)), empty: Number(empty.toFixed(1)) });
console.log(
  `live heap: ${full.toFixed(1)} MB with ${files} files of 300 lines open, ${empty.toFixed(1)} MB with none   ${(full / aimMb).toFixed(2)} of the aim (${aimMb} MB)`,
);

function liveHeap({ process: server }: StdioClient): Promise<number> {
  return new Promise((resolve) => {
    server.once('message', (bytes) => {
      resolve(Number(bytes) / 1_048_576);
    });
    server.send('collect');
  });
}
