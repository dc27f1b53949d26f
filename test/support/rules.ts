/** Runs one rule over manifests given as text: what it must find, and near misses that it must not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyDefaults } from '../../core/kube/defaults.ts';
import { asObject, type JsonObject, stringAt } from '../../core/kube/json.ts';
import { examplePod } from '../../core/rules/examples.ts';
import { type PodView, podView, type ProgramFacts } from '../../core/rules/pod-view.ts';
import type { Finding, Rule } from '../../core/rules/rule.ts';
import { readDocument } from '../../core/schema/read-document.ts';
import { parseTree } from '../../core/syntax/parse.ts';

export interface RuleCase {
  /** Lines of the container `app`. */
  readonly container?: string;
  /** Lines of the spec. */
  readonly spec?: string;
  readonly kind?: 'Pod' | 'Job';
  readonly programs?: Readonly<Record<string, ProgramFacts>>;
  readonly objects?: readonly JsonObject[];
  /** `at: start of the message`, in order; left out: any finding will do. */
  readonly finds?: readonly string[];
}

/** Of each kind. */
const least = 6;

/** A test for each manifest, and one that there are enough of them. */
export function checkRule(
  rule: Rule,
  cases: { readonly finds: readonly RuleCase[]; readonly misses: readonly RuleCase[] },
): void {
  test(`${rule.meta.id} has at least ${String(least)} manifests that it finds and ${String(least)} near misses`, () => {
    const distinct = (list: readonly RuleCase[]): number => new Set(list.map((one) => JSON.stringify(one))).size;
    assert.ok(distinct(cases.finds) >= least, `finds ${String(distinct(cases.finds))}`);
    assert.ok(distinct(cases.misses) >= least, `misses ${String(distinct(cases.misses))}`);
  });
  for (const [position, found] of cases.finds.entries()) {
    test(`${rule.meta.id} finds ${position + 1}`, () => {
      const findings = findingsOf(rule, found);
      assert.notEqual(findings.length, 0, manifest(found));
      for (const [index, expected] of (found.finds ?? []).entries()) assertStarts(findings[index], expected);
      if (found.finds) assert.equal(findings.length, found.finds.length);
    });
  }
  for (const [position, missed] of cases.misses.entries()) {
    test(`${rule.meta.id} is quiet ${position + 1}`, () => {
      assert.deepEqual(findingsOf(rule, missed), [], manifest(missed));
    });
  }
}

function assertStarts(finding: Finding | undefined, expected: string): void {
  const actual = finding === undefined ? '' : `${finding.at}: ${finding.message}`;
  assert.equal(actual.slice(0, expected.length), expected);
}

function manifest({ container = '', spec = '', kind = 'Pod' }: RuleCase): string {
  return examplePod(container, spec, kind);
}

export function findingsOf(rule: Rule, input: RuleCase): Finding[] {
  return [...rule.check(viewOf(manifest(input), input))];
}

/** The Pod (or template) of a manifest, as the rules see it. */
export function viewOf(yaml: string, extra: Pick<RuleCase, 'programs' | 'objects'> = {}): PodView {
  const read = readDocument(yaml, parseTree(yaml));
  const object = asObject(read.value) ?? {};
  const full = applyDefaults(read.apiVersion, read.kind, object);
  const specPath = specPaths[read.kind] ?? 'spec.template.spec';
  return podView({
    kind: read.kind,
    specPath,
    name: stringAt(asObject(object['metadata']), 'name'),
    spec: at(object, specPath),
    defaulted: at(full, specPath),
    ...(extra.programs && { programs: extra.programs }),
    ...(extra.objects && { objects: extra.objects }),
  });
}

const specPaths: Readonly<Record<string, string>> = { Pod: 'spec', CronJob: 'spec.jobTemplate.spec.template.spec' };

function at(object: JsonObject, path: string): JsonObject | undefined {
  return path.split('.').reduce<JsonObject | undefined>((value, name) => asObject(value?.[name]), object);
}

/** A LimitRange of one item for containers; the fields in YAML's flow style. */
export function limitRange(fields: string): JsonObject {
  const yaml = `apiVersion: v1\nkind: LimitRange\nmetadata: {name: range}\nspec: {limits: [{type: Container, ${fields}}]}\n`;
  const read = readDocument(yaml, parseTree(yaml));
  return asObject(read.value) ?? {};
}
