/** Gate: who may import whom, read from the table that `docs/ARCHITECTURE.md` shows. Follows import statements itself, type imports too. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Rooms (longest path first counts) and what each may import: rooms, packages, `node:`. */
export const table: Readonly<Record<string, readonly string[]>> = {
  'core/text': [],
  'core/kube': [],
  'core/syntax': ['core/text', 'yaml'],
  'core/schema': ['core/text', 'core/kube', 'core/syntax', 'ajv/dist/runtime'],
  'core/model': ['core/text', 'core/kube', 'core/syntax', 'core/schema', 'core/behaviour'],
  'core/validation': ['core/text', 'core/kube', 'core/model'],
  'core/rules': ['core/text', 'core/kube', 'core/model'],
  'core/behaviour': ['core/kube'],
  'core/simulator': ['core/kube', 'core/behaviour'],
  'core/report': ['core/kube', 'core/behaviour', 'core/simulator'],
  'core/features': [
    'core/text',
    'core/kube',
    'core/syntax',
    'core/schema',
    'core/model',
    'core/validation',
    'core/rules',
    'core/behaviour',
    'core/simulator',
    'core/report',
    'core/workspace.ts',
  ],
  'core/workspace.ts': ['core/text', 'core/kube'],
  'core/language.ts': ['core'],
  'core/simulation.ts': ['core/kube', 'core/behaviour', 'core/simulator', 'core/report'],
  protocol: ['core/language.ts', 'core/simulation.ts', 'core/workspace.ts'],
  server: ['core/language.ts', 'core/simulation.ts', 'core/workspace.ts', 'protocol', 'vscode-languageserver'],
  'server/node-main.ts': ['server', 'core/language.ts', 'protocol', 'vscode-languageserver', 'node:'],
  client: ['protocol', 'core/simulation.ts', 'vscode', 'vscode-languageclient'],
  'client/node-main.ts': ['client', 'protocol', 'vscode', 'vscode-languageclient', 'node:'],
  'media/lifecycle': ['core/simulation.ts', 'protocol'],
  cli: ['core', 'protocol', 'server', 'node:', 'yaml'],
  scripts: ['core', 'cli', 'test', 'protocol', 'node:', '*'],
  bench: ['core', 'server', 'protocol', 'node:', '*'],
};

const importing =
  /(?:^|\n)\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s*)?['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;
const typeOnly = /(?:^|\n)\s*import type\s[^'"`;]*?from\s*$/;

export function boundaryGate(): readonly string[] {
  const files = Object.keys(table)
    .map((room) => room.split('/')[0] ?? room)
    .filter((room, at, all) => all.indexOf(room) === at)
    .flatMap(sourceFiles);
  return [...files.flatMap((file) => wrongImports(file, readFileSync(file, 'utf8'))), ...cycles(files)];
}

/** What a file imports and must not. */
export function wrongImports(file: string, text: string): readonly string[] {
  const room = roomOf(file);
  if (room === undefined) return [];
  const allowed = table[room] ?? [];
  return importsOf(text)
    .filter(({ name, isType }) => {
      const target = name.startsWith('.') ? relative('.', join(dirname(file), name)).replaceAll('\\', '/') : name;
      if (!name.startsWith('.')) return !allows(allowed, name);
      // The client knows the core's types only, through the door's.
      if (room.startsWith('client') && target === 'core/simulation.ts') return !isType;
      return roomOf(target) !== room && !target.startsWith(`${room}/`) && !allows(allowed, target);
    })
    .map(({ name }) => `${file} imports ${name}: ${room} may import ${allowed.join(', ') || 'nothing'}`);
}

function allows(allowed: readonly string[], target: string): boolean {
  return allowed.some(
    (entry) => entry === '*' || target === entry || target.startsWith(entry.endsWith(':') ? entry : `${entry}/`),
  );
}

function roomOf(file: string): string | undefined {
  return Object.keys(table)
    .filter((room) => file === room || file.startsWith(`${room}/`))
    .sort((left, right) => right.length - left.length)[0];
}

interface Import {
  readonly name: string;
  readonly isType: boolean;
}

function importsOf(text: string): readonly Import[] {
  return [...text.matchAll(importing)].map((match) => {
    const name = match[1] ?? match[2] ?? '';
    return { name, isType: typeOnly.test(match[0].slice(0, match[0].lastIndexOf(name) - 1)) };
  });
}

/** Import cycles of values; a circle of types alone is erased. */
export function cycles(files: readonly string[]): readonly string[] {
  const graph = new Map(files.map((file) => [file, valueImports(file)]));
  const state = new Map<string, 'open' | 'done'>();
  const found: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (state.get(file) === 'open') found.push(`cycle: ${[...path.slice(path.indexOf(file)), file].join(' -> ')}`);
    if (state.has(file)) return;
    state.set(file, 'open');
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    state.set(file, 'done');
  };
  for (const file of files) visit(file, []);
  // Inside a room, functions may call each other across files; between rooms a circle would make the table a lie.
  return found.filter((cycle) => new Set(cycle.slice('cycle: '.length).split(' -> ').map(roomOf)).size > 1);
}

function valueImports(file: string): readonly string[] {
  const imports = importsOf(readFileSync(file, 'utf8')).filter(({ name, isType }) => name.startsWith('.') && !isType);
  return imports
    .map(({ name }) => join(dirname(file), name).replaceAll('\\', '/'))
    .filter((target) => existsSync(target));
}

function sourceFiles(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name !== 'generated')
    .map((name) => `${folder}/${name}`)
    .flatMap((path) => {
      if (statSync(path).isDirectory()) return sourceFiles(path);
      return /\.ts$/.test(path) && !path.endsWith('.d.ts') ? [path] : [];
    });
}
