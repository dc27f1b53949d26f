/** `npm start`: installs and builds what is missing, then opens the examples in an editor with Podscope. `-- --check` proves it headless. */
import { ensurePackages, findNode24, runOrExit } from './lib/bootstrap.mjs';

ensurePackages();
const node = findNode24();
runOrExit(node, ['scripts/build.ts', '--if-stale']);
runOrExit(node, ['scripts/open-editor.ts', ...process.argv.slice(2)]);
