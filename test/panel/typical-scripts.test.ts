/**
 * What the panel loads before its first picture of a Pod that runs a script: for most of the Pods that were recorded and those of the
 * examples it is the part `shell` alone.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import { createLanguage, objectsOf, runObjects, simulationInput } from '../../core/language.ts';
import type { SimulationInput } from '../../core/simulation.ts';
import { engineParts } from '../../scripts/lib/engine-parts.ts';
import { bundle } from './harness.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Parts of what scripts use besides the shell itself. */
const more = ['language', 'tools', 'network'];
const folders = ['examples/', 'examples/what-if/', 'test/oracle/traces/pods/manifests/'];

interface Simulator {
  readonly simulate: (input: SimulationInput) => unknown;
  readonly asked: Set<string>;
}

/** The simulator as the panel has it, but with all parts there; those that a run asks for are remembered. */
async function simulatorOfParts(): Promise<Simulator> {
  const gate = (part: string): string =>
    [
      `import * as all from 'part:${part}';`,
      `export const part = () => { (globalThis.askedParts ??= new Set()).add('${part}'); return all; };`,
    ].join('\n');
  const { outputFiles } = await build({
    stdin: { contents: `export { simulate } from './core/simulator/simulate.ts';`, resolveDir: root, loader: 'ts' },
    plugins: [withoutPanel, engineParts(root, gate)],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
  });
  const module = `data:text/javascript;base64,${Buffer.from(outputFiles[0]?.text ?? '').toString('base64')}`;
  const { simulate } = (await import(module)) as Pick<Simulator, 'simulate'>;
  const asked = new Set<string>();
  Object.assign(globalThis, { askedParts: asked });
  return { simulate, asked };
}

/** The page itself is of no interest here. */
const withoutPanel: Plugin = {
  name: 'without-panel',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /media\/lifecycle\/panel\.ts$/ }, ({ path }) => ({ path, namespace: 'empty' }));
    onLoad({ filter: /./, namespace: 'empty' }, () => ({ contents: '' }));
  },
};

interface Pod {
  readonly name: string;
  readonly script: string;
  readonly input: SimulationInput;
}

/** Every Pod of a file that runs a script, without any Scenario. */
function podsOf(path: string): readonly Pod[] {
  const language = createLanguage();
  const file = language.openFile(readFileSync(root + path, 'utf8'), path);
  const [kubernetesVersion, namespace] = ['1.36', 'default'];
  return file.documents.flatMap(objectsOf).flatMap((document) => {
    const verdict = language.verdict(document, { kubernetesVersion, namespace });
    const objects = runObjects([file], namespace, namespace);
    const settings = { kubernetesVersion, horizonMs: 600_000 };
    const input = simulationInput({ document, verdict, scenario: {}, objects, settings });
    const script = scriptOf(input?.pod['spec'] as PodSpec | undefined);
    return input === undefined || script === '' ? [] : [{ name: path.split('/').at(-1) ?? '', script, input }];
  });
}

type Command = Readonly<Partial<Record<'command' | 'args', readonly string[]>>>;
type PodSpec = Readonly<Partial<Record<'initContainers' | 'containers', readonly Command[]>>>;

/** The command lines of a Pod that are run by a shell. */
const scriptOf = ({ initContainers = [], containers = [] }: PodSpec = {}): string =>
  [...initContainers, ...containers]
    .map(({ command = [], args = [] }) => [...command, ...args])
    .filter(([program = '']) => /(^|\/)(ba|da|a)?sh$/.test(program))
    .map((words) => words.join(' '))
    .join('\n');

interface Load {
  readonly pod: Pod;
  readonly parts: readonly string[];
  readonly minified: number;
  readonly packed: number;
}

/** Bytes, as they are and packed. */
const most = { minified: 280_000, packed: 90_000 };

const middle = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? NaN;

describe('a Pod that runs a script', () => {
  let loads: readonly Load[] = [];

  before(async () => {
    const { files, first, withPart } = await bundle('media/lifecycle/main.ts');
    const sizes = new Map(
      files.map(({ name, text }) => [name, [Buffer.byteLength(text), gzipSync(text, { level: 9 }).length]] as const),
    );
    const sum = (names: ReadonlySet<string>, at: 0 | 1): number =>
      [...names].reduce((all, name) => all + (sizes.get(name)?.[at] ?? 0), 0);
    const { simulate, asked } = await simulatorOfParts();
    const paths = folders.flatMap((folder) =>
      readdirSync(root + folder)
        .filter((name) => name.endsWith('.yaml'))
        .map((name) => folder + name),
    );
    loads = paths.flatMap(podsOf).map((pod) => {
      asked.clear();
      simulate(pod.input);
      const parts = [...asked].sort();
      const names = new Set([...first, ...parts.flatMap((part) => withPart[part] ?? [])]);
      return { pod, parts, minified: sum(names, 0), packed: sum(names, 1) };
    });
  });

  test('needs nothing of the shell but its first part, nearly always', (context) => {
    const others = loads.filter(({ parts }) => parts.some((part) => more.includes(part)));
    for (const { pod, parts } of others) context.diagnostic(`${parts.join(', ')}: ${pod.name}: ${pod.script}`);
    assert.ok(loads.length > 70, `${loads.length} Pods with a script`);
    assert.ok(others.length <= loads.length * 0.2, `${others.length} of ${loads.length} need more`);
  });

  test('loads little before its first picture', (context) => {
    const worst = [...loads].sort((a, b) => b.minified - a.minified)[0];
    const fits = loads.filter(({ minified, packed }) => minified <= most.minified && packed <= most.packed).length;
    const [minified, packed] = [middle(loads.map((load) => load.minified)), middle(loads.map((load) => load.packed))];
    context.diagnostic(
      `${fits} of ${loads.length} are within the limit; the middle ${minified} bytes, ${packed} packed`,
    );
    context.diagnostic(
      `most: ${worst?.minified} bytes, ${worst?.packed} packed: ${worst?.pod.name}: ${worst?.pod.script}`,
    );
    assert.ok(fits >= loads.length * 0.7, `${fits} of ${loads.length} are within the limit`);
    assert.ok(minified <= most.minified && packed <= most.packed, `${minified} bytes, ${packed} packed`);
  });
});
