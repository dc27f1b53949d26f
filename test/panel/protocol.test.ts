/** The guards of the bridge: what passes, what does not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isHostMessage, isPanelMessage } from '../../protocol/webview-guards.ts';
import { modelOf, scenes } from './pods.ts';

const model = modelOf(Object.values(scenes)[0] ?? assert.fail());
const without = (name: string): unknown => Object.fromEntries(Object.entries(model).filter(([key]) => key !== name));

test('host to panel', () => {
  const settings = { collapseIdle: 'auto', timeFormat: 'relative', followEditor: true };
  const good = [
    model,
    { v: 1, type: 'init', language: 'en', settings },
    { v: 1, type: 'stale', line: 3, message: 'x' },
    { v: 1, type: 'cursor' },
    { v: 1, type: 'cursor', field: 'spec' },
    { v: 1, type: 'baseline' },
    { v: 1, type: 'command', command: 'fitAll' },
    { v: 1, type: 'reply', id: 1, ok: true },
    { v: 1, type: 'empty' },
  ];
  for (const message of good) assert.ok(isHostMessage(message), JSON.stringify(message).slice(0, 80));
  const bad = [
    undefined,
    null,
    5,
    'model',
    {},
    { type: 'stale', line: 3, message: 'x' },
    { v: 2, type: 'cursor' },
    { v: 1, type: 'constructor' },
    { v: 1, type: 'toString' },
    { v: 1, type: 'stale', line: '3', message: 'x' },
    { v: 1, type: 'command', command: 'rm' },
    without('uri'),
    without('version'),
    without('lines'),
    without('pods'),
    { ...model, input: 5 },
    { ...model, rejected: {} },
  ];
  for (const message of bad) assert.equal(isHostMessage(message), false, JSON.stringify(message)?.slice(0, 80));
});

test('panel to host', () => {
  for (const message of [
    { v: 1, type: 'ready' },
    { v: 1, type: 'reveal', field: 'spec', focus: false },
    { v: 1, type: 'editField', id: 1, field: 'spec.x', value: 3 },
    { v: 1, type: 'view', playing: false, hasSelection: true, hasBaseline: false },
  ]) {
    assert.ok(isPanelMessage(message));
  }
  for (const message of [
    { v: 1, type: 'editField', id: 1, field: 'spec.x', value: 'three' },
    { v: 1, type: 'reveal', field: 4, focus: true },
    { v: 1, type: 'save', id: 1 },
    { v: 1, type: '__proto__' },
  ])
    assert.equal(isPanelMessage(message), false);
});

test('a model is small', () => {
  for (const [name, input] of Object.entries(scenes)) assert.ok(JSON.stringify(modelOf(input)).length < 30_000, name);
});
