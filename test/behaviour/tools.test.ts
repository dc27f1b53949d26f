/** The table of tools: every name has a tool. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { findTool } from '../../core/behaviour/shell/tools/all.ts';
import { commonTools } from '../../core/behaviour/shell/tools/common.ts';
import { lesserTools } from '../../core/behaviour/shell/tools/more.ts';
import { toolNames } from '../../core/behaviour/shell/tools/names.ts';
import { netTools } from '../../core/behaviour/shell/tools/net.ts';
import { ping } from '../../core/behaviour/shell/tools/ping.ts';
import { runScript } from './run-script.ts';

test('the names that are there from the start are those of the tools, of which many come later', () => {
  const names = [commonTools, netTools, { ping }, lesserTools].flatMap((tools) => Object.keys(tools));
  assert.deepEqual([...toolNames].sort(), names.sort());
  assert.deepEqual(
    toolNames.filter((name) => !findTool(name)),
    [],
  );
});

test('nothing that is no tool is found', () => {
  assert.equal(findTool('toString'), undefined);
  assert.equal(findTool('brand-new'), undefined);
});

test('classes of characters in regular expressions are those of grep', () => {
  const lines = "printf 'a b\\nab\\n1_\\n--\\n'";
  for (const [pattern, found] of [
    ['\\s', 'a b\n'],
    ['^\\S*$', 'ab\n1_\n--\n'],
    ['\\w', 'a b\nab\n1_\n'],
    ['^\\W', '--\n'],
    ['\\bb', 'a b\n'],
  ] as const)
    assert.equal(runScript(`${lines} | grep '${pattern}'`).output, found, pattern);
});
