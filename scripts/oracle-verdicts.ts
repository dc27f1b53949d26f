/** `npm run oracle:verdicts`: compares our verdicts with those that a real API server gave to the recorded manifests. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { clusterObjects } from '../core/features/cluster-objects.ts';
import { reportDocument } from '../core/features/document-report.ts';
import { createLanguage, type LanguageSettings, type ManifestFile } from '../core/language.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const oracle = join(root, 'test', 'oracle');
const recorded = join(oracle, 'verdicts');

interface Setup {
  readonly labels?: Readonly<Record<string, string>>;
  readonly objects?: readonly Readonly<Record<string, unknown>>[];
}

interface Case {
  readonly case: string;
  readonly namespaceSetup: string;
  readonly defaulted?: unknown;
}

const language = createLanguage();
const cases = readFileSync(join(recorded, 'verdicts.jsonl'), 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as Case);
const setups = parse(readFileSync(join(recorded, 'setups.yaml'), 'utf8')) as Readonly<Record<string, Setup>>;
const cluster = language.openFile(readFileSync(join(recorded, 'cluster-objects.yaml'), 'utf8'));
const output = join(root, 'test', 'results', 'verdicts');

/** The objects of a namespace set-up, as the files of a real run would hold them. */
function setupFile(name: string): ManifestFile {
  const { labels = {}, objects = [] } = setups[name] ?? {};
  const accounts = ['default', 'builder', 'ci-runner', 'reader'].map((account) => (
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: account, namespace: name }, automountServiceAccountToken: false }
  ));
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
  const placed = objects.map((object) => ({ ...object, metadata: { ...(object['metadata'] as object), namespace: name } }));
  return language.openFile([namespace, ...accounts, ...placed].map((object) => JSON.stringify(object)).join('\n---\n'));
}

function lint(setup: string): string {
  const objects = clusterObjects([cluster, setupFile(setup)], setup, setup);
  const settings: LanguageSettings = { kubernetesVersion: '1.36', namespace: setup, objects };
  const names = [...new Set(cases.filter((entry) => entry.namespaceSetup === setup).map((entry) => entry.case))];
  const files = names.map((name) => {
    const path = join(recorded, 'cases', `${name}.yaml`);
    const file = language.openFile(readFileSync(path, 'utf8'), path);
    const documents = file.documents.map((document) => (
      reportDocument(document, language.verdict(document, settings), { namespace: setup, withDefaults: true })
    ));
    return { file: path, documents, diagnostics: language.diagnose(file, settings) };
  });
  const path = join(output, `${setup}.json`);
  writeFileSync(path, JSON.stringify({ version: 1, files }, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)));
  return path;
}

mkdirSync(output, { recursive: true });
const outputs = [...new Set(cases.map((entry) => entry.namespaceSetup))].map(lint);
const compare = [join(oracle, 'compare-verdicts.mjs'), '--place', '99.5', '--exact', '99', ...process.argv.slice(2)];
const run = spawnSync(process.execPath, [...compare, join(recorded, 'verdicts.jsonl'), ...outputs], { stdio: 'inherit' });
process.exitCode = run.status ?? 1;
