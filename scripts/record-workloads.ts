/**
 * Records what Kubernetes answers about random workload documents, for tests: `node scripts/record-workloads.ts ORACLE [SEED]`
 * writes test/oracle/workloads/<kind>.jsonl. A document is kept where its answer holds something that no kept one has.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { askOracle } from './differential-workloads/ask.ts';
import type { Oracle } from './differential-workloads/compare.ts';
import { randomOf } from './differential-workloads/random.ts';
import { type Doc, kinds, randomDocument } from './differential-workloads/workload-documents.ts';

const [oracle = '', seed = '1'] = process.argv.slice(2);
const folder = fileURLToPath(new URL('../test/oracle/workloads/', import.meta.url));
const random = randomOf(Number(seed));
const tried = 6000;
const maxLength = 1500;
const maxKept = 130;
const maxDefaulted = 14;

/** What is special about an answer: fields and texts without the values in them. */
function features(answer: Oracle): readonly string[] {
  const plain = (text: string): string =>
    text
      .replace(/"[^"]*"/g, '""')
      .replace(/\d+/g, '0')
      .slice(0, 90);
  return [
    ...(answer.causes ?? []).map(({ type, field, message }) => plain(`${type} ${field} ${message}`)),
    ...(answer.warnings ?? []).map(plain),
  ];
}

mkdirSync(folder, { recursive: true });
for (const kind of kinds) {
  const docs = Array.from({ length: tried }, () => randomDocument(random, kind)).filter(
    (doc) => JSON.stringify(doc).length < maxLength,
  );
  const answers = askOracle(oracle, docs);
  const seen = new Set<string>();
  const lines: string[] = [];
  let defaulted = 0;
  for (const [i, answer] of answers.entries()) {
    if (answer.decodeError !== undefined || answer.panic !== undefined || lines.length >= maxKept) continue;
    const isNew = features(answer).some((feature) => !seen.has(feature));
    const accepted = answer.accepted === true && defaulted < maxDefaulted;
    if (!isNew && !accepted) continue;
    for (const feature of features(answer)) seen.add(feature);
    if (accepted) defaulted++;
    lines.push(JSON.stringify(record(docs[i] as Doc, answer, accepted)));
  }
  writeFileSync(`${folder}${kind}.jsonl`, `${lines.join('\n')}\n`);
}

function record(document: Doc, answer: Oracle, withDefaults: boolean): object {
  const causes = (answer.causes ?? []).map(({ type, field, message }) => [type, field, message]);
  return {
    document,
    ...(causes.length > 0 ? { causes } : {}),
    ...(answer.warnings ? { warnings: answer.warnings } : {}),
    ...(withDefaults ? { defaulted: answer.defaulted } : {}),
  };
}
