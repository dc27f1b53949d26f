/**
 * `npm run differential`: random documents, answered by us and by Kubernetes' own code; every difference is shrunk and printed.
 * Options: --count N, --seed N, --mode grammar|lines|text|all, --only decode,strict,causes,warnings,accepted,defaults, --show N,
 * --record FILE (the texts with the oracle's answers, for tests that have no Go)
 */
import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Aspect, type Difference, differencesOf } from './differential/compare.ts';
import { randomDocument } from './differential/grammar.ts';
import { mutateLines, mutateText } from './differential/mutate.ts';
import { askOracle } from './differential/oracle.ts';
import { createRandom, type Random } from './differential/random.ts';
import { shrink } from './differential/shrink.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const { values: options } = parseArgs({
  options: {
    count: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    mode: { type: 'string', default: 'all' },
    only: { type: 'string', default: 'decode,strict,causes,warnings,accepted' },
    show: { type: 'string', default: '20' },
    record: { type: 'string' },
  },
});
const aspects = new Set(options.only.split(',') as Aspect[]);
const batchSize = 2000;

function realManifests(): readonly string[] {
  const folder = join(root, 'test', 'oracle', 'verdicts', 'cases');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  const texts = files.map((name) => readFileSync(join(folder, name), 'utf8'));
  return texts.filter((text) => !/^---/m.test(text));
}

const manifests = realManifests();

function makeText(random: Random): string {
  const mode = options.mode === 'all' ? random.pick(['grammar', 'grammar', 'lines', 'lines', 'text']) : options.mode;
  if (mode === 'grammar') return randomDocument(random, { oddness: random.pick([0, 0.01, 0.05]) });
  const manifest = random.pick(manifests);
  return mode === 'lines' ? mutateLines(manifest, random, manifests) : mutateText(manifest, random);
}

const withDefaults = aspects.has('defaults');

function sameClass(key: string): (candidates: readonly string[]) => readonly boolean[] {
  return (candidates) => {
    const answers = askOracle(candidates, withDefaults);
    return candidates.map((candidate, i) => {
      const answer = answers[i];
      return (
        answer !== undefined &&
        differencesOf(candidate, answer, aspects).some((difference) => classOf(difference) === key)
      );
    });
  };
}

/** Differences with the same words but other names and numbers count as one. */
function classOf({ aspect, theirs, ours }: Difference): string {
  const plain = (text: string): string =>
    text
      .replace(/"[^"]*"/g, '""')
      .replace(/\d+/g, '0')
      .slice(0, 160);
  return `${aspect} | ${plain(theirs)} | ${plain(ours)}`;
}

const random = createRandom(Number(options.seed));
const classes = new Map<string, { count: number; readonly text: string; readonly difference: Difference }>();
const total = Number(options.count);
for (let done = 0; done < total; done += batchSize) {
  const texts = Array.from({ length: Math.min(batchSize, total - done) }, () => makeText(random));
  askOracle(texts, withDefaults).forEach((answer, i) => {
    const text = texts[i] ?? '';
    if (options.record !== undefined) appendFileSync(options.record, `${JSON.stringify({ text, answer })}\n`);
    for (const difference of differencesOf(text, answer, aspects)) {
      const key = classOf(difference);
      const known = classes.get(key);
      if (known === undefined) classes.set(key, { count: 1, text, difference });
      else known.count++;
    }
  });
}

const found = [...classes.values()].sort((left, right) => right.count - left.count);
for (const { count, text, difference } of found.slice(0, Number(options.show))) {
  const small = shrink(text, sameClass(classOf(difference)));
  const answer = askOracle([small], withDefaults)[0];
  const shown =
    answer === undefined
      ? difference
      : (differencesOf(small, answer, aspects).find((one) => classOf(one) === classOf(difference)) ?? difference);
  console.log(
    `${count} × ${difference.aspect}\n${small.replace(/^/gm, '    ')}\n  theirs: ${shown.theirs}\n  ours:   ${shown.ours}\n`,
  );
}
const differing = found.reduce((sum, entry) => sum + entry.count, 0);
console.log(`${total} documents, ${differing} differences in ${found.length} classes`);
process.exitCode = differing === 0 ? 0 : 1;
