/** What the panel carries of the shell: the language with the tools that scripts use most, and with all tools. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const shell = fileURLToPath(new URL('../../core/behaviour/shell/', import.meta.url));

/** Those of scenario.md, and all that is read with them: `date`, `seq`, `expr`, `grep`, `head`, `wc`, `ls`, `nc`, `wget`, `tail` and their like. */
const promised = 'common net folders read list date expr grep'.split(' ');

async function minifiedBytes(tools: readonly string[]): Promise<number> {
  const files = ['machine', 'kernel', ...tools.map((tool) => `tools/${tool}`)];
  const contents = files.map((file) => `export * from './${file}.ts';`).join('\n');
  const { metafile } = await build({
    stdin: { contents, resolveDir: shell, loader: 'ts' },
    bundle: true,
    minify: true,
    metafile: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  return inputs.reduce((sum, [path, { bytesInOutput }]) => sum + (path.includes('/shell/') ? bytesInOutput : 0), 0);
}

test('the language and the tools that the design names weigh at most 81 kB', async () => {
  const bytes = await minifiedBytes(promised);
  assert.ok(bytes > 40_000 && bytes <= 81_000, `${bytes} bytes`);
});

test('all tools together weigh at most 110 kB', async () => {
  const bytes = await minifiedBytes(['all']);
  assert.ok(bytes > 80_000 && bytes <= 110_000, `${bytes} bytes`);
});
