import assert from 'node:assert/strict';
import { test } from 'node:test';
import { humanDuration } from '../../core/kube/human-duration.ts';
import { formatRfc1123, formatTimestamp, parseTimestamp } from '../../core/kube/timestamp.ts';

const S = 1000,
  M = 60 * S,
  H = 60 * M,
  D = 24 * H;

for (const [ms, text] of [
  [-2 * S, '<invalid>'],
  [-1900, '0s'],
  [0, '0s'],
  [119_999, '119s'],
  [2 * M, '2m'],
  [125 * S, '2m5s'],
  [10 * M + 59 * S, '10m'],
  [179 * M, '179m'],
  [3 * H, '3h'],
  [3 * H + 5 * M, '3h5m'],
  [8 * H + 5 * M, '8h'],
  [47 * H, '47h'],
  [50 * H, '2d2h'],
  [8 * D + 5 * H, '8d'],
  [729 * D, '729d'],
  [730 * D, '2y'],
  [800 * D, '2y70d'],
  [3000 * D, '8y'],
] as const) {
  test(`${ms} ms is ${text}`, () => assert.equal(humanDuration(ms), text));
}

test('instants survive a round trip, also in leap years and before 1970', () => {
  for (const text of [
    '1970-01-01T00:00:00Z',
    '2000-02-29T23:59:59Z',
    '2026-11-21T08:22:25Z',
    '1969-12-31T23:59:59Z',
    '2100-03-01T00:00:00Z',
  ]) {
    const ms = parseTimestamp(text);
    assert.equal(ms, Date.parse(text));
    assert.equal(formatTimestamp(ms ?? NaN), text);
  }
  assert.equal(parseTimestamp('2026-11-21T08:22:25.501Z'), Date.parse('2026-11-21T08:22:25.501Z'));
  assert.equal(parseTimestamp('2026-11-21T10:22:25+02:00'), Date.parse('2026-11-21T08:22:25Z'));
  assert.equal(parseTimestamp('yesterday'), undefined);
  assert.equal(formatRfc1123(Date.parse('2026-11-21T08:22:25Z')), 'Sat, 21 Nov 2026 08:22:25 +0000');
});
