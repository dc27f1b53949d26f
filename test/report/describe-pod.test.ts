import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { describePod } from '../../core/report/describe-pod.ts';
import { askedAtMs, describeQuestions, withoutDates } from '../support/kubectl-questions.ts';

const answers = readFileSync(new URL('../oracle/kubectl/describe.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n');

interface ApiEvent {
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly involvedObject: { readonly fieldPath?: string };
  readonly source: { readonly component: string };
  readonly firstTimestamp: string;
  readonly lastTimestamp: string;
  readonly count: number;
}

function described({ type, reason, message, count, ...event }: ApiEvent) {
  return {
    type,
    reason,
    message,
    count,
    fieldPath: event.involvedObject.fieldPath ?? '',
    source: event.source.component,
    firstMs: Date.parse(event.firstTimestamp),
    lastMs: Date.parse(event.lastTimestamp),
  };
}

test('kubectl describe is that of kubectl for 60 random Pods with everything it prints', () => {
  assert.ok(answers.length >= 60);
  for (const [i, { pod, events }] of describeQuestions(answers.length).entries()) {
    const text = describePod(pod, (events as unknown as ApiEvent[]).map(described), askedAtMs);
    assert.equal(withoutDates(text), JSON.parse(answers[i] ?? '""'), `Pod ${i}`);
  }
});

test('a scheduler event without a last time stands first, and its series counts', () => {
  const event = {
    type: 'Warning',
    reason: 'FailedScheduling',
    message: 'no',
    fieldPath: '',
    source: 'default-scheduler',
    count: 3,
    firstMs: 1000,
    lastMs: 61_000,
    isSeries: true,
  };
  const text = describePod(
    { metadata: { name: 'p' } },
    [{ ...event, reason: 'Killing', source: 'kubelet', isSeries: false }, event],
    91_500,
  );
  assert.match(text, /FailedScheduling {2}30s \(x3 over 90s\) .*\n.*Killing/);
});
