/** Quantities are read, printed, compared and added as by Go. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addQuantities,
  compareQuantities,
  parseQuantity,
  quantityErrorTexts,
  quantityOf,
  quantityText,
  roundUpQuantity,
  scaledValue,
} from '../../core/kube/quantity.ts';

/** Text, and what the server prints for it; an error is its name. */
const printed: readonly (readonly [string, string])[] = [
  ['1', '1'],
  ['1000m', '1'],
  ['0.5Gi', '512Mi'],
  ['1.5', '1500m'],
  ['1.500', '1.500'],
  ['+5', '+5'],
  ['05', '05'],
  ['1000E', '1'],
  ['1e3', '1e3'],
  ['1E3', '1E3'],
  ['100Mi', '100Mi'],
  ['1024Ki', '1Mi'],
  ['1025Ki', '1025Ki'],
  ['.5', '500m'],
  ['5.', '5.'],
  ['-1', '-1'],
  ['-1.5Gi', '-1536Mi'],
  ['1e-12', '1e-9'],
  ['9999999999999999999', '9999999999999999999'],
  ['10Ei', '9223372036854775807'],
  ['0.1n', '1n'],
  ['1.1Ki', '1126400m'],
  ['1e400', '10e399'],
  ['-', '0'],
  [' 1 ', '1'],
  ['0Gi', '0'],
  ['', 'format'],
  ['1..', 'format'],
  ['1 Gi', 'format'],
  ['x', 'format'],
  ['1Kii', 'suffix'],
  ['1e', 'suffix'],
  ['1mm', 'suffix'],
  ['5+3', 'suffix'],
  ['.e-10', 'numeric'],
  ['1e2147483648', 'range'],
];

test('a quantity prints as the server prints it', () => {
  for (const [text, expected] of printed) {
    const result = parseQuantity(text);
    assert.equal('quantity' in result ? quantityText(result.quantity) : result.error, expected, text);
  }
});

test('every failure has a text', () => {
  for (const text of Object.values(quantityErrorTexts)) assert.notEqual(text, '');
});

test('quantities of any format compare by value', () => {
  assert.equal(compareQuantities(quantityOf('1Gi'), quantityOf('1G')), 1);
  assert.equal(compareQuantities(quantityOf('1000m'), quantityOf(1)), 0);
  assert.equal(compareQuantities(quantityOf('-1'), quantityOf('0')), -1);
  assert.equal(compareQuantities(quantityOf(undefined), quantityOf('0')), 0);
});

test('a sum keeps the format of its first part that is not zero', () => {
  assert.equal(quantityText(addQuantities(quantityOf('100m'), quantityOf('1'))), '1100m');
  assert.equal(quantityText(addQuantities(quantityOf('0'), quantityOf('1Gi'))), '1Gi');
  assert.equal(quantityText(addQuantities(quantityOf('1Gi'), quantityOf('1M'))), '1074741824');
});

test('rounding goes up, away from zero', () => {
  assert.equal(quantityText(roundUpQuantity(quantityOf('1u'), -3)), '1m');
  assert.equal(quantityText(roundUpQuantity(quantityOf('-1u'), -3)), '-1m');
  assert.equal(quantityText(roundUpQuantity(quantityOf('+5'), -3)), '+5');
});

test('whole values round up and overflow as in Go', () => {
  assert.equal(scaledValue(quantityOf('1500m'), 0), 2n);
  assert.equal(scaledValue(quantityOf('1.5'), -3), 1500n);
  assert.equal(scaledValue(quantityOf('-1500m'), 0), -2n);
  assert.equal(scaledValue(quantityOf('9E'), -3), 0n);
});

test('hostile numbers take no time worth noting', () => {
  for (const text of [
    '9'.repeat(5000),
    `${'1'.repeat(5000)}x`,
    `1e-${'9'.repeat(400)}`,
    '1e9999',
    `0.${'0'.repeat(5000)}1`,
  ]) {
    assert.ok(parseQuantity(text));
  }
});
