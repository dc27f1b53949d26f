import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type Correlator, type EventWrite, observe, type RawEvent } from '../../core/simulator/event-correlator.ts';
import { eventQuestions } from '../support/kubectl-questions.ts';

const answers = readFileSync(new URL('../oracle/kubectl/events.txt', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n');

function writes(events: readonly (Omit<RawEvent, 'source'> & { readonly atMs: number })[]): (EventWrite | undefined)[] {
  const state: Correlator = new Map();
  return events.map((event) => observe(state, { ...event, source: 'kubelet' }, event.atMs));
}

test('counts, combined messages and dropped events are those of client-go for random sequences', () => {
  assert.ok(answers.length >= 120);
  for (const [i, raw] of eventQuestions(answers.length).entries()) {
    const text = writes(raw)
      .map((w) => (w ? `${w.count}@${w.firstMs} ${w.message.replace('message ', '#')}` : '-'))
      .join('; ');
    assert.equal(text, answers[i], JSON.stringify(raw));
  }
});

test('from the tenth distinct message on events are combined into one object', () => {
  const raw = Array.from({ length: 12 }, (_, i) => ({
    atMs: i * 1000,
    type: 'Warning' as const,
    reason: 'Unhealthy',
    message: `error ${i}`,
    fieldPath: '',
  }));
  const stored = writes(raw);
  assert.equal(stored[8]?.message, 'error 8');
  assert.deepEqual(
    stored.slice(9).map((w) => [w?.message, w?.count]),
    [
      ['(combined from similar events): error 9', 1],
      ['(combined from similar events): error 10', 2],
      ['(combined from similar events): error 11', 3],
    ],
  );
  assert.equal(new Set(stored.map((w) => w?.of)).size, 10);
});

test('after 25 events of a type one in 300 s passes, with the jumped count', () => {
  const raw = Array.from({ length: 100 }, (_, i) => ({
    atMs: i * 10_000,
    type: 'Warning' as const,
    reason: 'Unhealthy',
    message: 'no',
    fieldPath: '',
  }));
  assert.deepEqual(
    writes(raw)
      .slice(25)
      .filter((w) => w)
      .map((w) => [w?.count, w?.lastMs]),
    [
      [31, 300_000],
      [61, 600_000],
      [91, 900_000],
    ],
  );
});
