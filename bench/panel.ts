/** `npm run bench` for the panel: how fast it paints, follows the text and zooms. Runs the measurement in a browser. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
process.exitCode = spawnSync(process.execPath, ['test/panel/speed.ts'], { cwd: root, stdio: 'inherit' }).status ?? 1;
