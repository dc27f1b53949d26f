/** Only new findings: what a baseline knows is not said again, also when lines have moved. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const bundle = fileURLToPath(new URL('../../dist/cli/podscope.cjs', import.meta.url));
const pod = (lines: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: nginx:1\n${lines}`;

function lint(folder: string, ...args: readonly string[]): { status: number | null; out: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundle, 'lint', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, out: stdout + stderr };
}

test('a baseline leaves out what it knows, and nothing else', () => {
  const folder = mkdtempSync(join(tmpdir(), 'podscope-'));
  const write = (text: string): void => {
    writeFileSync(join(folder, 'pod.yaml'), text);
  };
  write(pod('      readinessprobe: {}\n'));
  assert.equal(lint(folder, 'pod.yaml').status, 1);
  assert.equal(lint(folder, '--write-baseline', 'known.json', 'pod.yaml').status, 0);
  assert.match(readFileSync(join(folder, 'known.json'), 'utf8'), /readinessprobe/);
  write(`# moved\n${pod('      readinessprobe: {}\n')}`);
  assert.equal(lint(folder, '--baseline', 'known.json', 'pod.yaml').status, 0);
  write(pod('      readinessprobe: {}\n      livenessprobe: {}\n'));
  const again = lint(folder, '--baseline', 'known.json', 'pod.yaml');
  assert.equal(again.status, 1);
  assert.match(again.out, /livenessprobe/);
  assert.doesNotMatch(again.out, /"spec.containers\[0\].readinessprobe"/);
  rmSync(folder, { recursive: true });
});

test('a file that is no baseline is wrong use', () => {
  const folder = mkdtempSync(join(tmpdir(), 'podscope-'));
  writeFileSync(join(folder, 'pod.yaml'), pod(''));
  writeFileSync(join(folder, 'odd.json'), '{}');
  const { status, out } = lint(folder, '--baseline', 'odd.json', 'pod.yaml');
  assert.equal(status, 2);
  assert.match(out, /no baseline/);
  rmSync(folder, { recursive: true });
});

test('SARIF explains each rule that it names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'podscope-'));
  writeFileSync(join(folder, 'pod.yaml'), pod('      livenessProbe:\n        httpGet: {port: web}\n'));
  const { runs } = JSON.parse(lint(folder, '--format', 'sarif', 'pod.yaml').out) as {
    runs: { tool: { driver: { rules: { id: string; help?: { markdown: string } }[] } } }[];
  };
  const rules = runs[0]?.tool.driver.rules ?? [];
  assert.match(
    rules.find(({ id }) => id === 'probe-port-undeclared')?.help?.markdown ?? '',
    /^# probe-port-undeclared/,
  );
  rmSync(folder, { recursive: true });
});
