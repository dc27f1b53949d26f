/** What a panel is compared with: the last save, the last commit as git has it, other Scenarios; and why a choice is not there. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Uri } from 'vscode';
import { Baselines, type Load } from '../../client/baselines.ts';
import type { GitApi } from '../../client/git-head.ts';
import type { PanelModel } from '../../protocol/lsp.ts';
import { modelOf, scene } from '../panel/pods.ts';

const uri = { fsPath: 'pod.yaml' } as Uri;
const model = (more: Partial<PanelModel> = {}): PanelModel => ({ ...modelOf(scene('compare')), ...more });

/** A repository whose commits are texts. */
function fakeGit(first: string | undefined): { readonly git: GitApi; readonly commit: (text: string) => void } {
  let text = first;
  const state: { HEAD?: { commit?: string }; onDidChange: (listener: () => void) => { dispose: () => void } } = {
    HEAD: { commit: '1' },
    onDidChange: (listener) => {
      listeners.push(listener);
      return { dispose: () => listeners.splice(listeners.indexOf(listener), 1) };
    },
  };
  const listeners: (() => void)[] = [];
  const show = (): Promise<string> =>
    text === undefined ? Promise.reject(new Error('does not exist in HEAD')) : Promise.resolve(text);
  const git = { getRepository: () => ({ state, show }), onDidOpenRepository: () => ({ dispose: () => undefined }) };
  const commit = (next: string): void => {
    text = next;
    state.HEAD = { commit: next };
    for (const listener of listeners) listener();
  };
  return { git, commit };
}

interface Made {
  readonly baselines: Baselines;
  readonly asked: Parameters<Load>[0][];
  readonly changes: () => number;
}

async function made(git: GitApi | undefined): Promise<Made> {
  const asked: Parameters<Load>[0][] = [];
  let changes = 0;
  const baselines = new Baselines(
    () => Promise.resolve(git),
    (params) => {
      asked.push(params);
      return Promise.resolve(model({ podName: String(params.text ?? params.scenarioId) }));
    },
    () => changes++,
  );
  await baselines.open(uri);
  return { baselines, asked, changes: () => changes };
}

const reason = ({ baselines }: Made): string | undefined =>
  baselines.choices().find(({ id }) => id === 'head')?.unavailable;

test('git HEAD is a choice where git has the file, else it says why not', async () => {
  assert.equal(reason(await made(fakeGit('a').git)), undefined);
  assert.equal(reason(await made(undefined)), 'VS Code has no Git here');
  assert.equal(reason(await made(fakeGit(undefined).git)), 'not committed yet');
  const outside: GitApi = { getRepository: () => null, onDidOpenRepository: () => ({ dispose: () => undefined }) };
  assert.equal(reason(await made(outside)), 'not in a Git repository');
});

test('the last commit is read by the server, in the Scenario of now; a new commit is read again', async () => {
  const { git, commit } = fakeGit('first');
  const { baselines, asked, changes } = await made(git);
  await baselines.select('head', model());
  assert.deepEqual(asked, [{ text: 'first', scenario: scene('compare').scenario }]);
  assert.equal(baselines.message().baseline?.title, 'git HEAD');
  const before = changes();
  commit('second');
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(asked.at(-1)?.text, 'second');
  assert.ok(changes() > before);
  baselines.dispose();
  commit('third');
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(asked.at(-1)?.text, 'second');
});

test('another Scenario of the workspace is a choice; the chosen one is not', async () => {
  const scenarios = [
    { id: 'none', title: 'no scenario' },
    { id: 'a', title: 'slow', file: 'a.scenario.yaml' },
    { id: 'b', title: 'crash', file: 'b.scenario.yaml' },
  ];
  const { baselines, asked } = await made(undefined);
  baselines.seen(model({ scenarios, scenarioId: 'a' }), false);
  assert.deepEqual(
    baselines.choices().map(({ title }) => title),
    ['nothing', 'last save', 'git HEAD', 'Scenario crash'],
  );
  await baselines.select('scenario:b', model({ scenarios, scenarioId: 'a' }));
  assert.deepEqual(asked, [{ scenarioId: 'b' }]);
  assert.equal(baselines.message().baseline?.title, 'Scenario crash');
});

test('the last save stays while one types; a pinned run stays as it was', async () => {
  const { baselines } = await made(undefined);
  baselines.seen(model({ input: scene('start') }), false);
  baselines.seen(model({ input: scene('liveness') }), true);
  await baselines.select('saved', model());
  assert.equal(baselines.message().baseline?.input, scene('start'));
  await baselines.select('pin', model({ input: scene('deletion') }));
  assert.deepEqual(
    [baselines.message().baseline?.title, baselines.message().baseline?.input],
    ['pinned', scene('deletion')],
  );
  await baselines.select('none', model());
  assert.equal(baselines.message().baseline, undefined);
});

test('a run that was pinned before a reload is pinned again', async () => {
  const { baselines } = await made(undefined);
  const now = model();
  const before = { ...scene('compare'), settings: { ...scene('compare').settings, horizonMs: 1000 } };
  await baselines.select('pin', now, before);
  assert.deepEqual(baselines.message().baseline?.input, before);
  assert.ok(baselines.choices().some(({ id }) => id === 'pinned'));
  await baselines.select('pin', now);
  assert.deepEqual(baselines.message().baseline?.input, now.input);
});
