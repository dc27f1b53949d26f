/**
 * Prints what a series found: differences shrunk to a few lines, rules that were never met, totals by version and
 * generator.
 */
import { appendFileSync } from 'node:fs';
import { classOf, differencesIn, type Tried } from './judge.ts';
import { askBatch, type DifferenceClass, type Series } from './series.ts';
import { shrinkText } from './shrink.ts';
import { documentedCodes } from './targeted.ts';

interface PrintOptions {
  readonly show: number;
  /** File that the shrunk texts are added to, with the oracle's answers. */
  readonly record: string | undefined;
}

export async function printClasses(series: Series, { show, record }: PrintOptions): Promise<void> {
  const found = [...series.classes.values()].sort((left, right) => right.count - left.count);
  for (const each of found.slice(0, show)) {
    const small = await shrunk(series, each);
    const asked = await askBatch([small], series.oracles);
    const answers = asked.answers[0] ?? [];
    const key = classOf(each.difference);
    const shown = differencesIn(small, answers).find((one) => classOf(one) === key) ?? each.difference;
    console.log(
      `${each.count} × ${shown.aspect}, ${small.generator} ${small.version}\n${small.text.replace(/^/gm, '    ')}\n` +
        `  theirs: ${short(shown.theirs)}\n  ours:   ${short(shown.ours)}\n`,
    );
    if (record === undefined || small.parts !== undefined) continue;
    const entry = { text: small.text, ...(small.version === '1.36' ? {} : { version: small.version }), answers };
    appendFileSync(record, `${JSON.stringify(entry)}\n`);
  }
}

const shownLength = 3000;

function short(text: string): string {
  return text.length <= shownLength ? text : `${text.slice(0, shownLength)} …`;
}

async function shrunk(series: Series, { tried, difference }: DifferenceClass): Promise<Tried> {
  if (tried.parts !== undefined) return tried;
  const key = classOf(difference);
  const text = await shrinkText(tried.text, async (candidates) => {
    const asked = await askBatch(
      candidates.map((candidate) => ({ ...tried, text: candidate })),
      series.oracles,
    );
    return asked.tried.map((one, i) =>
      differencesIn(one, asked.answers[i] ?? []).some((each) => classOf(each) === key),
    );
  });
  return { ...tried, text };
}

/** Codes of the catalogue that no document met. */
export function printRules({ reached }: Series): void {
  const never = documentedCodes.filter((code) => !reached.has(code));
  const rare = [...reached].filter(([, times]) => times < 5).map(([code, times]) => `${code} (${times})`);
  console.log(`${reached.size} rules met; never: ${never.join(', ')}\nless than five times: ${rare.sort().join(', ')}`);
}

export function printTotals(series: Series): void {
  const { totals, documents, accepted, ourMs, wholeMs, classes } = series;
  const by = (part: number): string => {
    const sums = new Map<string, number>();
    for (const [key, count] of totals) {
      const name = key.split(' ')[part] ?? '';
      sums.set(name, (sums.get(name) ?? 0) + count);
    }
    return [...sums]
      .sort()
      .map(([name, count]) => `${name} ${count}`)
      .join(', ');
  };
  const differing = [...classes.values()].reduce((sum, { count }) => sum + count, 0);
  if (series.listed.size > 0)
    console.log(`listed: ${[...series.listed].map(([name, count]) => `${count} × ${name}`).join(', ')}`);
  console.log(`by version: ${by(0)}\nby generator: ${by(1)}`);
  console.log(
    `${documents} documents (${accepted} accepted) in ${Math.round(wholeMs / 1000)} s, ` +
      `ours alone ${Math.round(documents / (ourMs / 1000))} a second; ${differing} differences in ${classes.size} classes`,
  );
}
