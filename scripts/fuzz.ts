/** `npm run fuzz`: hostile texts through everything an editor asks. Options: --count N (200000), --seed N. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createRandom } from './differential/random.ts';
import { hostileText } from './fuzz/hostile.ts';
import { freshLanguage, tryAll } from './fuzz/try-all.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const { values: options } = parseArgs({
  options: { count: { type: 'string', default: '200000' }, seed: { type: 'string', default: '1' } },
});
const folder = join(root, 'test', 'oracle', 'verdicts', 'cases');
const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .sort();
const manifests = names.map((name) => readFileSync(join(folder, name), 'utf8'));
const random = createRandom(Number(options.seed));
const language = freshLanguage();
const total = Number(options.count);
let slowest = { milliseconds: 0, text: '' };
let failures = 0;
let early = 0;
for (let i = 0; i < total; i++) {
  const text = hostileText(random, manifests);
  try {
    const { milliseconds } = tryAll(language, text, random);
    if (milliseconds > slowest.milliseconds) slowest = { milliseconds, text };
  } catch (error) {
    failures++;
    if (failures <= 5) console.log(`${String((error as Error).stack)}\n${JSON.stringify(text)}\n`);
  }
  if (i === Math.floor(total / 4)) early = process.memoryUsage().heapUsed;
}
const grown = Math.round((process.memoryUsage().heapUsed - early) / 1e6);
console.log(
  `${total} texts, ${failures} exceptions, slowest ${slowest.milliseconds.toFixed(0)} ms, heap ${grown} MB more than after a quarter`,
);
if (slowest.milliseconds > 100) console.log(JSON.stringify(slowest.text.slice(0, 500)));
process.exitCode = failures === 0 ? 0 : 1;
