/**
 * Random Pods and pod templates made for the rules of `core/validation`, answered by us and by Kubernetes' own code; every difference is
 * shrunk and printed. Options: --count N, --seed N, --show N, --template (in a workload), --record FILE (keep cases of
 * each rule as tests), --rules (print how often each rule was reached), --places (leave the texts alone), --gates A=true,B=false and --kubernetes 1.35 (for an oracle that is
 * built for that version and reads its gates from GATES).
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { applyDefaults } from '../core/kube/defaults.ts';
import type { FieldError } from '../core/kube/field-error.ts';
import type { JsonObject } from '../core/kube/json.ts';
import type { ValidationContext } from '../core/validation/context.ts';
import { validateObject } from '../core/validation/index.ts';
import { type OracleVerdict, askOracle } from './differential/oracle.ts';
import { createRandom } from './differential/random.ts';
import { createRecorder } from './differential-pods/record.ts';
import { shrinkJson } from './differential-pods/shrink-json.ts';
import { randomPod } from './differential-pods/pods.ts';
import { inWorkload } from './differential-pods/workloads.ts';

const { values: options } = parseArgs({
  options: {
    count: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    show: { type: 'string', default: '15' },
    template: { type: 'boolean', default: false },
    record: { type: 'string' },
    gates: { type: 'string', default: '' },
    kubernetes: { type: 'string', default: '1.36' },
    rules: { type: 'boolean', default: false },
    places: { type: 'boolean', default: false },
  },
});
const batchSize = 4000;
process.env['GATES'] = options.gates;
const gates = options.gates
  .split(',')
  .filter(Boolean)
  .map((gate) => gate.split('='));
const context: ValidationContext = {
  kubernetesVersion: options.kubernetes,
  featureGates: Object.fromEntries(gates.map(([name, value]) => [name ?? '', value === 'true'])),
};

type Document = JsonObject & { readonly apiVersion: string; readonly kind: string };

/** JSON is YAML, but for a few characters that YAML reads as line ends. */
function textOf(document: unknown): string {
  return JSON.stringify(document).replace(
    /[\u007f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function plain(text: string): string {
  return text
    .replaceAll('<random>', 'xxxxx')
    .replaceAll('\\u003crandom\\u003e', 'xxxxx')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uid>')
    .replaceAll('\\u003cuid\\u003e', '<uid>');
}

function ourErrors(document: Document): readonly FieldError[] {
  return validateObject(
    document.apiVersion,
    document.kind,
    applyDefaults(document.apiVersion, document.kind, document as JsonObject),
    context,
  );
}

/** The oracle gives every Pod a service account; a real server leaves mirror pods alone. */
function ourCauses(document: Document): readonly string[] {
  return ourErrors(document)
    .filter(({ code }) => code !== 'pod-sa-token-needs-sa')
    .map((error) => shown(error));
}

function shown({ type, field, message }: Pick<FieldError, 'field' | 'message'> & { readonly type: string }): string {
  return plain(options.places ? `${type} ${field}` : `${type} ${field} ${message}`);
}

function theirCauses(verdict: OracleVerdict): readonly string[] {
  return (verdict.causes ?? []).map((cause) => shown(cause));
}

/** Undefined where both say the same; the server walks maps in any order. */
function difference(
  document: Document,
  verdict: OracleVerdict,
): { theirs: readonly string[]; ours: readonly string[] } | undefined {
  if (verdict.decodeError !== undefined || (verdict.strictErrors ?? []).length > 0 || verdict.panic !== undefined)
    return undefined;
  const theirs = theirCauses(verdict);
  const ours = ourCauses(document);
  if (theirs.join('\n') === ours.join('\n')) return undefined;
  const isSameSet = [...theirs].sort().join('\n') === [...ours].sort().join('\n');
  return isSameSet && hasWideMap(applyDefaults(document.apiVersion, document.kind, document as JsonObject))
    ? undefined
    : { theirs, ours };
}

function hasWideMap(value: unknown, key = ''): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const isMap = [
    'limits',
    'requests',
    'overhead',
    'annotations',
    'labels',
    'nodeSelector',
    'matchLabels',
    'options',
  ].includes(key);
  if (isMap && !Array.isArray(value) && Object.keys(value).length > 1) return true;
  return Object.entries(value).some(([name, inner]) => hasWideMap(inner, Array.isArray(value) ? key : name));
}

function classOf({ theirs, ours }: { theirs: readonly string[]; ours: readonly string[] }): string {
  const missing = theirs.filter((text) => !ours.includes(text));
  const extra = ours.filter((text) => !theirs.includes(text));
  const short = (text: string): string =>
    text
      .replace(/"[^"]*"/g, '""')
      .replace(/\d+/g, '0')
      .slice(0, 110);
  return missing.length + extra.length === 0
    ? `order ${short(theirs[0] ?? '')}`
    : `${missing.slice(0, 1).map(short)} | ${extra.slice(0, 1).map(short)}`;
}

const random = createRandom(Number(options.seed));
const classes = new Map<string, { count: number; readonly document: Document }>();
const recorder = createRecorder({
  textOf,
  errorsOf: (document) => ourErrors(document as Document),
  ask: (texts) => askOracle(texts, false),
});
let compared = 0;
let rejected = 0;

function makeDocument(): Document {
  const pod = randomPod(random, { wrong: random.pick([0, 0.02, 0.05, 0.2]), share: random.pick([0.05, 0.1, 0.25]) });
  return (options.template ? inWorkload(pod, random) : pod) as Document;
}

for (let done = 0; done < Number(options.count); done += batchSize) {
  const documents = Array.from({ length: Math.min(batchSize, Number(options.count) - done) }, makeDocument);
  askOracle(documents.map(textOf), false).forEach((verdict, i) => {
    const document = documents[i] as Document;
    const found = difference(document, verdict);
    compared += verdict.decodeError === undefined && (verdict.strictErrors ?? []).length === 0 ? 1 : 0;
    rejected += (verdict.causes ?? []).length > 0 ? 1 : 0;
    if (found === undefined) {
      if (verdict.decodeError === undefined && (verdict.strictErrors ?? []).length === 0)
        recorder.note(document, ourErrors(document));
      return;
    }
    const key = classOf(found);
    const known = classes.get(key);
    if (known === undefined) classes.set(key, { count: 1, document });
    else known.count++;
  });
}

const found = [...classes.values()].sort((left, right) => right.count - left.count);
for (const { count, document } of found.slice(0, Number(options.show))) {
  const first = difference(document, askOracle([textOf(document)], false)[0] as OracleVerdict);
  const key = first === undefined ? '' : classOf(first);
  const small = shrinkJson(document, (candidates) =>
    askOracle(candidates.map(textOf), false).map((verdict, i) => {
      const one = difference(candidates[i] as Document, verdict);
      return one !== undefined && classOf(one) === key;
    }),
  ) as Document;
  const last = difference(small, askOracle([textOf(small)], false)[0] as OracleVerdict);
  console.log(
    `${count} × ${JSON.stringify(small)}\n  theirs:\n    ${last?.theirs.join('\n    ')}\n  ours:\n    ${last?.ours.join('\n    ')}\n`,
  );
}
if (options.record !== undefined) writeFileSync(options.record, `${recorder.lines().join('\n')}\n`);
if (options.rules)
  console.log(
    [...recorder.reached]
      .sort()
      .map(([code, times]) => `${code} ${times}`)
      .join('\n'),
  );
const total = found.reduce((sum, entry) => sum + entry.count, 0);
console.log(
  `${compared} documents compared, ${rejected} rejected, ${recorder.reached.size} rules reached, ${total} differences in ${found.length} classes`,
);
process.exitCode = total === 0 ? 0 : 1;
