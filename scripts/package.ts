/** `npm run package`: builds everything, writes the notices, and packs `podscope.vsix` (one file for every platform). */
import { createVSIX } from '@vscode/vsce';
import { statSync } from 'node:fs';
import { buildAll } from './build.ts';
import { chdirToRoot } from './lib/run.ts';
import { writeNotices } from './notices.ts';

export const vsixPath = 'podscope.vsix';

if (import.meta.main) {
  chdirToRoot();
  await packageVsix();
}

export async function packageVsix(): Promise<void> {
  await buildAll();
  writeNotices();
  await createVSIX({
    packagePath: vsixPath,
    dependencies: false,
    // Relative links of the README stay as they are until the repository has an address.
    rewriteRelativeLinks: false,
    allowMissingRepository: true,
  });
  console.log(`${vsixPath}: ${Math.round(statSync(vsixPath).size / 1000)} kB`);
}
