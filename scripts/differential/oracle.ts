/** Asks the Go oracle (Kubernetes' own packages) for its verdicts; where it is built is said by PODSCOPE_K8S_ORACLE. */
import { spawnSync } from 'node:child_process';

export interface OracleVerdict {
  readonly id: string;
  readonly kind?: string;
  readonly accepted?: boolean;
  readonly decodeError?: string;
  readonly strictErrors?: readonly string[];
  readonly causes?: readonly { readonly type: string; readonly field: string; readonly message: string }[];
  readonly warnings?: readonly string[];
  readonly error?: string;
  readonly panic?: string;
  readonly defaulted?: unknown;
}

/** Verdicts in the order of the texts. */
export function askOracle(texts: readonly string[], withDefaults: boolean): readonly OracleVerdict[] {
  const program = process.env['PODSCOPE_K8S_ORACLE'];
  if (program === undefined) throw new Error('Set PODSCOPE_K8S_ORACLE to the built program; see docs/differential.md.');
  const input = texts.map((yaml, id) => JSON.stringify({ id: String(id), yaml, defaulted: withDefaults })).join('\n');
  const run = spawnSync(program, ['verdict'], { input, maxBuffer: 1 << 30, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`${program} failed: ${run.stderr}`);
  return run.stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as OracleVerdict);
}
