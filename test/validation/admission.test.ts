/** Admission: Pod Security as Kubernetes' own code says it, limits, quotas and classes as a real server said it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFileSync } from 'node:fs';
import { parse, parseAllDocuments } from 'yaml';
import { applyDefaults } from '../../core/kube/defaults.ts';
import type { JsonObject } from '../../core/kube/json.ts';
import { type SecurityLevel, policiesOf, violations } from '../../core/validation/admission/pod-security.ts';
import { createObject } from '../../core/validation/create.ts';

const oracle = new URL('../oracle/', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, oracle), 'utf8');
const lines = <T>(file: string): readonly T[] =>
  read(file)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);

test('Pod Security says what Kubernetes says', () => {
  for (const { level, pod, detail } of lines<{ level: SecurityLevel; pod: JsonObject; detail?: string }>(
    'workloads/pod-security.jsonl',
  )) {
    assert.equal(violations({ level, version: 'latest' }, pod, 36), detail, JSON.stringify(pod));
  }
});

test('labels of a namespace make its policies', () => {
  const label = (mode: string, level: string): JsonObject => ({ [`pod-security.kubernetes.io/${mode}`]: level });
  const latest = 'latest';
  assert.deepEqual(policiesOf({}), {
    enforce: { level: 'privileged', version: latest },
    warn: { level: 'privileged', version: latest },
  });
  assert.equal(
    policiesOf(label('enforce', 'restricted')).warn.level,
    'restricted',
    'warnings follow a stricter enforce',
  );
  assert.equal(
    policiesOf({ ...label('enforce', 'baseline'), ...label('warn', 'privileged') }).warn.level,
    'privileged',
  );
  assert.equal(
    policiesOf(label('enforce', 'strict')).enforce.level,
    'restricted',
    'what cannot be read is the strictest',
  );
  assert.equal(
    policiesOf({ ...label('enforce', 'baseline'), ...label('enforce-version', 'v1.24') }).enforce.version,
    'v1.24',
  );
});

interface Recorded {
  readonly case: string;
  readonly namespaceSetup: string;
  readonly admission?: string;
  readonly message: string;
  readonly unordered?: boolean;
}
interface Setup {
  readonly labels?: JsonObject;
  readonly objects?: readonly JsonObject[];
}

const setups = parse(read('verdicts/setups.yaml')) as Readonly<Record<string, Setup>>;
const classes = parseAllDocuments(read('verdicts/cluster-objects.yaml')).map(
  (document) => document.toJS() as JsonObject,
);
/** Which accounts a cluster has cannot be known from files. */
const unknowable = /error looking up service account|^namespaces /;

const refused = lines<Recorded>('verdicts/verdicts.jsonl').filter(
  ({ admission, message }) => admission !== undefined && !unknowable.test(message),
);

for (const recorded of refused) {
  test(`${recorded.admission}: ${recorded.case}`, () => {
    const { labels, objects = [] } = setups[recorded.namespaceSetup] ?? {};
    const namespace: JsonObject = {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'default', labels: labels ?? {} },
    };
    const object = parse(read(`verdicts/cases/${recorded.case}.yaml`), { version: '1.1' }) as JsonObject;
    const { apiVersion, kind } = object as { readonly apiVersion: string; readonly kind: string };
    const answer = createObject(apiVersion, kind, applyDefaults(apiVersion, kind, object), [
      namespace,
      ...objects,
      ...classes,
    ]);
    const refusal = answer.forbidden ?? answer.clusterRefusal;
    assert.equal(refusal?.plugin, recorded.admission);
    const sorted = (text = ''): string =>
      recorded.unordered
        ? text
            .split(', ')
            .map((part) => part.replace(/[[\]]/g, ''))
            .sort()
            .join()
        : text;
    const tail = (text = ''): string => text.slice(text.indexOf('forbidden: ') + 'forbidden: '.length);
    assert.equal(sorted(tail(refusal?.message)), sorted(tail(recorded.message)));
  });
}

