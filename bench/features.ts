/**
 * How long hover, completion and code actions take at 300 lines, over a real connection in memory, median and p95,
 * client and server in one
 * process: `worked` is what both computed, `waited` also what other programs on the machine took. Aim: p95 of 5 ms.
 */
import { connect } from '../test/support/lsp.ts';
import { keep } from './keep.ts';
import { deployment, fileOf } from './manifests.ts';

const aimMs = 5;
const rounds = 120;

const words = ['image:', 'periodSeconds:', 'httpGet:', 'memory: 64Mi', 'requests:', 'containerPort', 'name: app-1'];
const requests = {
  hover: () => ({}),
  completion: () => ({}),
  codeAction: (position: { readonly line: number; readonly character: number }) => ({
    range: { start: position, end: position },
    context: { diagnostics: [] },
  }),
} as const;

const kept: Record<string, unknown> = {};
for (const [title, text] of [
  ['300 lines, ten documents', fileOf(300)],
  ['300 lines, one document', deployment('big', 29)],
] as const) {
  for (const name of ['hover', 'completion', 'codeAction'] as const) {
    const { wall, work } = await measure(text, name);
    kept[`${title}: ${name}`] = { waited: rounded(wall), worked: rounded(work) };
    const words = ({ median, p95 }: Spread): string => `${median.toFixed(1)} / ${p95.toFixed(1)} ms`;
    const figures = `waited ${words(wall).padStart(14)}   worked ${words(work).padStart(14)}`;
    console.log(`${title.padEnd(26)} ${name.padEnd(11)} ${figures}   ${(wall.p95 / aimMs).toFixed(2)} of the aim`);
  }
}

keep('features', { unit: 'ms', aim: { p95: aimMs }, ...kept });

function rounded({ median, p95 }: Spread): Spread {
  return { median: Number(median.toFixed(2)), p95: Number(p95.toFixed(2)) };
}

/** Every second request follows a key press, whose diagnoses the editor has asked for before, as editors do. */
async function measure(
  text: string,
  name: keyof typeof requests,
): Promise<{ readonly wall: Spread; readonly work: Spread }> {
  const client = await connect({
    capabilities: {
      textDocument: {
        diagnostic: {},
        completion: { completionItem: { snippetSupport: true } },
        codeAction: { resolveSupport: { properties: ['edit'] } },
      },
    },
  });
  const uri = 'file:///bench.yaml';
  client.open(uri, text);
  await client.diagnostics(uri);
  const times: number[] = [];
  const cpu: number[] = [];
  for (let round = 0; round < rounds + 20; round++) {
    if (round % 2 === 0) {
      client.change(uri, text.replace('periodSeconds: 5', `periodSeconds: ${6 + round}`));
      await client.diagnostics(uri);
    }
    const position = placeOf(text, words[round % words.length] ?? '', round);
    const [start, work] = [performance.now(), process.cpuUsage()];
    await client.connection.sendRequest(`textDocument/${name}`, {
      textDocument: { uri },
      position,
      ...requests[name](position),
    });
    const { user, system } = process.cpuUsage(work);
    if (round < 20) continue;
    times.push(performance.now() - start);
    cpu.push((user + system) / 1000);
  }
  await client.close();
  return { wall: spread(times), work: spread(cpu) };
}

interface Spread {
  readonly median: number;
  readonly p95: number;
}

function spread(times: readonly number[]): Spread {
  const sorted = [...times].sort((left, right) => left - right);
  return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, p95: sorted[Math.floor(sorted.length * 0.95)] ?? 0 };
}

/** The end of one of the places where a word stands. */
function placeOf(text: string, word: string, round: number): { readonly line: number; readonly character: number } {
  const places = [...text.matchAll(new RegExp(word, 'g'))];
  const at = (places[round % places.length]?.index ?? 0) + word.length;
  const before = text.slice(0, at).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}
