/** Replays what Kubernetes' own validation answered to small documents for every rule of Pods, pod templates and gated fields. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { applyDefaults } from '../../core/kube/defaults.ts';
import type { FieldError } from '../../core/kube/field-error.ts';
import type { JsonObject } from '../../core/kube/json.ts';
import type { ValidationContext } from '../../core/validation/context.ts';
import { prepareForCreate } from '../../core/validation/prepare.ts';
import { causesOf, errorsOf, hasPlace } from '../support/validation.ts';

interface Case {
  readonly yaml: string;
  readonly causes: readonly { readonly type: string; readonly field: string; readonly message: string }[];
}

const gatesOn = [
  'ContainerStopSignals',
  'GenericWorkload',
  'ClusterTrustBundleProjection',
  'PodCertificateRequest',
  'TaintTolerationComparisonOperators',
  'SELinuxMount',
  'UserNamespacesHostNetworkSupport',
];
const contexts: Readonly<Record<string, ValidationContext>> = {
  pods: { kubernetesVersion: '1.36' },
  templates: { kubernetesVersion: '1.36' },
  gates: { kubernetesVersion: '1.36', featureGates: Object.fromEntries(gatesOn.map((gate) => [gate, true])) },
};

function casesOf(file: string): readonly Case[] {
  const text = readFileSync(new URL(`../oracle/validation/${file}.jsonl`, import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Case);
}

function theirs({ causes }: Case): readonly string[] {
  return causes.map(({ type, field, message }) => `${type} ${field} ${message}`);
}

/** The server walks maps in any order; the recorded order is one of many. */
function sorted(texts: readonly string[], object: unknown): readonly string[] {
  const maps = ['limits', 'requests', 'overhead', 'annotations', 'labels', 'nodeSelector', 'matchLabels', 'options'];
  const isWide =
    new RegExp(`"(?:${maps.join('|')})":\\{"[^{}]*","`).test(JSON.stringify(object)) ||
    /limits/.test(JSON.stringify(object));
  return isWide ? [...texts].sort() : texts;
}

function plain(text: string): string {
  return text.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|<uid>|\\u003cuid\\u003e/g, '<uid>');
}

for (const [file, context] of Object.entries(contexts)) {
  test(`recorded answers: ${file}`, () => {
    for (const one of casesOf(file)) {
      const object = JSON.parse(one.yaml) as JsonObject;
      const ours = causesOf(errorsOf(object, context)).map(plain);
      assert.deepEqual(sorted(ours, object), sorted(theirs(one).map(plain), object), one.yaml);
    }
  });

  test(`every error has a place in its document: ${file}`, () => {
    for (const one of casesOf(file)) {
      const object = JSON.parse(one.yaml) as JsonObject & { readonly apiVersion: string; readonly kind: string };
      const validated = prepareForCreate(
        object.apiVersion,
        object.kind,
        applyDefaults(object.apiVersion, object.kind, object as JsonObject),
        context,
      );
      for (const error of errorsOf(object, context)) {
        if (isMissing(error)) continue;
        assert.ok(
          hasPlace(validated, error.at ?? error.field),
          `${error.code} at ${error.at ?? error.field} in ${one.yaml}`,
        );
        if (error.fix !== undefined && 'at' in error.fix)
          assert.ok(hasPlace(validated, error.fix.at), `fix of ${error.code} at ${error.fix.at} in ${one.yaml}`);
      }
    }
  });
}

/** A required field may lack its parents, too; a selector that matches nothing is about labels which are not there. */
function isMissing({ type, code, message }: FieldError): boolean {
  return type === 'FieldValueRequired' || message.startsWith('Invalid value: ""') || /^(?:wl|ds)-selector/.test(code);
}
