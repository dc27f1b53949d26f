/** Records the answers of k8s-oracle (PODSCOPE_K8S_ORACLE: its binary) to the questions of test/support/kubectl-questions.ts. */
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { describeQuestions, eventQuestions, rowQuestions, withoutDates } from '../test/support/kubectl-questions.ts';
import { lookAtMs } from '../test/support/random-pod.ts';

const oracle = process.env['PODSCOPE_K8S_ORACLE'] ?? '';
if (!existsSync(oracle)) {
  console.error('PODSCOPE_K8S_ORACLE must name the program of k8s-oracle');
  process.exit(2);
}
const now = new Date(lookAtMs).toISOString();

function ask<T>(mode: string, requests: readonly object[]): T[] {
  const input = requests.map((request, i) => JSON.stringify({ id: String(i), now, ...request })).join('\n');
  const lines = execFileSync(oracle, [mode], { input, maxBuffer: 2 ** 30 })
    .toString()
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as T);
}

function record(name: string, lines: readonly string[]): void {
  writeFileSync(new URL(`../test/oracle/kubectl/${name}`, import.meta.url), `${lines.join('\n')}\n`);
  console.log(`${name}: ${lines.length} answers`);
}

const rows = ask<{ cells: Record<string, string> }>(
  'get',
  rowQuestions(1500).map((pod) => ({ pod })),
);
record(
  'rows.txt',
  rows.map(({ cells: c }) => [c['Ready'], c['Status'], c['Restarts']].join('\t')),
);

type Stored = { skipped?: boolean; count?: number; firstMs: number; lastMs: number; message?: string };
const events = ask<{ stored: Stored[] }>(
  'events',
  eventQuestions(120).map((raw) => ({ raw })),
);
const text = (s: Stored): string =>
  s.skipped ? '-' : `${s.count}@${s.firstMs} ${s.message?.replace('message ', '#')}`;
record(
  'events.txt',
  events.map((answer) => answer.stored.map(text).join('; ')),
);

const texts = ask<{ text: string }>('describe', describeQuestions(60));
record(
  'describe.jsonl',
  texts.map((answer) => JSON.stringify(withoutDates(answer.text))),
);
