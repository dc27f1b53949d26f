/** Every check, warning and default of the workload kinds, against answers of Kubernetes' own code. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyDefaults } from '../../core/kube/defaults.ts';
import type { JsonObject } from '../../core/kube/json.ts';
import { storedForm } from '../../core/kube/stored-form.ts';
import { defaultContext } from '../../core/validation/context.ts';
import { prepareForCreate } from '../../core/validation/prepare.ts';
import { ourAnswer, readAnswers, theirAnswer, withoutDrawn } from '../support/replay.ts';

const kinds = [
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'ReplicationController',
  'Job',
  'CronJob',
  'PodTemplate',
  'LimitRange',
  'ResourceQuota',
  'Namespace',
  'PriorityClass',
  'PodDisruptionBudget',
  'ConfigMap',
  'Secret',
  'ServiceAccount',
];
const clusterKinds = ['Namespace', 'PriorityClass'];

for (const kind of kinds) {
  const answers = readAnswers(`workloads/${kind}.jsonl`);

  test(`${kind}: errors and warnings in the server's words and order`, () => {
    assert.ok(answers.length > 10);
    for (const answer of answers)
      assert.deepEqual(ourAnswer(answer), theirAnswer(answer), JSON.stringify(answer.document));
  });

  test(`${kind}: stored as the server stores it`, () => {
    const accepted = answers.filter((answer) => answer.defaulted !== undefined);
    assert.ok(accepted.length > 0);
    for (const { document, defaulted } of accepted) {
      const before = JSON.stringify(document);
      assert.equal(canonical(ourStored(kind, document)), canonical(defaulted), before);
      assert.equal(JSON.stringify(document), before, 'the input must not change');
    }
  });
}

function ourStored(kind: string, document: JsonObject & { readonly apiVersion: string }): JsonObject {
  const { apiVersion } = document;
  const defaulted = applyDefaults(apiVersion, kind, document as JsonObject);
  const stored = storedForm(apiVersion, kind, prepareForCreate(apiVersion, kind, defaulted, defaultContext));
  if (clusterKinds.includes(kind)) return stored;
  return { ...stored, metadata: { namespace: 'default', ...(stored['metadata'] as JsonObject) } };
}

/** JSON with sorted keys. */
function canonical(value: unknown): string {
  return withoutDrawn(
    JSON.stringify(value, (_key, inner: unknown) =>
      typeof inner === 'object' && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ),
  );
}
