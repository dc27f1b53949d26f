/** `npm run bench`: runs every benchmark of this folder, one after the other. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
for (const file of readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && !['all.ts', 'keep.ts', 'manifests.ts'].includes(name))
  .sort()) {
  console.log(`\n${file}`);
  const { status } = spawnSync(process.execPath, [folder + file], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
