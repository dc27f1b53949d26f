/** A folder that nobody trusts: what `package.json` promises of Restricted Mode. Everything works, because nothing of the folder is ever run. */
import type { Case } from './cases.ts';
import { until } from './editor.ts';
import { equal, match, ok } from './expect.ts';

export const restrictedCases: readonly Case[] = [
  {
    name: 'the folder is not trusted, and Podscope runs all the same',
    run: async (editor) => {
      equal(editor.vs.workspace.isTrusted, false);
      await editor.screenshot('restricted');
      ok((await editor.api()).serverState() === 'stopped', 'nothing is started before a manifest is open');
    },
  },
  {
    name: 'diagnoses, hover, completion and a fix in Restricted Mode',
    run: async (editor) => {
      const document = await editor.open('readinessprobe.yaml');
      const problem = await until('an error comes', () =>
        editor.problems(document).find(({ severity }) => severity === 0),
      );
      match(await editor.hoverText(document, 'containers'), /containers/);
      match(await editor.applyFirstFix(document, problem), /readinessProbe/);
      await until('the error is gone', () =>
        editor.problems(document).some(({ severity }) => severity === 0) ? undefined : true,
      );
    },
  },
  {
    name: 'the panel simulates in Restricted Mode, and runs no command of the manifest',
    run: async (editor) => {
      await editor.open('hostile.yaml');
      const summary = await editor.simulate((text) => /hostile/.test(text));
      match(summary, /hostile/);
      await editor.screenshot('restricted-panel');
      equal(await editor.hasFile('was-run'), false);
    },
  },
  {
    name: 'settings of the folder count, and none of them can name a program or a file',
    run: async (editor) => {
      const document = await editor.open('advice/livenessprobe.yaml');
      await until('advice comes', () => editor.problems(document).find(({ severity }) => severity === 3));
      const settings = editor.vs.workspace.getConfiguration('podscope', document.uri);
      await settings.update('enabled', false, editor.vs.ConfigurationTarget.Workspace);
      await until('it is gone', () => (editor.problems(document).length === 0 ? true : undefined));
      await settings.update('enabled', undefined, editor.vs.ConfigurationTarget.Workspace);
      await until('it is back', () => editor.problems(document).find(({ severity }) => severity === 3));
    },
  },
];
