/** Gate: who may import whom, and no import cycles. dependency-cruiser follows the imports, fed from the table that `docs/ARCHITECTURE.md` shows. */
import { builtinModules } from 'node:module';
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';

/** Rooms (the longest path that fits a file counts) and what each may import: rooms, files, packages, `node:`. */
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
  client: ['protocol', 'vscode', 'vscode-languageclient'],
  'client/node-main.ts': ['client', 'protocol', 'vscode', 'vscode-languageclient', 'node:'],
  'media/lifecycle': ['core/simulation.ts', 'protocol'],
  cli: [
    'core/language.ts',
    'core/simulation.ts',
    'core/workspace.ts',
    'protocol',
    'server/node-main.ts',
    'node:',
    'yaml',
  ],
};

/** Scripts and benchmarks may look everywhere but into what runs inside an editor. */
const tools: readonly string[] = ['scripts', 'bench'];

const cyclesRule: IForbiddenRuleType = {
  name: 'no import cycles',
  severity: 'error',
  from: {},
  // A circle of types alone is erased.
  to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
};

/** Problems in words. An empty house is a problem too: a checker that reads nothing guards nothing. */
export async function boundaryGate(): Promise<readonly string[]> {
  const { problems, files } = await wrongImports('.', [...roots(), ...tools]);
  return files < 200 ? [`only ${files} files were read: dependency-cruiser cannot parse TypeScript here`] : problems;
}

/** What the files below these folders import and must not. */
export async function wrongImports(
  baseDir: string,
  folders: readonly string[],
): Promise<{ readonly problems: readonly string[]; readonly files: number }> {
  const { output } = await cruise([...folders], {
    baseDir,
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    validate: true,
    ruleSet: { forbidden: [...Object.keys(table).map(roomRule), ...tools.map(toolRule), typesOnlyRule, cyclesRule] },
  });
  const { summary } = output as ICruiseResult;
  const problems = summary.violations.map(({ rule, from, to, cycle }) =>
    cycle === undefined
      ? `${from} imports ${to}: ${rule.name}`
      : `${rule.name}: ${[from, ...cycle.map(({ name }) => name)].join(' -> ')}`,
  );
  return { problems, files: summary.totalCruised };
}

function roomRule(room: string): IForbiddenRuleType {
  const allowed = table[room] ?? [];
  const inner = Object.keys(table).filter((other) => other !== room && other.startsWith(`${room}/`));
  return {
    name: `${room} may import ${allowed.join(', ') || 'nothing'}`,
    severity: 'error',
    from: { path: fits(room), ...(inner.length === 0 ? {} : { pathNot: inner.map(fits) }) },
    to: { pathNot: [fits(room), ...allowed.flatMap(targets), ...(room === 'client' ? [fits(typesDoor)] : [])] },
  };
}

/** The client knows the core's types only, through the door's. */
const typesDoor = 'core/simulation.ts';
const typesOnlyRule: IForbiddenRuleType = {
  name: 'client may import only types of the core',
  severity: 'error',
  from: { path: fits('client') },
  to: { path: fits('core'), dependencyTypesNot: ['type-only'] },
};

function toolRule(room: string): IForbiddenRuleType {
  return {
    name: `${room} never imports client or media`,
    severity: 'error',
    from: { path: fits(room) },
    to: { path: [fits('client'), fits('media')] },
  };
}

function fits(room: string): string {
  return room.endsWith('.ts') ? `^${room.replaceAll('.', '\\.')}$` : `^${room}/`;
}

/** A room, a file, Node's own modules, or a package with what lies in it; `vscode` exists only inside an editor. */
function targets(entry: string): readonly string[] {
  if (entry === 'node:') return builtinModules.map((name) => `^(node:)?${name}$`);
  if (entry in table || roots().includes(entry)) return [fits(entry)];
  return [
    `^${entry}$`,
    `^${entry}/`,
    `node_modules/${entry}/`,
    `node_modules/@types/${entry}/`,
    `node_modules/${entry}\\.js$`,
  ];
}

function roots(): readonly string[] {
  return [...new Set(Object.keys(table).map((room) => room.split('/')[0] ?? room))];
}
