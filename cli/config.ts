/** `podscope.yaml` of the nearest folder upwards: version, gates, namespace, severities, files to leave alone. Unknown fields are errors. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parse } from 'yaml';

type Severity = 'off' | 'hint' | 'info' | 'warning' | 'error';

export interface Config {
  readonly folder: string;
  readonly kubernetesVersion?: string;
  readonly featureGates?: Readonly<Record<string, boolean>>;
  readonly namespace?: string;
  readonly rules: Readonly<Record<string, Severity>>;
  readonly ignore: readonly string[];
}

const fields = ['kubernetesVersion', 'featureGates', 'namespace', 'rules', 'ignore', 'overrides'];
const severities: readonly string[] = ['off', 'hint', 'info', 'warning', 'error'];
const known = new Map<string, Written | string>();

interface Written {
  readonly folder: string;
  readonly kubernetesVersion?: string;
  readonly featureGates?: Readonly<Record<string, boolean>>;
  readonly namespace?: string;
  readonly rules?: Readonly<Record<string, Severity>>;
  readonly ignore?: readonly string[];
  readonly overrides?: readonly { readonly files: readonly string[]; readonly rules: Readonly<Record<string, Severity>> }[];
}

/** What counts for a file; a text says what is wrong with the configuration. */
export function configFor(file: string, explicit: string | undefined): Config | string {
  const path = explicit ?? nearest(file === '<stdin>' ? process.cwd() : dirname(resolve(file)));
  if (path === undefined) return { folder: process.cwd(), rules: {}, ignore: [] };
  const written = known.get(path) ?? readConfig(path);
  known.set(path, written);
  if (typeof written === 'string') return written;
  const own = relative(written.folder, resolve(file));
  const overrides = (written.overrides ?? []).filter(({ files }) => files.some((pattern) => matches(pattern, own)));
  const rules = Object.assign({}, written.rules, ...overrides.map((entry) => entry.rules)) as Record<string, Severity>;
  return { ...written, rules: Object.fromEntries(Object.entries(rules).map(([id, value]) => [id, severityOf(value)])), ignore: written.ignore ?? [] };
}

/** YAML reads a bare `off` as text or as false, depending on the reader. */
function severityOf(value: unknown): Severity {
  return value === false ? 'off' : value as Severity;
}

export function ignores(config: Config, file: string): boolean {
  const own = relative(config.folder, resolve(file));
  return config.ignore.some((pattern) => matches(pattern, own));
}

/** `*` within a folder, `**` across folders, `?` one character. */
export function matches(pattern: string, path: string): boolean {
  const source = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*\*\/?|\*|\?/g, (part) => (part.startsWith('**') ? '(?:.*/)?' : part === '*' ? '[^/]*' : '[^/]'));
  return new RegExp(`^${source.replace(/\(\?:\.\*\/\)\?$/, '.*')}$`).test(path.replaceAll('\\', '/'));
}

function nearest(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, 'podscope.yaml');
    if (existsSync(path)) return path;
    if (dirname(at) === at) return undefined;
  }
}

function readConfig(path: string): Written | string {
  try {
    const value: unknown = parse(readFileSync(path, 'utf8'));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return `${path}: must be a map`;
    const unknown = Object.keys(value).find((key) => !fields.includes(key));
    if (unknown !== undefined) return `${path}: unknown field "${unknown}"; known are ${fields.join(', ')}`;
    const written = { ...value, folder: dirname(path) } as Written;
    const wrong = Object.entries(written.rules ?? {}).find(([, severity]) => !severities.includes(severityOf(severity)));
    return wrong === undefined ? written : `${path}: rules.${wrong[0]} must be one of ${severities.join(', ')}`;
  } catch (error) {
    return `${path}: ${error instanceof Error ? error.message : String(error)}`;
  }
}
