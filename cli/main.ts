/** `podscope`: lint, simulate, test, explain and serve from a terminal. */
import { serve } from '../server/node-main.ts';
import { version } from '../protocol/version.ts';
import { assetsFolder } from './assets.ts';
import { explain } from './explain.ts';
import { lint } from './lint.ts';
import type { Output } from './output.ts';
import { simulateCommand } from './simulate.ts';
import { testCommand } from './test.ts';

const help = `podscope ${version}: what Kubernetes will say about a manifest, and what its Pod will do

  podscope lint FILE...         errors of the API server, failures to come, advice
  podscope simulate FILE        the life of a Pod, second by second
  podscope test FILE...         Scenarios that expect something
  podscope explain FIELD|RULE   a field of the API, or a rule
  podscope serve --stdio        the language server for any editor

  lint: --format text|json|sarif|github|junit  --fail-on rejected|fails|warned|advice  --fix  --files-from LIST|-
        --kubernetes-version 1.36  --namespace NAME  --config FILE  --defaulted
        --write-baseline FILE writes down what is found today, --baseline FILE leaves it out
  simulate: --format text|json|mermaid|trace|events  --name N  --scenario S  --until 10m
            --recording TRACE.json...|FOLDER [--out FOLDER] [--jitter off|0...1|seed:N]

Exit codes: 0 nothing at or above the threshold, 1 findings or failed expectations, 2 wrong use or unreadable input.
`;

const output: Output = {
  write: (text) => {
    process.stdout.write(text);
  },
  error: (text) => {
    process.stderr.write(`${text}\n`);
  },
  width: process.stdout.columns ?? 110,
  colour: process.argv.includes('--color') || (process.stdout.isTTY && process.env['NO_COLOR'] === undefined),
};

const args = process.argv.slice(2).filter((word) => word !== '--color');
const [command, ...rest] = args;
/** However people ask for it: `podscope help`, `podscope lint --help`. */
const asksForHelp = command === 'help' || rest.includes('--help') || rest.includes('-h');
if (asksForHelp) output.write(help);
else if (command === 'serve') serve(assetsFolder());
else process.exitCode = run();

function run(): number {
  switch (command) {
    case 'lint':
      return lint(rest, output);
    case 'simulate':
      return simulateCommand(rest, output);
    case 'test':
      return testCommand(rest, output);
    case 'explain':
      return explain(rest, output);
    case '--version':
      output.write(`${version}\n`);
      return 0;
    case '--help':
    case '-h':
    case undefined:
      output.write(help);
      return command === undefined ? 2 : 0;
    default:
      output.error(`podscope: unknown command ${command}\n\n${help}`);
      return 2;
  }
}
