/**
 * `npm run test:desktop`: the same suite in a desktop VS Code, through `@vscode/test-electron`. It downloads the editor, so
 * it is for machines that reach the download server; `PODSCOPE_CODE` names an editor that is there already.
 */
import { runTests } from '@vscode/test-electron';
import { setStage } from './run.ts';

const installed = process.env['PODSCOPE_CODE'];
const versions = process.argv.slice(2);
let failed = 0;
for (const version of versions.length === 0 ? ['stable'] : versions) failed += (await runDesktop(version)) ? 0 : 1;
process.exit(failed === 0 ? 0 : 1);

/** The suite prints a line a case and fails at its end. */
async function runDesktop(version: string): Promise<boolean> {
  console.log(`\nVS Code ${installed ?? version}, desktop`);
  const { folder, extension, tests, clear } = await setStage();
  try {
    await runTests({
      ...(installed === undefined ? { version } : { vscodeExecutablePath: installed }),
      extensionDevelopmentPath: extension,
      extensionTestsPath: tests,
      launchArgs: [folder, '--disable-workspace-trust', '--skip-welcome', '--disable-extensions'],
    });
    return true;
  } catch (error) {
    console.log(`  ${error instanceof Error ? error.message : String(error)}`);
    console.log('  Without a network: PODSCOPE_CODE=/path/to/code npm run test:desktop');
    return false;
  } finally {
    clear();
  }
}