test('a quota without status counts from nothing used', () => {
  const quota: JsonObject = {
    kind: 'ResourceQuota',
    metadata: { name: 'none' },
    spec: { hard: { 'count/deployments.apps': '0', pods: '5' } },
  };
  const object: JsonObject = {
    metadata: { name: 'web' },
    spec: {
      selector: { matchLabels: { a: 'b' } },
      template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'i' }] } },
    },
  };
  const answer = createObject('apps/v1', 'Deployment', applyDefaults('apps/v1', 'Deployment', object), [quota]);
  assert.equal(
    answer.forbidden?.message,
    'deployments.apps "web" is forbidden: exceeded quota: none, requested: count/deployments.apps=1, used: count/deployments.apps=0, limited: count/deployments.apps=0',
  );
});

test('a system class needs no object', () => {
  const pod = (priorityClassName: string): JsonObject => ({
    metadata: { name: 'p' },
    spec: { priorityClassName, containers: [{ name: 'c', image: 'i' }] },
  });
  const answer = (name: string) => createObject('v1', 'Pod', applyDefaults('v1', 'Pod', pod(name)));
  assert.equal((answer('system-node-critical').stored['spec'] as JsonObject)['priority'], 2000001000);
  assert.match(answer('nope').clusterRefusal?.message ?? '', /no PriorityClass with name nope was found/);
});

test('a Namespace whose policy cannot be read is refused when everything else is right', () => {
  const create = (labels: JsonObject, name = 'web'): readonly string[] =>
    createObject('v1', 'Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } }).errors.map(
      ({ type, field, message }) => `${type} ${field}: ${message}`,
    );
  const prefix = 'pod-security.kubernetes.io';
  assert.deepEqual(create({ [`${prefix}/warn-version`]: '1.30', [`${prefix}/enforce`]: 'Restricted' }), [
    `FieldValueInvalid metadata.labels[${prefix}/enforce]: Invalid value: "Restricted": must be one of privileged, baseline, restricted`,
    `FieldValueInvalid metadata.labels[${prefix}/warn-version]: Invalid value: "1.30": must be "latest" or "v1.x"`,
  ]);
  assert.equal(create({ [`${prefix}/enforce`]: 'x' }, 'A')[0]?.includes('metadata.name'), true);
  assert.deepEqual(create({ [`${prefix}/enforce`]: 'baseline', [`${prefix}/audit-version`]: 'latest' }), []);
});

interface Admitted {
  readonly object: JsonObject;
  /** What exists in the cluster. */
  readonly objects: readonly JsonObject[];
  /** What a plugin says that looks at the cluster before validation. */
  readonly cluster?: string;
  readonly causes?: readonly { readonly type: string; readonly field: string; readonly message: string }[];
  readonly forbidden?: string;
  readonly stored?: { readonly spec: JsonObject; readonly annotations?: JsonObject };
}

test('limits, quotas, priorities, accounts and runtime classes say and change what the plugins of Kubernetes do', () => {
  const sorted = (texts: readonly string[]): readonly string[] => [...texts].sort();
  const said = (refusal: { readonly plugin: string; readonly message: string } | undefined): string | undefined =>
    refusal && inOrder(`${refusal.plugin}: ${refusal.message}`);
  for (const one of lines<Admitted>('workloads/admission.jsonl')) {
    const { apiVersion, kind } = one.object as { readonly apiVersion: string; readonly kind: string };
    const answer = createObject(apiVersion, kind, applyDefaults(apiVersion, kind, one.object), one.objects);
    const text = JSON.stringify(one);
    assert.equal(said(answer.clusterRefusal), one.cluster && inOrder(one.cluster), text);
    if (one.cluster !== undefined) continue;
    const causes = (list: Admitted['causes'] = []): readonly string[] =>
      sorted(list.map(({ type, field, message }) => `${type} ${field} ${message}`));
    assert.deepEqual(causes(answer.errors), causes(one.causes), text);
    assert.equal(said(answer.forbidden), one.forbidden && inOrder(one.forbidden), text);
    if (one.stored === undefined) continue;
    const { metadata, spec } = answer.stored as { readonly metadata: JsonObject; readonly spec: JsonObject };
    assert.deepEqual(spec, one.stored.spec, text);
    assert.deepEqual(metadata['annotations'], one.stored.annotations, text);
  }
});

/** A LimitRange is a map: its texts come in any order. */
function inOrder(text: string): string {
  const [, head, list] = /^(.* is forbidden: )\[(.*)\]$/.exec(text) ?? [];
  if (head === undefined || list === undefined) return text;
  const parts = list.split(/, (?=minimum|maximum|[\w./-]+ max limit)/);
  return head + [...new Set(parts)].sort().join(', ');
}
