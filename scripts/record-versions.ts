/**
 * Records where an older Kubernetes answers otherwise than 1.36, for tests: `node scripts/record-versions.ts ORACLE 1.34 [SEED]` writes
 * test/oracle/workloads/versions/1.34.jsonl. Answers that print values in Go's own notation with addresses in them are left out.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { answerOf } from './differential-workloads/answers.ts';
import { askOracle } from './differential-workloads/ask.ts';
import { differencesOf } from './differential-workloads/compare.ts';
import { randomOf } from './differential-workloads/random.ts';
import { kinds, randomDocument } from './differential-workloads/workload-documents.ts';

const [oracle = '', version = '', seed = '1'] = process.argv.slice(2);
const folder = fileURLToPath(new URL('../test/oracle/workloads/versions/', import.meta.url));
const random = randomOf(Number(seed));
const perKind = 6;
const lines: string[] = [];
/** Left out as well: until 1.33 the server forgot one default of CronJobs, and defaults know no versions here. */
const forgotten = /valid values: \["False" "True" "Unknown"\]/;
const inGo = /\(0x[0-9a-f]+\)|\b(?:v1|apps|batch|core|policy|resource)\.[A-Z]\w*\{/;

for (const kind of kinds) {
  const docs = Array.from({ length: 2500 }, () => randomDocument(random, kind)).filter(
    (doc) => JSON.stringify(doc).length < 700,
  );
  const answers = askOracle(oracle, docs);
  const seen = new Set<string>();
  for (const [i, answer] of answers.entries()) {
    const document = docs[i];
    if (document === undefined || answer.panic !== undefined || answer.decodeError !== undefined) continue;
    const texts = [...(answer.causes ?? []).map(({ message }) => message), ...(answer.warnings ?? [])];
    const [difference] = differencesOf(kind, answerOf(document as never), { ...answer, defaulted: null });
    if (
      difference === undefined ||
      difference.startsWith('defaulted') ||
      texts.some((text) => inGo.test(text) || forgotten.test(text))
    )
      continue;
    const shape = difference.replace(/"[^"]*"|\d+/g, '').slice(0, 300);
    if (seen.has(shape) || seen.size >= perKind) continue;
    seen.add(shape);
    const causes = (answer.causes ?? []).map(({ type, field, message }) => [type, field, message]);
    lines.push(JSON.stringify({ document, ...(causes.length > 0 ? { causes } : { warnings: answer.warnings ?? [] }) }));
  }
}
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}${version}.jsonl`, `${lines.join('\n')}\n`);
console.log(`${lines.length} answers of ${version}`);
