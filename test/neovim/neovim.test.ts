/** In a real Neovim: a Pod gets a diagnosis, a fix, and its simulated life as text by a code action. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const pod =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: nginx:1.27\n      readinessprobe:\n        httpGet: {port: 80}\n';

test(
  'a Pod in Neovim',
  { skip: hasNeovim() ? false : 'no nvim on this machine; Debian has it as package neovim' },
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'podscope-nvim-'));
    writeFileSync(join(folder, 'pod.yaml'), pod);
    const out = join(folder, 'out.json');
    const env = {
      ...process.env,
      PODSCOPE_ROOT: folder,
      PODSCOPE_NODE: process.execPath,
      PODSCOPE_BUNDLE: here('../../dist/cli/podscope.cjs'),
      PODSCOPE_OUT: out,
      XDG_STATE_HOME: folder,
      XDG_DATA_HOME: folder,
      XDG_CACHE_HOME: folder,
    };
    const { status, stderr } = spawnSync('nvim', ['--headless', '--clean', '-S', here('./init.lua')], {
      env,
      timeout: 90_000,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
    const said = JSON.parse(readFileSync(out, 'utf8')) as {
      errors: { line: number; message: string }[];
      fixes: string[];
      text: string[];
      lifeTitle: string;
      life: string[];
    };
    assert.deepEqual(
      said.errors.map(({ line }) => line),
      [8],
    );
    assert.match(said.errors[0]?.message ?? '', /unknown field "spec.containers\[0\].readinessprobe"/);
    assert.equal(said.fixes[0], 'Rename to readinessProbe');
    assert.ok(said.text.includes('      readinessProbe:'));
    assert.equal(said.lifeTitle, 'Show the simulated life of Pod web');
    assert.match(said.life.join('\n'), /Running/);
    rmSync(folder, { recursive: true });
  },
);

function hasNeovim(): boolean {
  try {
    execFileSync('nvim', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
