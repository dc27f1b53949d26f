/** The table of tools: every name has a tool, a tool that is loaded later is the same as one that was there before. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { mayCallTools } from '../../core/behaviour/known-programs.ts';
import { addTools, findTool, toolNames } from '../../core/behaviour/shell/tools/all.ts';
import { moreTools } from '../../core/behaviour/shell/tools/more.ts';
import { namedTools } from '../../core/behaviour/shell/tools/named.ts';

test('the names that are there from the start are those of the tools that may come later', () => {
  assert.deepEqual(toolNames, [...Object.keys(namedTools), ...Object.keys(moreTools)]);
  assert.deepEqual(
    toolNames.filter((name) => !findTool(name)),
    [],
  );
});

test('nothing that is no tool is found, and adding a tool is what makes it one', () => {
  assert.equal(findTool('toString'), undefined);
  assert.equal(findTool('brand-new'), undefined);
  addTools({ 'brand-new': () => 7 });
  assert.equal(typeof findTool('brand-new'), 'function');
});

test('tools are needed wherever somebody brings a command line or files along', () => {
  const pod = (container: object): object => ({ spec: { containers: [{ name: 'app', image: 'web', ...container }] } });
  assert.equal(mayCallTools(pod({}), {}), false);
  assert.equal(mayCallTools(pod({ livenessProbe: { httpGet: { port: 80 } } }), {}), false);
  assert.equal(mayCallTools(pod({ command: ['sh', '-c', 'x=aw; ${x}k 1'] }), {}), true);
  assert.equal(mayCallTools(pod({ args: ['-v'] }), {}), true);
  assert.equal(mayCallTools(pod({ livenessProbe: { exec: { command: ['cat', '/x'] } } }), {}), true);
  assert.equal(
    mayCallTools(pod({ volumeMounts: [{ name: 'scripts', mountPath: '/docker-entrypoint.sh' }] }), {}),
    true,
  );
  const exec = { atMs: 0, do: 'exec', container: 'app', command: ['ls'] } as const;
  assert.equal(mayCallTools(pod({}), { actions: [exec] }), true);
  assert.equal(mayCallTools(pod({}), { actions: [{ atMs: 0, do: 'delete' }] }), false);
});
