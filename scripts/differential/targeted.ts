/**
 * Manifests that break each rule once: the examples of the catalogues and the recorded cases of every rule, to be
 * changed further.
 */
import { readFileSync } from 'node:fs';
import { toJson } from '../../core/schema/json-node.ts';
import { parseTree } from '../../core/syntax/parse.ts';
import { cataloguePages } from '../../core/validation/catalogue/index.ts';
import { isDeep } from './print-yaml.ts';

const recorded = [
  'validation/pods',
  'validation/templates',
  'workloads/Job',
  'workloads/CronJob',
  'workloads/StatefulSet',
].concat([
  'workloads/Deployment',
  'workloads/DaemonSet',
  'workloads/LimitRange',
  'workloads/ResourceQuota',
  'workloads/PodDisruptionBudget',
  'workloads/Secret',
]);

/** All codes that have a page. */
export const documentedCodes: readonly string[] = cataloguePages.flatMap(({ rules }) => Object.keys(rules));

/** The wrong and the right example of every rule, as values; for servers with other gates too. */
export function exampleObjects(): readonly unknown[] {
  const examples = cataloguePages.flatMap(({ rules }) =>
    Object.values(rules).flatMap(({ wrong, right }) => [wrong, right].filter((text) => text !== undefined)),
  );
  return [...examples.map((text) => valueOf(text)), ...recorded.flatMap(recordedObjects)];
}

/** A manifest as plain JSON; undefined for a text that is none. */
export function valueOf(text: string): unknown {
  const { root, problems } = parseTree(text);
  if (root === undefined || problems.length > 0) return undefined;
  const value = toJson(root, { left: 1500 });
  if (isDeep(value, 40)) return undefined;
  return JSON.parse(
    JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? Number(inner) : inner)),
  );
}

function recordedObjects(name: string): readonly unknown[] {
  const text = readFileSync(new URL(`../../test/oracle/${name}.jsonl`, import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { readonly yaml?: string; readonly document?: unknown })
    .map(({ yaml, document }) => document ?? (JSON.parse(yaml ?? 'null') as unknown));
}
