/** Gate: the built core runs in a bare realm: no Node, no DOM, no code generation, and clock and randomness that throw. */
import { build } from 'esbuild';
import { createContext, Script } from 'node:vm';

const manifest =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: nginx\n      livenessProbe:\n        httpGet: {port: 80}\n';

const entry = `
import { createLanguage, simulationInput } from './core/language.ts';
import { simulate } from './core/simulation.ts';
const language = createLanguage();
const file = language.openFile(${JSON.stringify(manifest)}, 'web.yaml');
const document = file.documents[0];
const input = simulationInput({ document, verdict: language.verdict(document), scenario: {}, settings: { kubernetesVersion: '1.36', horizonMs: 60000 } });
globalThis.result = JSON.stringify({ diagnostics: language.diagnose(file).length, lanes: simulate(input).lanes.length });
`;

const poison = `
const refuse = (name) => () => { throw new Error(name + ' is not for the core'); };
globalThis.Date = new Proxy(Date, { construct: refuse('Date'), apply: refuse('Date'), get: refuse('Date') });
Math.random = refuse('Math.random');
String.prototype.localeCompare = refuse('localeCompare');
`;

export async function bundleGate(): Promise<readonly string[]> {
  const built = await build({
    stdin: { contents: entry, resolveDir: '.' },
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    logLevel: 'silent',
  });
  return runBare(built.outputFiles[0]?.text ?? '');
}

/** Runs a script in the bare realm. */
export function runBare(code: string): readonly string[] {
  const realm = createContext({}, { codeGeneration: { strings: false, wasm: false } }) as { result?: string };
  try {
    new Script(poison).runInContext(realm);
    new Script(code).runInContext(realm, { timeout: 60_000 });
    const result = JSON.parse(realm.result ?? '{}') as { diagnostics?: number; lanes?: number };
    return (result.diagnostics ?? 0) > 0 && (result.lanes ?? 0) > 3
      ? []
      : [`the core gave nothing in a bare realm: ${realm.result ?? ''}`];
  } catch (error) {
    return [
      `the core fails in a bare realm: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    ];
  }
}
