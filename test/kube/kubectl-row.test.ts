import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { snapshotOf } from '../../core/report/api-pod.ts';
import { kubectlRow, type RowSpec, type RowStatus } from '../../core/kube/kubectl-row.ts';
import { askedAtMs, rowQuestions } from '../support/kubectl-questions.ts';

const answers = readFileSync(new URL('../oracle/kubectl/rows.txt', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n');

test('READY, STATUS and RESTARTS are those of kubectl for 1500 random Pods', () => {
  assert.ok(answers.length >= 1500);
  for (const [i, pod] of rowQuestions(answers.length).entries()) {
    const row = kubectlRow(pod['spec'] as RowSpec, snapshotOf(pod) as RowStatus, askedAtMs);
    assert.equal([row.ready, row.status, row.restarts].join('\t'), answers[i], JSON.stringify(pod));
  }
});
