/** Compares our answers about workloads with Kubernetes' own: `node scripts/differential-workloads.ts ORACLE COUNT [SEED] [KINDS] [VERSION]`. */
import { answerOf } from './differential-workloads/answers.ts';
import { askOracle } from './differential-workloads/ask.ts';
import { differencesOf } from './differential-workloads/compare.ts';
import { randomOf } from './differential-workloads/random.ts';
import { shrink } from './differential-workloads/shrink.ts';
import { type Doc, kinds, randomDocument } from './differential-workloads/workload-documents.ts';

const [oracle = '', count = '1000', seed = '1', only = '', version = '1.36'] = process.argv.slice(2);
const random = randomOf(Number(seed));
const wanted = only === '' ? kinds : only.split(',');
const batchSize = 10_000;
const shown = 12;

function differences(docs: readonly Doc[]): readonly (readonly string[])[] {
  return askOracle(oracle, docs).map((theirs, i) => {
    const doc = docs[i] as Doc;
    return differencesOf(doc.kind, answerOf(doc as never, { kubernetesVersion: version }), theirs);
  });
}

let different = 0;
const seen = new Set<string>();
for (let done = 0; done < Number(count); done += batchSize) {
  const docs = Array.from({ length: Math.min(batchSize, Number(count) - done) }, () =>
    randomDocument(random, random.pick(wanted)),
  );
  const results = differences(docs);
  for (const [i, result] of results.entries()) {
    if (result.length === 0) continue;
    different++;
    if (seen.size >= shown) continue;
    const small = shrink(docs[i] as Doc, (candidates) => differences(candidates).map((list) => list.length > 0));
    const text = JSON.stringify(small);
    if (seen.has(text)) continue;
    seen.add(text);
    console.log(`${text.slice(0, 1500)}\n${differences([small])[0]?.join('\n').slice(0, 3000)}\n`);
  }
}
console.log(`${count} documents, ${different} differences`);
process.exitCode = different > 0 ? 1 : 0;
