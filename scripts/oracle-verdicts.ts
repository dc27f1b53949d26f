/** `npm run oracle:verdicts`: runs the command line over the recorded manifests and compares with what a real API server said. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const recorded = join(root, 'test', 'oracle', 'verdicts');
const output = join(root, 'test', 'results', 'verdicts');

interface Setup {
  readonly labels?: Readonly<Record<string, string>>;
  readonly objects?: readonly Readonly<Record<string, unknown>>[];
}

interface Case {
  readonly case: string;
  readonly namespaceSetup: string;
}

const cases = readFileSync(join(recorded, 'verdicts.jsonl'), 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as Case);
const setups = parse(readFileSync(join(recorded, 'setups.yaml'), 'utf8')) as Readonly<Record<string, Setup>>;

/** The namespace of a set-up with all that exists in it, as one file. */
function writeSetup(name: string): string {
  const { labels = {}, objects = [] } = setups[name] ?? {};
  const accounts = ['default', 'builder', 'ci-runner', 'reader'].map((account) => ({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: account, namespace: name },
    automountServiceAccountToken: false,
  }));
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
  const placed = objects.map((object) => ({
    ...object,
    metadata: { ...(object['metadata'] as object), namespace: name },
  }));
  const path = join(output, `setup-${name}.yaml`);
  writeFileSync(path, [namespace, ...accounts, ...placed].map((object) => JSON.stringify(object)).join('\n---\n'));
  return path;
}

function lint(setup: string): string {
  const names = [...new Set(cases.filter((entry) => entry.namespaceSetup === setup).map((entry) => entry.case))];
  const list = join(output, `${setup}.txt`);
  writeFileSync(list, names.map((name) => join(recorded, 'cases', `${name}.yaml`)).join('\n'));
  const args = [
    'lint',
    '--format',
    'json',
    '--defaulted',
    '--namespace',
    setup,
    join(recorded, 'cluster-objects.yaml'),
    writeSetup(setup),
    '--files-from',
    list,
  ];
  const run = spawnSync(
    process.execPath,
    ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', join(root, 'cli', 'main.ts'), ...args],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (run.status === null || run.status > 1) throw new Error(`podscope lint failed for ${setup}: ${run.stderr}`);
  const path = join(output, `${setup}.json`);
  writeFileSync(path, run.stdout);
  return path;
}

mkdirSync(output, { recursive: true });
const outputs = [...new Set(cases.map((entry) => entry.namespaceSetup))].map(lint);
const compare = [
  join(root, 'test', 'oracle', 'compare-verdicts.mjs'),
  '--place',
  '99.5',
  '--exact',
  '99',
  ...process.argv.slice(2),
];
const run = spawnSync(process.execPath, [...compare, join(recorded, 'verdicts.jsonl'), ...outputs], {
  stdio: 'inherit',
});
process.exitCode = run.status ?? 1;
