/** The table of tools: every name has a tool. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { findTool, toolNames } from '../../core/behaviour/shell/tools/all.ts';
import { moreTools } from '../../core/behaviour/shell/tools/more.ts';
import { namedTools } from '../../core/behaviour/shell/tools/named.ts';

test('the names that are there from the start are those of the tools that may come later', () => {
  assert.deepEqual(toolNames, [...Object.keys(namedTools), ...Object.keys(moreTools)]);
  assert.deepEqual(
    toolNames.filter((name) => !findTool(name)),
    [],
  );
});

test('nothing that is no tool is found', () => {
  assert.equal(findTool('toString'), undefined);
  assert.equal(findTool('brand-new'), undefined);
});
