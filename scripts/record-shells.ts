/**
 * Runs the scripts of test/oracle/shells in the real `dash` and `busybox sh` and records what they print and how they end.
 * Usage: node scripts/record-shells.ts [--check]; `--check` compares with what is recorded instead of writing it.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatRecords, readScripts, type ShellRecord, type ShellScript } from '../test/support/shell-records.ts';

type ShellName = 'dash' | 'busybox';

const folder = fileURLToPath(new URL('../test/oracle/shells/', import.meta.url));

interface Prepared {
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
  readonly work: string;
}

function prepare(shell: ShellName, work: string): Prepared {
  const program = spawnSync('sh', ['-c', `command -v ${shell}`], { encoding: 'utf8' }).stdout.trim();
  if (program === '') throw new Error(`${shell} is not installed`);
  const tools = join(work, `${shell}-tools`);
  mkdirSync(tools);
  if (shell === 'busybox') spawnSync(program, ['--install', '-s', tools]);
  else symlinkSync(program, join(tools, 'sh'));
  return {
    program,
    work,
    env: { PATH: shell === 'busybox' ? tools : `${tools}:/usr/bin:/bin`, HOME: '/root', LC_ALL: 'C' },
  };
}

function record({ program, env, work }: Prepared, { name, script }: ShellScript): ShellRecord {
  const cwd = mkdtempSync(join(work, 'run-'));
  // Both outputs go to one file, in the order in which they are written.
  const file = `${cwd}.out`;
  const output = openSync(file, 'a');
  const { status, signal } = spawnSync(program, ['-c', script], {
    argv0: 'sh',
    cwd,
    env,
    stdio: ['ignore', output, output],
    timeout: 20_000,
  });
  closeSync(output);
  return { name, code: status ?? 128 + constants.signals[signal ?? 'SIGKILL'], output: readFileSync(file, 'latin1') };
}

/** A busy machine may wake sleepers late: a script that differs gets two more chances. */
function isAsRecorded(prepared: Prepared, script: ShellScript, recorded: string): boolean {
  return [1, 2, 3].some(() => recorded.includes(formatRecords([record(prepared, script)])));
}

const work = mkdtempSync(join(tmpdir(), 'podscope-shells-'));
try {
  const scripts = readScripts(readFileSync(join(folder, 'scripts.txt'), 'utf8'));
  for (const shell of ['dash', 'busybox'] as const) {
    const prepared = prepare(shell, work);
    const file = join(folder, `${shell}.txt`);
    if (!process.argv.includes('--check')) {
      writeFileSync(file, formatRecords(scripts.map((script) => record(prepared, script))));
      continue;
    }
    const recorded = readFileSync(file, 'utf8');
    const different = scripts.filter((script) => !isAsRecorded(prepared, script, recorded)).map(({ name }) => name);
    if (different.length > 0) {
      process.exitCode = 1;
      console.error(`${shell} prints something else here for: ${different.join(', ')}`);
    }
  }
} finally {
  rmSync(work, { recursive: true });
}
