/**
 * What opening the first YAML file costs the extension host: loading the built client and its `activate()`, in fresh
 * processes under a
 * stand-in for `vscode` (a real editor adds its own work on top, the same for every extension). Aim: 40 ms.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { keep } from './keep.ts';
import { ensureBuilt } from '../test/support/built.ts';

const aimMs = 40;
const times = 9;
ensureBuilt();
const script = fileURLToPath(new URL('peers/activate.cjs', import.meta.url));
const runs = Array.from({ length: times }, () => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as { readonly load: number; readonly activate: number; readonly work: number };
});
const total = runs.map(({ load, activate }) => load + activate);
const figures = `median ${middle(total)} ms (computing ${middle(runs.map(({ work }) => work))} ms), worst ${Math.max(...total).toFixed(1)} ms of ${times}`;
const alone = `activate() alone ${middle(runs.map(({ activate }) => activate))} ms`;
keep('activation', {
  unit: 'ms',
  aim: aimMs,
  median: Number(middle(total)),
  computing: Number(middle(runs.map(({ work }) => work))),
  activate: Number(middle(runs.map((run) => run.activate))),
});
console.log(
  `activation: ${figures}; ${alone}   ${(Number(middle(total)) / aimMs).toFixed(2)} of the aim (${aimMs} ms)`,
);

function middle(values: readonly number[]): string {
  return ([...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0).toFixed(1);
}
