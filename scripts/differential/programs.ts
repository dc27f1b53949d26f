/** Where the built oracles are: one program of 1.36, and a folder with one folder a version for the older ones. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const program = 'k8s-oracle';

/** The program of each minor version asked for: `1.36`, `1.34,1.36` or `all`. */
export function programsOf(wanted: string): ReadonlyMap<string, string> {
  const known = builtPrograms();
  const versions = wanted === 'all' ? [...known.keys()].sort() : wanted.split(',');
  return new Map(versions.map((version) => [version, known.get(version) ?? missing(version)]));
}

function builtPrograms(): ReadonlyMap<string, string> {
  const newest = process.env['PODSCOPE_K8S_ORACLE'];
  const folder = process.env['PODSCOPE_K8S_ORACLES'];
  const older =
    folder === undefined
      ? []
      : readdirSync(folder).map((name) => [minorOf(name), join(folder, name, program)] as const);
  const all = newest === undefined ? older : [...older, ['1.36', newest] as const];
  return new Map(all.filter(([, path]) => existsSync(path)));
}

function minorOf(name: string): string {
  return name.split('.').slice(0, 2).join('.');
}

function missing(version: string): never {
  throw new Error(
    `No program for ${version}: set PODSCOPE_K8S_ORACLE (1.36) or PODSCOPE_K8S_ORACLES (folder of versions); see docs/differential.md.`,
  );
}
