/** A baseline: the findings that a repository has today, so that CI speaks of new ones only. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { LintedDiagnostic, LintedFile } from './lint.ts';

interface Baseline {
  readonly version: 1;
  /** By file and finding: how often it stands there. Lines do not count, so edits above change nothing. */
  readonly files: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export function writeBaseline(path: string, files: readonly LintedFile[]): void {
  const counted = files
    .filter(({ diagnostics }) => diagnostics.length > 0)
    .map(({ file, diagnostics }) => [slashed(file), countOf(diagnostics)] as const)
    .sort(([left], [right]) => (left < right ? -1 : 1));
  const baseline: Baseline = { version: 1, files: Object.fromEntries(counted) };
  writeFileSync(path, `${JSON.stringify(baseline, null, 1)}\n`);
}

/** The files with what the baseline does not know; a text says why it cannot be read. */
export function withoutBaseline(path: string, files: readonly LintedFile[]): readonly LintedFile[] | string {
  const baseline = readBaseline(path);
  if (typeof baseline === 'string') return baseline;
  return files.map((linted) => {
    const left = new Map(Object.entries(baseline.files[slashed(linted.file)] ?? {}));
    const diagnostics = linted.diagnostics.filter((diagnostic) => {
      const key = keyOf(diagnostic);
      const count = left.get(key) ?? 0;
      left.set(key, count - 1);
      return count <= 0;
    });
    return { ...linted, diagnostics };
  });
}

function readBaseline(path: string): Baseline | string {
  try {
    const value = JSON.parse(readFileSync(path, 'utf8')) as Partial<Baseline>;
    if (value.version === 1 && typeof value.files === 'object') return value as Baseline;
    return `${path} is no baseline: write one with --write-baseline ${path}`;
  } catch (error) {
    return `${path}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function countOf(diagnostics: readonly LintedDiagnostic[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of diagnostics.map(keyOf).sort()) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

/** Indexes of lists change when an item is added in front. */
function keyOf({ code, field, message }: LintedDiagnostic): string {
  return `${code} ${field ?? ''} ${message}`.replace(/\[\d+\]/g, '[]');
}

function slashed(file: string): string {
  return file.replaceAll('\\', '/').replace(/^\.\//, '');
}
