/** The generators of the series by name: each makes one case, a text and what the server would be asked about it. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { documentsOf } from './documents.ts';
import { randomDocument } from './grammar.ts';
import { joinDocuments, listOf, oddHead } from './heads.ts';
import { mutateLines, mutateText } from './mutate.ts';
import { mutateTree, poolOf } from './mutate-tree.ts';
import type { Case } from './judge.ts';
import { inWorkload } from './pods/in-workload.ts';
import { randomPod } from './pods/random-pod.ts';
import { printYaml } from './print-yaml.ts';
import type { Random } from './random.ts';
import { exampleObjects, valueOf } from './targeted.ts';
import { kinds, randomDocument as randomWorkload } from './workloads/workload-documents.ts';
import { yamlText } from './yaml-texts.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const texts = ['test/oracle/verdicts/cases', 'examples'].flatMap((folder) => textsIn(join(root, folder)));
const single = texts.filter((text) => !/^---/m.test(text));
const objects = texts.flatMap((text) => documentsOf(text)).flatMap(readObject);
const examples = exampleObjects();
const pool = poolOf([...objects, ...examples]);

function textsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .filter((text) => text.length < 20_000);
}

function readObject(text: string): readonly unknown[] {
  const value = valueOf(text);
  return isHeaded(value) ? [value] : [];
}

function isHeaded(value: unknown): value is object {
  return typeof value === 'object' && value !== null && 'kind' in value && 'apiVersion' in value;
}

/** JSON is YAML, but for a few characters that YAML reads as line ends. */
function asJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** As JSON, which shrinks best, or as YAML in some style. */
function written(value: unknown, random: Random): string {
  return random.chance(0.5) ? asJson(value) : printYaml(value, random, random.pick([0, 0.01, 0.04]));
}

function pod(random: Random): Record<string, unknown> {
  return randomPod(random, { wrong: random.pick([0, 0.02, 0.05, 0.2]), share: random.pick([0.05, 0.1, 0.25]) });
}

function anyText(random: Random): string {
  return generators[random.pick(['pods', 'workloads', 'tree', 'lines', 'yaml'])]?.(random).text ?? '';
}

export const generators: Readonly<Record<string, (random: Random) => Case>> = {
  grammar: (random) => ({ text: randomDocument(random, { oddness: random.pick([0, 0.01, 0.05]) }) }),
  pods: (random) => ({ text: written(pod(random), random) }),
  templates: (random) => ({ text: written(inWorkload(pod(random), random), random) }),
  workloads: (random) => ({ text: written(randomWorkload(random, random.pick(kinds)), random) }),
  targeted: (random) => ({
    text: written(random.chance(0.1) ? random.pick(examples) : mutateTree(random.pick(examples), random, pool), random),
  }),
  tree: (random) => ({ text: written(mutateTree(random.pick(objects), random, pool), random) }),
  lines: (random) => ({ text: mutateLines(random.pick(single), random, single) }),
  text: (random) => ({ text: mutateText(random.pick(single), random) }),
  yaml: (random) => ({ text: yamlText(random) }),
  'yaml-text': (random) => ({ text: mutateText(yamlText(random), random) }),
  heads: (random) => ({ text: oddHead(random.chance(0.5) ? random.pick(single) : yamlText(random), random) }),
  files: (random) => {
    const parts = Array.from({ length: 2 + random.int(3) }, () => anyText(random));
    return { text: joinDocuments(parts, random) };
  },
  lists: (random) => {
    const items = Array.from({ length: 1 + random.int(3) }, () => mutateTree(random.pick(objects), random, pool));
    const list = listOf(items);
    return { text: random.chance(0.5) ? asJson(list) : printYaml(list, random, 0), parts: items.map(asJson) };
  },
};

/** How often each is drawn. */
export const shares: Readonly<Record<string, number>> = {
  grammar: 9,
  pods: 10,
  templates: 6,
  workloads: 20,
  targeted: 16,
  tree: 10,
  lines: 6,
  text: 6,
  yaml: 10,
  'yaml-text': 4,
  heads: 1,
  files: 1,
  lists: 1,
};
