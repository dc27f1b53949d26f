/**
 * `npm run bench` for diagnoses: the core alone, both language servers over the same protocol (ours and
 * yaml-language-server with our own JSON
 * schema of the kind), and verdicts a second beside Kubernetes' own code (PODSCOPE_K8S_ORACLE: the program; without
 * it its last kept number is
 * shown). Medians of five. `--keep` writes the numbers to bench/results/verdict.json.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { createLanguage } from '../core/language.ts';
import { openOracle } from '../scripts/differential/oracle.ts';
import { type ServerUnderTest, typeIn } from './peers/lsp-process.ts';
import { deployment, fileOf } from './manifests.ts';

const TIMES = 5;
/** Both servers wait for more keys first; that is no work. */
const OUR_WAIT = 80,
  THEIR_WAIT = 200;
const root = new URL('../', import.meta.url);
const results = new URL('bench/results/verdict.json', root);

interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: 'ms' | 'a second';
  readonly aim?: number;
  /** Of the processor: what it would take on a machine that does nothing else. */
  readonly cpu?: number;
  /** The peer's number for the same, and how often ours goes into it (or it into ours, where more is better). */
  readonly peer?: number;
  readonly ratio?: number;
  readonly note?: string;
}

const rows: Row[] = [];
const kept = existsSync(results)
  ? (JSON.parse(readFileSync(results, 'utf8')) as { readonly rows: readonly Row[] }).rows
  : [];
const median = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;

core('core: 300 lines, read and diagnosed', 8, fileOf(300));
core('core: 300 lines in one document', 8, deployment('big', 29));
core('core: one edit in a file of 20,000 lines', 15, fileOf(20_000));
await besideYamlServer('300 lines', fileOf(300));
await besideYamlServer('300 lines in one document', deployment('big', 29));
await besideYamlServer('20,000 lines', fileOf(20_000));
await besideOracle();

const machine = `${cpus()[0]?.model.trim() ?? 'unknown'}, ${cpus().length} cores, Node ${process.version}, load ${loadavg()[0]?.toFixed(1) ?? '?'}`;
console.log(machine);
if (process.argv.includes('--keep')) {
  mkdirSync(new URL('.', results), { recursive: true });
  writeFileSync(results, `${JSON.stringify({ machine, rows }, undefined, 2)}\n`);
}

/** Every round edits another number, so that nothing is known before but the documents that stay. */
function core(what: string, aim: number, text: string): void {
  const language = createLanguage();
  for (let warm = 0; warm < 20; warm++) language.diagnose(language.openFile(edited(text, 1000 + warm)));
  const rounds = Array.from({ length: TIMES }, (_, round) => {
    const changed = edited(text, 6 + round);
    const before = process.cpuUsage();
    const start = performance.now();
    language.diagnose(language.openFile(changed));
    const { user, system } = process.cpuUsage(before);
    return { wall: performance.now() - start, cpu: (user + system) / 1000 };
  });
  const cpu = median(rounds.map((round) => round.cpu));
  report({ what, value: median(rounds.map(({ wall }) => wall)), unit: 'ms', aim, cpu });
}

function edited(text: string, period: number): string {
  return text.replace('periodSeconds: 5', `periodSeconds: ${period}`);
}

async function besideYamlServer(what: string, text: string): Promise<void> {
  const line = text.slice(0, text.indexOf('periodSeconds: 5')).split('\n').length - 1;
  const at = (press: number): string => `            periodSeconds: ${6 + press}`;
  const node = process.execPath;
  const schema = new URL('schemas/deployment.json', root).href;
  const ours: ServerUnderTest = {
    command: [node, new URL('dist/server-node.cjs', root).pathname, '--stdio'],
    settings: {},
  };
  const theirs: ServerUnderTest = {
    command: [node, new URL('node_modules/yaml-language-server/bin/yaml-language-server', root).pathname, '--stdio'],
    settings: { yaml: { validate: true, schemas: { [schema]: '/*.yaml' }, schemaStore: { enable: false } } },
  };
  const typed = { text, line, at };
  const value = median((await typeIn(ours, typed, TIMES + 3)).slice(3)) - OUR_WAIT;
  const peer = median((await typeIn(theirs, typed, TIMES + 3)).slice(3)) - THEIR_WAIT;
  report({
    what: `servers: one edit, ${what}; yaml-language-server`,
    value,
    unit: 'ms',
    peer,
    ratio: peer / value,
    note: `without what both wait before they start: ${OUR_WAIT} and ${THEIR_WAIT} ms`,
  });
}

async function besideOracle(): Promise<void> {
  const folder = new URL('test/oracle/verdicts/cases/', root);
  const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'));
  const times = Array.from({ length: TIMES }, () => {
    const language = createLanguage();
    const start = performance.now();
    for (const text of texts) for (const document of language.openFile(text).documents) language.verdict(document);
    return performance.now() - start;
  });
  const value = texts.length / (median(times) / 1000);
  const what = `verdicts on ${texts.length} recorded cases; k8s-oracle`;
  const program = process.env['PODSCOPE_K8S_ORACLE'];
  if (program === undefined || !existsSync(program)) {
    const peer = kept.find((row) => row.what === what)?.peer;
    const note = 'PODSCOPE_K8S_ORACLE names no k8s-oracle: its last kept number';
    report({ what, value, unit: 'a second', ...(peer === undefined ? {} : { peer, ratio: value / peer }), note });
    return;
  }
  const oracle = openOracle(program);
  const theirs: number[] = [];
  for (let round = 0; round <= TIMES; round++) {
    const start = performance.now();
    await oracle.ask(texts.map((yaml) => ({ yaml })));
    if (round > 0) theirs.push(performance.now() - start);
  }
  oracle.close();
  const peer = texts.length / (median(theirs) / 1000);
  report({ what, value, unit: 'a second', peer, ratio: value / peer });
}

function report(row: Row): void {
  rows.push(
    JSON.parse(JSON.stringify(row, (_, value: unknown) => (typeof value === 'number' ? rounded(value) : value))) as Row,
  );
  const { what, value, unit, aim, cpu, peer, ratio, note } = row;
  const digits = unit === 'ms' ? 1 : 0;
  const parts = [
    what.padEnd(64),
    `${value.toFixed(digits).padStart(8)} ${unit}`,
    ...(aim === undefined ? [] : [`aim ${aim}, ${(value / aim).toFixed(2)} of it`]),
    ...(cpu === undefined ? [] : [`processor ${cpu.toFixed(digits)}`]),
    ...(peer === undefined ? [] : [`peer ${peer.toFixed(digits)}`]),
    ...(ratio === undefined ? [] : [`${ratio.toFixed(1)} times as fast`]),
    ...(note === undefined ? [] : [`(${note})`]),
  ];
  console.log(parts.join('  '));
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
