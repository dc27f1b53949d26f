/** `podscope.yaml`: version, gates, namespace, severities and files to leave alone, with a problem for whatever it cannot mean. */
import { nearest } from '../kube/nearest.ts';
import { checkConfig } from '../schema/own-document.ts';
import { parseTree } from '../syntax/parse.ts';
import type { Range } from '../text/range.ts';
import { configShape, type ruleSeverities } from './config-shape.ts';
import { shapeProblems } from './shape-problems.ts';
import { readByShape, type ReadTree } from './shape-reader.ts';

export type RuleSeverity = (typeof ruleSeverities)[number];

export interface Config {
  readonly kubernetesVersion?: string;
  readonly featureGates?: Readonly<Record<string, boolean>>;
  readonly namespace?: string;
  readonly rules: Readonly<Record<string, RuleSeverity>>;
  /** Patterns of files, relative to the folder of the configuration. */
  readonly ignore: readonly string[];
  readonly overrides: readonly {
    readonly files: readonly string[];
    readonly rules: Readonly<Record<string, RuleSeverity>>;
  }[];
}

export interface ConfigProblem {
  readonly message: string;
  readonly range: Range;
  /** The right word, where it is known. */
  readonly intended?: string;
}

/** Whether a file is read as a configuration. */
export function isConfigFile(uri: string | undefined): boolean {
  return uri !== undefined && /(^|\/)podscope\.ya?ml$/.test(uri);
}

/** Never throws; what is wrong is left out of the configuration. `ruleIds` are the rules that exist. */
export function readConfig(
  text: string,
  ruleIds: readonly string[],
): { readonly config: Config; readonly problems: readonly ConfigProblem[] } {
  const { root, problems: syntax } = parseTree(text);
  const broken = syntax.map(({ message, range }) => ({ message, range }));
  if (root === undefined) return { config: toConfig({}), problems: broken };
  const read = readByShape(root, configShape);
  const found = shapeProblems(read, checkConfig(read.written), 'podscope.yaml');
  const problems = found.map(({ message, range, rename }) => ({
    message,
    range,
    ...(rename !== undefined && { intended: rename }),
  }));
  return {
    config: toConfig((read.value ?? {}) as Written),
    problems: [...broken, ...problems, ...unknownRules(read, ruleIds)],
  };
}

type Written = Partial<Config>;

function toConfig({ rules = {}, ignore = [], overrides = [], ...rest }: Written): Config {
  return {
    ...rest,
    rules,
    ignore,
    overrides: overrides.map(({ files = [], rules: own = {} }) => ({ files, rules: own })),
  };
}

/** Names of rules are not the schema's: they change with every version. */
function unknownRules({ keys }: ReadTree, ruleIds: readonly string[]): readonly ConfigProblem[] {
  return [...keys].flatMap(([path, range]) => {
    const word = /^(?:overrides\[\d+\]\.)?rules\.(.+)$/.exec(path)?.[1];
    if (word === undefined || ruleIds.includes(word)) return [];
    const intended = nearest(word, ruleIds, 1);
    const hint =
      intended === undefined ? `Rules are ${ruleIds.slice(0, 8).join(', ')}, …` : `Did you mean ${intended}?`;
    return [{ message: `There is no rule ${word}. ${hint}`, range, ...(intended !== undefined && { intended }) }];
  });
}

/** `*` within a folder, `**` across folders, `?` one character; paths relative to the configuration, with `/`. */
export function matchesPattern(pattern: string, path: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/?|\*|\?/g, (part) => (part.startsWith('**') ? '(?:.*/)?' : part === '*' ? '[^/]*' : '[^/]'));
  return new RegExp(`^${source.replace(/\(\?:\.\*\/\)\?$/, '.*')}$`).test(path);
}

/** Severities for one file: the general ones, then each override that names it. */
export function rulesForFile(config: Config, path: string): Readonly<Record<string, RuleSeverity>> {
  const overrides = config.overrides.filter(({ files }) => files.some((pattern) => matchesPattern(pattern, path)));
  return Object.assign({}, config.rules, ...overrides.map(({ rules }) => rules)) as Record<string, RuleSeverity>;
}
