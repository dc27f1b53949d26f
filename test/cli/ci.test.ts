/**
 * The snippets of the README for CI, as far as a machine alone can try them: the packed npm package is installed without a network into a
 * scratch repository, and every command of every snippet is run there. git itself runs the hook.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { parse } from 'yaml';
import { ensureBuilt, root } from '../support/built.ts';
import { sarifProblems } from '../support/sarif.ts';

const repository = mkdtempSync(join(tmpdir(), 'podscope-ci-'));
const environment = {
  ...process.env,
  NODE_OPTIONS: '',
  NO_COLOR: '1',
  npm_config_offline: 'true',
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_update_notifier: 'false',
  GIT_CONFIG_GLOBAL: join(repository, 'none'),
};
const good =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: nginx:1.27\n';
const bad = `${good}      readinessprobe: {httpGet: {port: 80}}\n`;

interface Ran {
  readonly status: number | null;
  readonly out: string;
}

/** As CI does: a shell that stops at the first error. */
function shell(script: string, cwd = repository): Ran {
  const { status, stdout, stderr } = spawnSync('bash', ['-eo', 'pipefail', '-c', script], {
    cwd,
    encoding: 'utf8',
    env: environment,
    timeout: 120_000,
  });
  return { status, out: stdout + stderr };
}

/** The code block of the README behind a sentence. */
function snippet(after: string): string {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const from = readme.indexOf(after);
  assert.ok(from >= 0, after);
  return /```\w+\n([\s\S]*?)```/.exec(readme.slice(from))?.[1] ?? '';
}

function write(name: string, text: string): void {
  mkdirSync(join(repository, name, '..'), { recursive: true });
  writeFileSync(join(repository, name), text);
}

before(() => {
  ensureBuilt();
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', repository], {
    cwd: root,
    encoding: 'utf8',
  });
  write('package.json', '{"private": true}\n');
  const installed = shell(`npm install --silent ./${packed.trim().split('\n').at(-1) ?? ''} && git init -q -b main .`);
  assert.equal(installed.status, 0, installed.out);
  write('.gitignore', 'node_modules/\n*.tgz\n');
});
after(() => {
  rmSync(repository, { recursive: true, force: true });
});

test('npx podscope from the packed file works in a folder that holds nothing else', () => {
  write('deploy/pod.yaml', bad);
  assert.match(shell('npx podscope --version').out, /^\d+\.\d+\.\d+$/m);
  assert.match(
    shell('npx podscope lint deploy/').out,
    /rejected unknown field "spec\.containers\[0\]\.readinessprobe"/,
  );
  assert.match(shell('npx podscope simulate deploy/pod.yaml').out, /Started/);
  assert.match(shell('npx podscope explain require-readiness-probe').out, /^# require-readiness-probe/);
  assert.match(shell('npx podscope explain pod.spec.containers.image').out, /image/);
});

test('GitHub Actions: every command of the file runs, and says no where it must', () => {
  const workflow = parse(snippet('GitHub Actions, as')) as {
    on: readonly string[];
    permissions: Record<string, string>;
    jobs: { lint: { steps: { uses?: string; run?: string; if?: string; with?: Record<string, unknown> }[] } };
  };
  assert.equal(workflow.permissions['security-events'], 'write');
  const { steps } = workflow.jobs.lint;
  assert.deepEqual(
    steps.flatMap(({ uses }) => uses ?? []),
    ['actions/checkout@v4', 'actions/setup-node@v4', 'github/codeql-action/upload-sarif@v3'],
  );
  const [annotate = '', upload = ''] = steps.flatMap(({ run }) => run ?? []);
  write('deploy/pod.yaml', bad);
  write('deploy/with space 파드.yaml', bad);
  const annotated = shell(annotate);
  assert.equal(annotated.status, 1);
  assert.match(annotated.out, /^::error file=deploy\/pod\.yaml,line=9,col=7,title=dec-unknown-field::unknown field/m);
  assert.equal(shell(upload).status, 0);
  const log = JSON.parse(readFileSync(join(repository, 'podscope.sarif'), 'utf8')) as unknown;
  assert.deepEqual(sarifProblems(log), []);
  assert.equal(steps.at(-1)?.with?.['sarif_file'], 'podscope.sarif');
  rmSync(join(repository, 'deploy/with space 파드.yaml'));
  write('deploy/pod.yaml', good);
  assert.equal(shell(annotate).status, 0);
});

test('GitLab: the script writes the report that the artifact names', () => {
  const { podscope } = parse(snippet('GitLab, in')) as {
    podscope: { script: string[]; artifacts: { when: string; reports: { junit: string } } };
  };
  write('deploy/pod.yaml', bad);
  assert.equal(shell(podscope.script.join('\n')).status, 1);
  assert.equal(podscope.artifacts.when, 'always');
  const report = readFileSync(join(repository, podscope.artifacts.reports.junit), 'utf8');
  assert.match(report, /<testsuite name="deploy\/pod\.yaml" tests="\d+" failures="\d+">/);
  assert.match(report, /<failure type="rejected"/);
  write('deploy/pod.yaml', good);
  assert.equal(shell(podscope.script.join('\n')).status, 0);
});

test('the hook: git refuses the commit, and takes it when the file is mended', () => {
  const hook = join(repository, '.git/hooks/pre-commit');
  writeFileSync(hook, snippet('As a hook of git'));
  chmodSync(hook, 0o755);
  const commit = (): Ran => shell('git -c user.name=a -c user.email=a@example.com commit -q -m change');
  write('deploy/pod.yaml', bad);
  shell('git add .');
  const refused = commit();
  assert.notEqual(refused.status, 0);
  assert.match(refused.out, /deploy\/pod\.yaml:9:7 rejected/);
  assert.equal(shell('npx podscope lint --fix deploy/ || git add deploy').status, 0);
  const taken = commit();
  assert.equal(taken.status, 0);
  assert.match(taken.out, /1 document in 1 file: 1 advice/);
  write('notes.txt', 'no manifest\n');
  shell('git add .');
  assert.equal(commit().status, 0);
});

test('the tool pre-commit: the entry takes the files that the pattern picks', () => {
  const { repos } = parse(snippet('With the tool pre-commit')) as {
    repos: { repo: string; hooks: { id: string; name: string; language: string; entry: string; files: string }[] }[];
  };
  const hook = repos[0]?.hooks[0];
  assert.deepEqual([repos[0]?.repo, hook?.language], ['local', 'system']);
  write('deploy/pod.yaml', bad);
  const files = ['deploy/pod.yaml', 'notes.txt', 'a.yml'].filter((file) => new RegExp(hook?.files ?? '').test(file));
  assert.deepEqual(files, ['deploy/pod.yaml', 'a.yml']);
  assert.equal(shell(`${hook?.entry ?? ''} deploy/pod.yaml`).status, 1);
  write('deploy/pod.yaml', good);
  assert.equal(shell(`${hook?.entry ?? ''} deploy/pod.yaml`).status, 0);
});
