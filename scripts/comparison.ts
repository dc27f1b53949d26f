/**
 * `npm run docs:comparison`: asks yaml-language-server, with Kubernetes' JSON schema, and Podscope the same questions at the same places
 * and writes docs/comparison.md. Both run as their own process and speak LSP over standard streams.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CompletionItem, CompletionList, Diagnostic, Hover } from 'vscode-languageserver-protocol/node';
import { ensureBuilt } from '../test/support/built.ts';
import { connectStdio, type StdioClient } from '../test/support/stdio-client.ts';
import { type Position, positions } from './comparison/positions.ts';
import { chdirToRoot } from './lib/run.ts';

interface Answers {
  readonly hover: string;
  readonly completion: string;
  readonly problems: string;
}
interface Peer {
  readonly name: string;
  readonly ask: (position: Position, at: number) => Promise<Answers>;
  readonly close: () => Promise<void>;
}

const titles = { hover: 'Hover', completion: 'Completion', problems: 'Errors and warnings' } as const;
const version = (name: string): string =>
  (createRequire(import.meta.url)(`${name}/package.json`) as { version: string }).version;

if (import.meta.main) {
  chdirToRoot();
  ensureBuilt();
  const folder = mkdtempSync(join(tmpdir(), 'comparison-'));
  const peers = [await yamlServer(folder), await podscope(folder)];
  const rows: { readonly title: string; readonly answers: readonly Answers[] }[] = [];
  for (const [at, position] of positions.entries()) {
    const answers: Answers[] = [];
    for (const peer of peers) answers.push(await peer.ask(position, at));
    rows.push({ title: position.title, answers });
  }
  for (const peer of peers) await peer.close();
  rmSync(folder, { recursive: true });
  const tables = (['hover', 'completion', 'problems'] as const).map((what) => table(what, peers, rows));
  writeFileSync('docs/comparison.md', `${head(peers)}\n${tables.join('\n')}`);
  console.log(`docs/comparison.md: ${rows.length} places`);
}

async function yamlServer(folder: string): Promise<Peer> {
  const program = createRequire(import.meta.url).resolve('yaml-language-server/bin/yaml-language-server');
  const client = await connectStdio(process.execPath, [program, '--stdio']);
  const kinds = [...new Set([...positions.map(({ kind }) => kind), 'configmap'])];
  for (const kind of kinds) plainSchema(folder, kind);
  const schemas = { [allKinds(folder, kinds)]: ['*.yaml'] };
  const yaml = { schemas, validate: true, hover: true, completion: true, schemaStore: { enable: false } };
  client.connection.onRequest('workspace/configuration', ({ items }: { items: { section?: string }[] }) =>
    items.map(({ section }) => (section === 'yaml' ? yaml : {})),
  );
  await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { yaml } });
  const pushed = new Map<string, (found: readonly Diagnostic[]) => void>();
  client.connection.onNotification(
    'textDocument/publishDiagnostics',
    ({ uri, diagnostics }: { uri: string; diagnostics: Diagnostic[] }) => pushed.get(uri)?.(diagnostics),
  );
  const problems = (uri: string): Promise<readonly Diagnostic[]> =>
    new Promise((resolve) => {
      pushed.set(uri, resolve);
    });
  return { name: `yaml-language-server ${version('yaml-language-server')}`, ...asking(client, folder, problems) };
}

/** One schema that asks for the kind first, so that files of several kinds are served, too. */
function allKinds(folder: string, kinds: readonly string[]): string {
  const branches = kinds.map((name) => {
    const { allOf } = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as {
      readonly allOf: readonly [unknown, { readonly properties: { readonly kind: unknown } }];
    };
    return { if: { properties: { kind: allOf[1].properties.kind } }, then: { $ref: `${name}.json` } };
  });
  writeFileSync(join(folder, 'kubernetes.json'), JSON.stringify({ allOf: branches }));
  return pathToFileURL(join(folder, 'kubernetes.json')).href;
}

/** Our schema of a kind in the form that Kubernetes publishes: without `null` beside every type. */
function plainSchema(folder: string, kind: string): void {
  const file = join(folder, `${kind}.json`);
  const plain = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== 'object' || value === null) return value;
    const { anyOf, ...rest } = value as { readonly anyOf?: readonly { readonly type?: string }[] };
    const types = anyOf?.filter(({ type }) => type !== 'null');
    const own = types?.length === 1 ? { ...types[0], ...rest } : value;
    // The published schema has closed lists where ours names examples.
    return Object.fromEntries(
      Object.entries(own).map(([key, inner]) => [key === 'examples' ? 'enum' : key, plain(inner)]),
    );
  };
  writeFileSync(file, JSON.stringify(plain(JSON.parse(readFileSync(`schemas/${kind}.json`, 'utf8')))));
}

