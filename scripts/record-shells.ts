/**
 * Runs the scripts of test/oracle/shells in the real `dash` and `busybox sh` and records what they print and how they end.
 * Usage: node scripts/record-shells.ts [--check]; `--check` compares with what is recorded instead of writing it.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatRecords, readScripts, type ShellRecord } from '../test/support/shell-records.ts';

type ShellName = 'dash' | 'busybox';

const folder = fileURLToPath(new URL('../test/oracle/shells/', import.meta.url));

function record(shell: ShellName, work: string): readonly ShellRecord[] {
  const program = spawnSync('sh', ['-c', `command -v ${shell}`], { encoding: 'utf8' }).stdout.trim();
  if (program === '') throw new Error(`${shell} is not installed`);
  const tools = join(work, `${shell}-tools`);
  mkdirSync(tools);
  if (shell === 'busybox') spawnSync(program, ['--install', '-s', tools]);
  else symlinkSync(program, join(tools, 'sh'));
  const env = { PATH: shell === 'busybox' ? tools : `${tools}:/usr/bin:/bin`, HOME: '/root', LC_ALL: 'C' };
  return readScripts(readFileSync(join(folder, 'scripts.txt'), 'utf8')).map(({ name, script }) => {
    const cwd = join(work, `${shell}-${name}`);
    mkdirSync(cwd);
    // Both outputs go to one file, in the order in which they are written.
    const file = join(work, `${shell}-${name}.out`);
    const output = openSync(file, 'a');
    const { status, signal } = spawnSync(program, ['-c', script], { argv0: 'sh', cwd, env, stdio: ['ignore', output, output], timeout: 20_000 });
    closeSync(output);
    return { name, code: status ?? 128 + (constants.signals[signal ?? 'SIGKILL']), output: readFileSync(file, 'latin1') };
  });
}

const work = mkdtempSync(join(tmpdir(), 'podscope-shells-'));
try {
  for (const shell of ['dash', 'busybox'] as const) {
    const text = formatRecords(record(shell, work));
    const file = join(folder, `${shell}.txt`);
    if (!process.argv.includes('--check')) writeFileSync(file, text);
    else if (readFileSync(file, 'utf8') !== text) { process.exitCode = 1; console.error(`${shell}.txt is not what ${shell} prints here`); }
  }
} finally {
  rmSync(work, { recursive: true });
}
