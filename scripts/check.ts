/** `npm run check`: the gates. Types, lint with zero warnings, boundaries, format, generated files, bundle, sizes, golden lists; each says what is wrong. */
import { bundleGate } from './gates/bundle.ts';
import { boundaryGate } from './gates/boundaries.ts';
import { formatGate } from './gates/format.ts';
import { generatedGate } from './gates/generated.ts';
import { goldenGate } from './gates/golden.ts';
import { lintGate } from './gates/lint.ts';
import { sizeGate } from './gates/sizes.ts';
import { typeGate } from './gates/types.ts';
import { wordGate } from './gates/words.ts';
import { chdirToRoot } from './lib/run.ts';

/** Problems in words; none means that the gate is passed. */
export type Gate = () => Promise<readonly string[]> | readonly string[];

export const gates: Readonly<Record<string, Gate>> = {
  types: typeGate,
  lint: lintGate,
  boundaries: boundaryGate,
  format: formatGate,
  words: wordGate,
  generated: generatedGate,
  bundle: bundleGate,
  sizes: sizeGate,
  golden: goldenGate,
};

if (import.meta.main) {
  chdirToRoot();
  const { failed } = await runGates();
  process.exit(failed === 0 ? 0 : 1);
}

export async function runGates(): Promise<{ readonly passed: number; readonly failed: number }> {
  let failed = 0;
  for (const [name, gate] of Object.entries(gates)) {
    const problems = await gate();
    console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${name}`);
    for (const problem of problems.slice(0, 40)) console.log(`  ${problem}`);
    if (problems.length > 40) console.log(`  and ${problems.length - 40} more`);
    if (problems.length > 0) failed++;
  }
  return { passed: Object.keys(gates).length - failed, failed };
}
