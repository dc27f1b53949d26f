/** `npm test`: installs what is missing, then runs every test. `npm test -- unit` runs one part (check, unit, panel, editors). */
import { ensurePackages, findNode24, runOrExit } from './lib/bootstrap.mjs';

ensurePackages();
runOrExit(findNode24(), ['scripts/test-all.ts', ...process.argv.slice(2)]);