async function podscope(folder: string): Promise<Peer> {
  const client = await connectStdio(process.execPath, ['dist/cli/podscope.cjs', 'serve', '--stdio']);
  client.connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => null));
  const problems = async (uri: string): Promise<readonly Diagnostic[]> => {
    // Asked, not told: the file is opened first.
    await Promise.resolve();
    const report = await client.connection.sendRequest<{ items?: Diagnostic[] }>('textDocument/diagnostic', {
      textDocument: { uri },
    });
    return report.items ?? [];
  };
  return { name: `Podscope ${ownVersion()}`, ...asking(client, folder, problems) };
}

function ownVersion(): string {
  return (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version;
}

function asking(
  client: StdioClient,
  folder: string,
  problemsOf: (uri: string) => Promise<readonly Diagnostic[]>,
): Pick<Peer, 'ask' | 'close'> {
  const ask: Peer['ask'] = async ({ kind, text: marked }, at) => {
    const offset = marked.indexOf('<|>');
    const text = marked.replace('<|>', '');
    const uri = pathToFileURL(join(folder, `${kind}-${at}.yaml`)).href;
    const before = marked.slice(0, offset).split('\n');
    const place = {
      textDocument: { uri },
      position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
    };
    const waiting = problemsOf(uri);
    client.open(uri, text);
    const problems = await waiting;
    const hover = await client.connection.sendRequest<Hover | null>('textDocument/hover', place);
    const found = await client.connection.sendRequest<CompletionItem[] | CompletionList | null>(
      'textDocument/completion',
      place,
    );
    return { hover: hoverWords(hover), completion: completionWords(found), problems: problemWords(problems) };
  };
  return { ask, close: client.close };
}

/** The first line that says more than the field's name. */
function hoverWords(hover: Hover | null): string {
  const contents = hover?.contents;
  const text =
    typeof contents === 'string' ? contents : contents !== undefined && 'value' in contents ? contents.value : '';
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('Source: '));
  const [first = '', second = ''] = lines;
  const said = /^(?:#+ .*|\*\*[^*]+\*\*)$/.test(first) ? second : first;
  return said === '' ? '–' : cut(said.replace(/^#+ /, ''));
}

function completionWords(found: CompletionItem[] | CompletionList | null): string {
  const items = (Array.isArray(found) ? found : (found?.items ?? [])).map((item, at) => ({ item, at }));
  if (items.length === 0) return '–';
  const keyOf = ({ item }: (typeof items)[number]): string => item.sortText ?? item.label;
  const sorted = items.sort((left, right) =>
    keyOf(left) === keyOf(right) ? left.at - right.at : keyOf(left) < keyOf(right) ? -1 : 1,
  );
  const labels = sorted.slice(0, 5).map(({ item }) => `\`${item.label}\``);
  return `${items.length}: ${labels.join(', ')}${items.length > 5 ? ' …' : ''}`;
}

function problemWords(problems: readonly Diagnostic[]): string {
  const severe = problems.filter(({ severity }) => severity === undefined || severity <= 2);
  if (severe.length === 0) return '–';
  const [first] = severe;
  const message = typeof first?.message === 'string' ? first.message : '';
  return cut(`${message}${severe.length > 1 ? ` (and ${severe.length - 1} more)` : ''}`);
}

function cut(text: string): string {
  const plain = text.replace(/\s+/g, ' ').replace(/\\?\|/g, '\\|').replace(/</g, '&lt;');
  return plain.length > 150 ? `${plain.slice(0, 149)}…` : plain;
}

function head(peers: readonly Peer[]): string {
  return [
    '<!-- Generated by scripts/comparison.ts (npm run docs:comparison). -->',
    '',
    '# The same places in yaml-language-server and in Podscope',
    '',
    `${peers.map(({ name }) => name).join(' and ')}, each as its own process over standard streams, on the same texts (scripts/comparison/positions.ts). ` +
      "yaml-language-server has Kubernetes' JSON schema for 1.36 mapped to the file, with descriptions and strict about unknown fields; in an editor somebody has to map it first. " +
      'Both servers can run side by side: Podscope leaves out what the other one says.',
    '',
    'Shown are the first line of the hover that says more than the name, how many completions there are with the first five, and errors and warnings.',
    '',
  ].join('\n');
}

function table(
  what: keyof Answers,
  peers: readonly Peer[],
  rows: readonly { readonly title: string; readonly answers: readonly Answers[] }[],
): string {
  const shown = rows.filter(({ answers }) => answers.some((answer) => answer[what] !== '–'));
  return [
    `## ${titles[what]}`,
    '',
    `| at | ${peers.map(({ name }) => name.split(' ')[0]).join(' | ')} |`,
    '|---|---|---|',
    ...shown.map(({ title, answers }) => `| ${title} | ${answers.map((answer) => answer[what]).join(' | ')} |`),
    '',
  ].join('\n');
}
