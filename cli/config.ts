/** `podscope.yaml` of the nearest folder upwards: version, gates, namespace, severities, files to leave alone. Unknown fields are errors. */
import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { type Config as Configuration, matchesPattern, readConfiguration, rulesForFile } from '../core/language.ts';
import { isFile } from './files.ts';

type Severity = 'off' | 'hint' | 'info' | 'warning' | 'error';

export interface Config {
  readonly folder: string;
  readonly kubernetesVersion?: string;
  readonly featureGates?: Readonly<Record<string, boolean>>;
  readonly namespace?: string;
  readonly rules: Readonly<Record<string, Severity>>;
  readonly ignore: readonly string[];
}

const known = new Map<string, Written | string>();

interface Written {
  readonly folder: string;
  readonly config: Configuration;
}

/** What counts for a file; a text says what is wrong with the configuration. */
export function configFor(file: string, explicit: string | undefined): Config | string {
  const path = explicit ?? nearest(file === '<stdin>' ? process.cwd() : dirname(resolve(file)));
  if (path === undefined) return { folder: process.cwd(), rules: {}, ignore: [] };
  const written = known.get(path) ?? readConfig(path);
  known.set(path, written);
  if (typeof written === 'string') return written;
  const { config, folder } = written;
  return { ...config, folder, rules: rulesForFile(config, pathIn(folder, file)) };
}

function pathIn(folder: string, file: string): string {
  return relative(folder, resolve(file)).replaceAll('\\', '/');
}

export function ignores(config: Config, file: string): boolean {
  const own = pathIn(config.folder, file);
  return config.ignore.some((pattern) => matchesPattern(pattern, own));
}

function nearest(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, 'podscope.yaml');
    if (isFile(path)) return path;
    if (dirname(at) === at) return undefined;
  }
}

function readConfig(path: string): Written | string {
  try {
    const text = readFileSync(path, 'utf8');
    const {
      config,
      problems: [first],
    } = readConfiguration(text);
    if (first === undefined) return { folder: dirname(path), config };
    return `${path}:${text.slice(0, first.range.start).split('\n').length}: ${first.message}`;
  } catch (error) {
    return `${path}: ${error instanceof Error ? error.message : String(error)}`;
  }
}
