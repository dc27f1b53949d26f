/** Runs the series: batches of random cases go to both sides at once, and what differs is sorted into classes. */
import { type Difference, verdictsOf } from './compare.ts';
import { generators, shares } from './generators.ts';
import { classOf, differencesIn, questionsOf, type Tried } from './judge.ts';
import { knownClass } from './known.ts';
import { openOracle, type Oracle, type OracleVerdict } from './oracle.ts';
import type { Random } from './random.ts';

export interface SeriesOptions {
  readonly count: number;
  readonly random: Random;
  /** Program by version. */
  readonly programs: ReadonlyMap<string, string>;
  /** Names of generators; all where empty. */
  readonly only: readonly string[];
}

export interface DifferenceClass {
  count: number;
  readonly tried: Tried;
  readonly difference: Difference;
}

export interface Series {
  readonly oracles: ReadonlyMap<string, Oracle>;
  readonly classes: ReadonlyMap<string, DifferenceClass>;
  /** Differences of the classes that docs/differential.md lists. */
  readonly listed: ReadonlyMap<string, number>;
  /** Documents by `version generator`. */
  readonly totals: ReadonlyMap<string, number>;
  /** How often each of our codes was met where both sides agree. */
  readonly reached: ReadonlyMap<string, number>;
  readonly accepted: number;
  readonly documents: number;
  /** Milliseconds of our own work and of the whole. */
  readonly ourMs: number;
  readonly wholeMs: number;
}

type Running = {
  -readonly [key in keyof Series]: Series[key] extends ReadonlyMap<infer K, infer V> ? Map<K, V> : Series[key];
};

const batchSize = 1000;
const progressEvery = 10_000;

export async function runSeries({ count, random, programs, only }: SeriesOptions): Promise<Series> {
  const oracles = new Map([...programs].map(([version, program]) => [version, openOracle(program)]));
  const series: Running = {
    oracles,
    classes: new Map(),
    listed: new Map(),
    totals: new Map(),
    reached: new Map(),
    accepted: 0,
    documents: 0,
    ourMs: 0,
    wholeMs: 0,
  };
  const start = performance.now();
  const draw = drawGenerator(only);
  const ask = (): Promise<Asked> => askBatch(makeBatch(random, draw, [...programs.keys()]), oracles);
  let next = ask();
  while (series.documents < count) {
    const asked = await next;
    next = ask();
    for (const [i, one] of asked.tried.entries()) judge(series, one, asked.answers[i] ?? []);
    if (series.documents % progressEvery < batchSize)
      process.stderr.write(
        `\r${series.documents} of ${count} documents, ${series.classes.size} classes of differences `,
      );
  }
  await next;
  series.wholeMs = performance.now() - start;
  process.stderr.write('\n');
  return series;
}

function drawGenerator(only: readonly string[]): (random: Random) => string {
  const names = Object.keys(shares).filter((name) => only.length === 0 || only.includes(name));
  const urn = names.flatMap((name) => Array.from({ length: shares[name] ?? 1 }, () => name));
  return (random) => random.pick(urn);
}

function makeBatch(random: Random, draw: (random: Random) => string, versions: readonly string[]): readonly Tried[] {
  const version = random.pick(versions);
  return Array.from({ length: batchSize }, () => {
    const generator = draw(random);
    return { generator, version, ...(generators[generator]?.(random) ?? { text: '' }) };
  });
}

interface Asked {
  readonly tried: readonly Tried[];
  /** Of each case, the answers about its documents. */
  readonly answers: readonly (readonly OracleVerdict[])[];
}

export async function askBatch(tried: readonly Tried[], oracles: ReadonlyMap<string, Oracle>): Promise<Asked> {
  const questions = tried.map(questionsOf);
  const oracle = oracles.get(tried[0]?.version ?? '');
  const all = (await oracle?.ask(questions.flat())) ?? [];
  let from = 0;
  const answers = questions.map((each) => all.slice(from, (from += each.length)));
  return { tried, answers };
}

function judge(series: Running, one: Tried, answers: readonly OracleVerdict[]): void {
  const start = performance.now();
  const differences = differencesIn(one, answers);
  series.ourMs += performance.now() - start;
  series.documents += answers.length;
  series.accepted += answers.filter(({ accepted }) => accepted === true).length;
  const key = `${one.version} ${one.generator}`;
  series.totals.set(key, (series.totals.get(key) ?? 0) + answers.length);
  for (const difference of differences) {
    const listed = knownClass(one.text, difference);
    if (listed !== undefined) series.listed.set(listed, (series.listed.get(listed) ?? 0) + 1);
    if (listed !== undefined) continue;
    const name = classOf(difference);
    const known = series.classes.get(name);
    if (known === undefined) series.classes.set(name, { count: 1, tried: one, difference });
    else known.count++;
  }
  if (differences.length === 0)
    for (const code of codesOf(one)) series.reached.set(code, (series.reached.get(code) ?? 0) + 1);
}

function codesOf({ text, version }: Tried): readonly string[] {
  return verdictsOf(text, version).flatMap((verdict) =>
    verdict === undefined ? [] : [...verdict.errors, ...verdict.warnings].map(({ code }) => code),
  );
}
