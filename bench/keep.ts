/** `--keep`: writes the figures of a benchmark to bench/results, with the machine that they are from and how busy it was. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';

export function keep(name: string, figures: Readonly<Record<string, unknown>>): void {
  if (!process.argv.includes('--keep')) return;
  const folder = new URL('results/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  const machine = `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, load ${(loadavg()[0] ?? 0).toFixed(1)}`;
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify({ machine, ...figures }, undefined, 2)}\n`);
}
