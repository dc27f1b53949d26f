/**
 * `npm test`: generates, builds, and runs every part in turn; says at the end how many tests passed and failed. Parts can be named:
 * check unit panel start editors.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { runIn } from '../test/vscode/run.ts';
import { findChromium, howToGetChromium } from './lib/browser.ts';
import { editors } from './lib/editors.ts';
import { chdirToRoot, runScript } from './lib/run.ts';
import { runGates } from './check.ts';

interface Counts {
  readonly passed: number;
  readonly failed: number;
}
type Part = () => Promise<Counts>;

const parts: Readonly<Record<string, Part>> = { check: runGates, unit, panel, start, editors: inEditors };
const withBrowser = ['panel', 'start', 'editors'];

chdirToRoot();
const began = performance.now();
const wanted = process.argv.slice(2);
const chosen = Object.keys(parts).filter((name) => wanted.length === 0 || wanted.includes(name));
runScript('scripts/package.ts');

let passed = 0;
let failed = 0;
const left: string[] = [];
for (const name of chosen) {
  if (withBrowser.includes(name) && findChromium() === undefined) {
    left.push(name);
    continue;
  }
  console.log(`\n=== ${name}`);
  const start = performance.now();
  const counts = (await parts[name]?.()) ?? { passed: 0, failed: 0 };
  passed += counts.passed;
  failed += counts.failed;
  console.log(`=== ${name}: ${counts.passed} passed, ${counts.failed} failed, ${seconds(start)} s`);
}
if (left.length > 0) {
  console.log(`\nDid not run without a browser: ${left.join(', ')}. To run them, ${howToGetChromium}.`);
  if (process.env['PODSCOPE_REQUIRE_BROWSER'] === '1') failed += left.length;
}
console.log(`\nall parts: ${seconds(began)} s`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

function seconds(since: number): number {
  return Math.round((performance.now() - since) / 1000);
}

function unit(): Promise<Counts> {
  const rooms = readdirSync('test', { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && !['panel', 'vscode', 'results'].includes(entry.name),
  );
  const files = [...rooms.flatMap((room) => testFiles(join('test', room.name))), ...testFiles('test', false)];
  return runFiles(files);
}

function panel(): Promise<Counts> {
  return runFiles(testFiles('test/panel'));
}

function start(): Promise<Counts> {
  const { status } = spawnSync(process.execPath, ['scripts/open-editor.ts', '--check'], { stdio: 'inherit' });
  return Promise.resolve(status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
}

async function inEditors(): Promise<Counts> {
  const total = { passed: 0, failed: 0 };
  for (const editor of editors) {
    const counts = await runIn(editor);
    total.passed += counts.passed;
    total.failed += counts.failed;
  }
  return total;
}

/** Two at a time: the machines that run this have two cores. */
function runFiles(files: readonly string[]): Promise<Counts> {
  const counts = { passed: 0, failed: 0 };
  return new Promise((resolve) => {
    const stream = run({ files: [...files], concurrency: 2, timeout: 600_000 });
    stream.on('test:pass', ({ details, skip, todo }) => {
      if (details.type !== 'suite' && !skip && !todo) counts.passed++;
    });
    stream.on('test:fail', ({ details, todo }) => {
      if (details.type !== 'suite' && !todo) counts.failed++;
    });
    stream.once('end', () => {
      resolve(counts);
    });
    const reporter = process.env['PODSCOPE_VERBOSE'] === undefined ? quiet : spec;
    stream.compose(reporter).pipe(process.stdout, { end: false });
  });
}

interface TestEvent {
  readonly type: string;
  readonly data: unknown;
}
interface Failure {
  readonly name: string;
  readonly file?: string;
  readonly details: { readonly type?: string; readonly error: { readonly cause?: unknown; readonly message: string } };
}

/** Only what failed, with its reason. */
async function* quiet(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const { type, data } of source) {
    if (type !== 'test:fail') continue;
    const { name, file, details } = data as Failure;
    if (details.type === 'suite') continue;
    const cause = details.error.cause ?? details.error;
    yield `FAIL ${file === undefined ? '' : `${file}: `}${name}\n${indent(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause))}\n`;
  }
}

function indent(text: string): string {
  return text
    .split('\n')
    .slice(0, 25)
    .map((line) => `    ${line}`)
    .join('\n');
}

function testFiles(folder: string, deep = true): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .flatMap((path) => {
      if (statSync(path).isDirectory()) return deep ? testFiles(path) : [];
      return path.endsWith('.test.ts') ? [path] : [];
    });
}
