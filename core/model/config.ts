/** `podscope.yaml`: version, gates, namespace, severities and files to leave alone, with a problem for whatever it cannot mean. */
import { closest } from '../text/closest.ts';
import type { Severity } from '../text/diagnostic.ts';
import type { Range } from '../text/range.ts';
import { parseTree } from '../syntax/parse.ts';
import { type MapNode, type Node, resolveAlias } from '../syntax/tree.ts';

export type RuleSeverity = Severity | 'off';

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

export const configVersions = ['1.36', '1.35', '1.34', '1.33', '1.32'] as const;
export const ruleSeverities: readonly RuleSeverity[] = ['off', 'hint', 'info', 'warning', 'error'];

/** Fields with what they are for, in the order in which they are offered. */
export const configFields: Readonly<Record<string, string>> = {
  kubernetesVersion: 'Minor version of the API server that manifests are meant for, in quotes: "1.35".',
  featureGates: "Feature gates that differ from the version's defaults, each true or false.",
  namespace: 'Namespace of manifests that name none.',
  rules: 'Severity by rule: off, hint, info, warning or error.',
  ignore: 'Files to leave alone, as patterns: "charts/**".',
  overrides: 'Other severities for some files: a list of {files, rules}.',
};

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
  const problems: ConfigProblem[] = syntax.map(({ message, range }) => ({ message, range }));
  const reader: Reader = {
    ruleIds,
    problem: (range, message, intended) =>
      problems.push({ message, range, ...(intended !== undefined && { intended }) }),
  };
  const map = root === undefined ? undefined : resolveAlias(root);
  if (map !== undefined && map.kind !== 'map') reader.problem(map.range, 'A configuration is a map of fields.');
  return { config: map?.kind === 'map' ? configOf(map, reader) : { rules: {}, ignore: [], overrides: [] }, problems };
}

interface Reader {
  readonly ruleIds: readonly string[];
  readonly problem: (range: Range, message: string, intended?: string) => void;
}

function configOf(map: MapNode, reader: Reader): Config {
  const at = fieldsOf(map, Object.keys(configFields), reader);
  const version = textAt(at['kubernetesVersion'], reader, configVersions);
  const namespace = textAt(at['namespace'], reader);
  const gates = at['featureGates'] && gatesOf(at['featureGates'], reader);
  return {
    ...(version !== undefined && { kubernetesVersion: version }),
    ...(namespace !== undefined && { namespace }),
    ...(gates && { featureGates: gates }),
    rules: rulesOf(at['rules'], reader),
    ignore: textsOf(at['ignore'], reader),
    overrides: itemsOf(at['overrides'], reader).flatMap((item) => {
      if (item.kind !== 'map') return reader.problem(item.range, 'An override is a map of files and rules.') ?? [];
      const own = fieldsOf(item, ['files', 'rules'], reader);
      return [{ files: textsOf(own['files'], reader), rules: rulesOf(own['rules'], reader) }];
    }),
  };
}

/** The values by field; unknown ones are told with a suggestion. */
function fieldsOf(map: MapNode, known: readonly string[], reader: Reader): Readonly<Record<string, Node>> {
  const found: Record<string, Node> = {};
  for (const { key = '', keyNode, value } of map.entries) {
    if (known.includes(key)) found[key] = resolveAlias(value);
    else reader.problem(keyNode.range, ...unknown('field', key, known));
  }
  return found;
}

function unknown(what: string, word: string, known: readonly string[]): [string, string | undefined] {
  const intended = closest(word, known);
  return [
    intended === undefined
      ? `Unknown ${what} "${word}". Known are ${known.slice(0, 8).join(', ')}${known.length > 8 ? ', …' : ''}.`
      : `Unknown ${what} "${word}". Did you mean "${intended}"?`,
    intended,
  ];
}

function textAt(node: Node | undefined, reader: Reader, allowed?: readonly string[]): string | undefined {
  if (node === undefined || isNothing(node)) return undefined;
  if (node.kind !== 'scalar') return reader.problem(node.range, 'A text belongs here.') ?? undefined;
  if (allowed !== undefined && !allowed.includes(node.text)) {
    reader.problem(node.range, `${node.text} is not known. Choose one of ${allowed.join(', ')}.`);
    return undefined;
  }
  return node.text;
}

function gatesOf(node: Node, reader: Reader): Readonly<Record<string, boolean>> {
  if (node.kind !== 'map') return reader.problem(node.range, 'Feature gates are a map: Name: true or false.') ?? {};
  return Object.fromEntries(
    node.entries.flatMap(({ key = '', value }) => {
      const given = resolveAlias(value);
      if (given.kind === 'scalar' && given.value.type === 'bool') return [[key, given.value.value]];
      reader.problem(value.range, `${key} is true or false.`);
      return [];
    }),
  );
}

/** YAML of Kubernetes' kind reads a bare `off` as false: it means off here. */
function rulesOf(node: Node | undefined, reader: Reader): Readonly<Record<string, RuleSeverity>> {
  if (node === undefined || isNothing(node)) return {};
  if (node.kind !== 'map') return reader.problem(node.range, 'Rules are a map: rule-name: severity.') ?? {};
  return Object.fromEntries(
    node.entries.flatMap(({ key = '', keyNode, value }) => {
      if (!reader.ruleIds.includes(key)) reader.problem(keyNode.range, ...unknown('rule', key, reader.ruleIds));
      const given = resolveAlias(value);
      const word =
        given.kind === 'scalar' ? (given.value.type === 'bool' && !given.value.value ? 'off' : given.text) : '';
      const severity = ruleSeverities.find((known) => known === word);
      if (severity !== undefined) return [[key, severity]];
      reader.problem(
        value.range,
        `The severity of ${key} is one of ${ruleSeverities.join(', ')}.`,
        closest(word, ruleSeverities),
      );
      return [];
    }),
  );
}

function textsOf(node: Node | undefined, reader: Reader): readonly string[] {
  return itemsOf(node, reader).flatMap((item) => textAt(item, reader) ?? []);
}

function itemsOf(node: Node | undefined, reader: Reader): readonly Node[] {
  if (node === undefined || isNothing(node)) return [];
  if (node.kind === 'list') return node.items.map(resolveAlias);
  reader.problem(node.range, 'A list belongs here.');
  return [];
}

function isNothing(node: Node): boolean {
  return node.kind === 'scalar' && node.value.type === 'null';
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
