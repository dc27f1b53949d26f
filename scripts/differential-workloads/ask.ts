/** Asks the Go oracle for its verdicts about decoded documents. */
import { spawnSync } from 'node:child_process';
import type { Oracle } from './compare.ts';
import type { Doc } from './workload-documents.ts';

/** Answers in the order of the documents; `oracle` is the path of the built program. */
export function askOracle(oracle: string, docs: readonly Doc[]): readonly Oracle[] {
  const input = docs
    .map((doc, i) => `${JSON.stringify({ id: String(i), yaml: JSON.stringify(doc), defaulted: true })}\n`)
    .join('');
  const run = spawnSync(oracle, ['verdict'], {
    input,
    maxBuffer: 2 ** 31,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  if (run.status !== 0) throw new Error(`the oracle ended with ${run.status}`);
  return run.stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Oracle);
}
