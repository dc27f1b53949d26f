import assert from 'node:assert/strict';
import { test } from 'node:test';
import { qosClass } from '../../core/kube/qos.ts';

const full = { cpu: '100m', memory: '64Mi' };

test('a Pod that asks for nothing is BestEffort', () => {
  assert.equal(
    qosClass({ containers: [{ name: 'a' }, { name: 'b', resources: { limits: { 'x/y': '1' } } }] }),
    'BestEffort',
  );
});

test('limits alone are requests too: a Pod with both of them everywhere is Guaranteed', () => {
  assert.equal(qosClass({ containers: [{ resources: { limits: full } }] }), 'Guaranteed');
  assert.equal(qosClass({ containers: [{ resources: { limits: full, requests: { cpu: '0.1' } } }] }), 'Guaranteed');
  assert.equal(qosClass({ containers: [{ resources: { limits: full } }, {}] }), 'Burstable');
});

test('init containers count, and what the Pod itself says counts before its containers', () => {
  const init = [{ resources: { requests: { cpu: '1' } } }];
  assert.equal(qosClass({ containers: [{}], initContainers: init }), 'Burstable');
  assert.equal(qosClass({ containers: [{}], initContainers: init, resources: { limits: full } }), 'Guaranteed');
});
