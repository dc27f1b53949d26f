/**
 * Random edits and cancelled requests over a real connection: the server stays alive and quiet, its memory flat, and at the end it says of
 * each text what a server says that has seen nothing else. `PODSCOPE_EDITS` sets how many edits there are.
 */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { random, type Random } from '../support/random.ts';
import { type RawServer, startRaw } from '../support/raw-lsp.ts';

/** Documents are remembered up to 2 million characters, about 90 MB with what was said of them; a leak ends the server at this limit. In MB. */
const heapLimit = 192;
/** Node without the old heap: its own memory, code, young objects and what the collector has not given back yet. */
const ownOfNode = 320;
const memoryFile = join(mkdtempSync(join(tmpdir(), 'podscope-memory-')), 'usage');
after(() => {
  rmSync(join(memoryFile, '..'), { recursive: true });
});
process.env['PODSCOPE_MEMORY_FILE'] = memoryFile;
const nodeFlags = [
  `--max-old-space-size=${String(heapLimit)}`,
  '--expose-gc',
  '--require',
  join(import.meta.dirname, '..', 'support', 'memory-report.cjs'),
];
const edits = Number(process.env['PODSCOPE_EDITS'] ?? 1_500);
const pieces = [
  '\n',
  '\n  ',
  '  ',
  '- ',
  ': ',
  '{',
  '}',
  '[',
  '"',
  "'",
  'image',
  'livenessProbe:',
  '---\n',
  '🎉',
  '한국',
  '|',
  '&a ',
  '*a',
  '<<: *a',
  '#',
  '# podscope-ignore all',
  '\t',
  '\r\n',
  'null',
  'kind: Pod\n',
  '0',
  'restartPolicy: Always\n',
];
/** Of the memory, in a whole run. */
const samples = 25;
const methods = ['diagnostic', 'hover', 'completion', 'codeAction', 'documentSymbol', 'inlayHint', 'foldingRange'];

interface Text {
  readonly uri: string;
  readonly original: string;
  text: string;
  version: number;
}

test(`${String(edits)} random edits and cancelled requests leave the server alive, quiet and as if it were new`, async () => {
  const draw = random(20_261_121);
  const texts = manifests();
  const server = await serving();
  for (const text of texts) open(server, text);
  const memory: Usage[] = [];
  for (let count = 0; count < edits; count++) {
    const text = draw.pick(texts);
    edit(server, text, draw);
    ask(server, text, draw, `r${String(count)}`);
    if (count % 50 === 0) await server.request('textDocument/documentSymbol', { textDocument: { uri: text.uri } });
    if (count % Math.ceil(edits / samples) === 0) memory.push(await usage(server));
  }
  const fresh = await serving();
  for (const text of texts) {
    open(fresh, text);
    assert.deepEqual(await diagnoses(server, text), await diagnoses(fresh, text), text.text);
  }
  flat(memory);
  await ended(server);
  await ended(fresh);
});

/** Small ones of many kinds. */
function manifests(): readonly Text[] {
  const folder = join(import.meta.dirname, '..', '..', 'examples');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .slice(0, 8)
    .map((name) => {
      const original = readFileSync(join(folder, name), 'utf8');
      return { uri: `file:///random/${name}`, original, text: original, version: 1 };
    });
}

async function serving(): Promise<RawServer> {
  const server = startRaw(process.execPath, nodeFlags);
  const capabilities = { textDocument: { diagnostic: {} } };
  await server.request('initialize', { processId: null, rootUri: null, capabilities });
  server.notify('initialized', {});
  return server;
}

function open(server: RawServer, { uri, text }: Text): void {
  server.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
}

/** A small change somewhere; now and then the text as it was in the beginning, so that there is something to understand. */
function edit(server: RawServer, text: Text, draw: Random): void {
  text.version++;
  const textDocument = { uri: text.uri, version: text.version };
  if (draw.chance(0.02) || text.text.length > 6_000) {
    text.text = text.original;
    server.notify('textDocument/didChange', { textDocument, contentChanges: [{ text: text.text }] });
    return;
  }
  const start = boundary(text.text, draw.int(0, text.text.length));
  const end = boundary(text.text, Math.min(text.text.length, start + draw.int(0, 6)));
  const piece = draw.chance(0.3) ? '' : draw.pick(pieces);
  const range = { start: positionAt(text.text, start), end: positionAt(text.text, end) };
  text.text = text.text.slice(0, start) + piece + text.text.slice(end);
  server.notify('textDocument/didChange', { textDocument, contentChanges: [{ range, text: piece }] });
}

function ask(server: RawServer, { uri, text }: Text, draw: Random, id: string): void {
  const position = { line: draw.int(0, text.split('\n').length), character: draw.int(0, 20) };
  const range = { start: { line: 0, character: 0 }, end: position };
  const params = { textDocument: { uri }, position, range, context: { diagnostics: [] } };
  server.send({ id, method: `textDocument/${draw.pick(methods)}`, params });
  if (draw.chance(0.5)) server.notify('$/cancelRequest', { id });
}

async function diagnoses(server: RawServer, { uri }: Text): Promise<unknown> {
  const { result } = await server.request('textDocument/diagnostic', { textDocument: { uri } });
  return (result as { readonly items: unknown }).items;
}

async function ended(server: RawServer): Promise<void> {
  await server.request('shutdown');
  server.notify('exit');
  assert.equal(await server.exited, 0);
  assert.equal(server.stderr(), '');
}

/** No half of a pair, and not between CR and LF: no editor sends such places. */
function boundary(text: string, offset: number): number {
  const isInside = /[\uDC00-\uDFFF]/.test(text[offset] ?? '') || (text[offset] === '\n' && text[offset - 1] === '\r');
  return isInside ? offset + 1 : offset;
}

function positionAt(text: string, offset: number): { readonly line: number; readonly character: number } {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

/** In MB, after a collection. */
interface Usage {
  readonly heap: number;
  readonly outside: number;
  readonly resident: number;
}

/** What lives, as the process itself counts it: what it holds of the system besides is V8's room to work in, bounded by `heapLimit`. */
async function usage(server: RawServer): Promise<Usage> {
  rmSync(memoryFile, { force: true });
  server.process.kill('SIGUSR2');
  while (!existsSync(memoryFile)) await new Promise((resolve) => setTimeout(resolve, 10));
  const { heapUsed, external, rss } = JSON.parse(readFileSync(memoryFile, 'utf8')) as NodeJS.MemoryUsage;
  const [heap = 0, outside = 0, resident = 0] = [heapUsed, external, rss].map((bytes) => bytes / 1_048_576);
  return { heap, outside, resident };
}

/**
 * Flat means: what lives after a collection in the last fifth of the run is what lived in the fifth before, to the megabyte, and the process
 * as a whole stays below the heap's limit and what Node itself takes. Short runs are still filling the memory of documents.
 */
function flat(memory: readonly Usage[]): void {
  const said = memory.map(({ heap, resident }) => `${heap.toFixed(1)}/${resident.toFixed(0)}`).join(' ');
  if (process.env['PODSCOPE_EDITS'] !== undefined) console.log(`live heap / resident memory in MB: ${said}`);
  assert.ok(
    memory.every(({ resident }) => resident < heapLimit + ownOfNode),
    said,
  );
  if (edits < 20_000) return;
  const most = (from: number, to: number): number =>
    Math.max(...memory.slice(from, to).map(({ heap, outside }) => heap + outside));
  assert.ok(most(20, 25) <= most(15, 20) + 1, said);
}
