/**
 * Time from a key press to its diagnoses in the server, over a real connection in memory: manifests of 30, 300 and
 * 3,000 lines. Prints medians.
 */
import { connect } from '../test/support/lsp.ts';
import { deployment, fileOf } from './manifests.ts';

const presses = 40;
const aimMs = 10;

for (const [title, text] of [
  ['30 lines', fileOf(30)],
  ['300 lines', fileOf(300)],
  ['3,000 lines', fileOf(3000)],
  ['300 lines, one document', deployment('big', 29)],
] as const) {
  const times = await measure(text);
  const median = times[Math.floor(times.length / 2)] ?? 0;
  const p95 = times[Math.floor(times.length * 0.95)] ?? 0;
  console.log(
    `${title.padEnd(26)} median ${median.toFixed(1).padStart(6)} ms   p95 ${p95.toFixed(1).padStart(6)} ms   ${(median / aimMs).toFixed(2)} of the aim (${aimMs} ms for 300 lines)`,
  );
}

async function measure(text: string): Promise<readonly number[]> {
  const client = await connect();
  const uri = 'file:///bench.yaml';
  client.open(uri, text);
  await client.diagnostics(uri);
  const times: number[] = [];
  for (let press = 0; press < presses; press++) {
    const changed = text.replace('periodSeconds: 5', `periodSeconds: ${6 + press}`);
    const start = performance.now();
    client.change(uri, changed);
    await client.diagnostics(uri);
    times.push(performance.now() - start);
  }
  await client.close();
  return times.sort((left, right) => left - right);
}
