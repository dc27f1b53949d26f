/** The checker of traces finds what Perfetto would drop. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { traceProblems } from './trace-format.ts';

const named = { name: 'thread_name', ph: 'M', pid: 1, tid: 1, args: { name: 'app' } };
const span = (ts: number, dur: number): object => ({ name: 'x', ph: 'X', pid: 1, tid: 1, ts, dur });
const problems = (...events: readonly object[]): number => traceProblems({ traceEvents: [named, ...events] }).length;

test('spans beside and within each other are right, crossing ones are not', () => {
  assert.equal(problems(span(0, 10), span(10, 5), span(11, 2)), 0);
  assert.equal(problems(span(0, 10), span(5, 10)), 1);
});

test('times, phases, names and scopes are checked', () => {
  assert.equal(problems(span(-1, 1)), 1);
  assert.equal(problems({ ...span(0, 1), ph: 'Q' }), 1);
  assert.equal(problems({ ...span(0, 1), name: '' }), 1);
  assert.equal(problems({ ...span(0, 1), ph: 'i', s: 'x' }), 1);
  assert.equal(problems({ ...span(0, 1), tid: 2 }), 1);
  assert.deepEqual(traceProblems({}), ['no traceEvents']);
});
