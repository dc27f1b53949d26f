/** What only a real editor can tell about the panel: its comparison with a real repository, through VS Code's own Git. Node host only. */
import type { Case } from './cases.ts';
import { pause } from './editor.ts';
import { equal, ok } from './expect.ts';

/** Beside an editor the panel is narrow. */
const compareMenu = ['[aria-label="More"]', '.menu .item:has-text("Compare with…")'];

export const panelCases: readonly Case[] = [
  {
    name: 'the panel compares with git HEAD, and follows a commit',
    run: async (editor) => {
      ok(await editor.hasFile('committed/livenessprobe.yaml'), 'Git made the repository');
      const document = await editor.open('committed/livenessprobe.yaml');
      ok(document.getText().includes('failureThreshold: 7'), 'the file was changed after the commit');
      await editor.simulate((text) => /livenessprobe/.test(text));
      await editor.expectInPanel('git HEAD can be chosen, and the changed field is told', {
        click: [...compareMenu, '.menu .item:has-text("git HEAD"):not(:disabled)'],
        selector: '.compare .why',
        text: 'failureThreshold: 5 → 7',
      });
      const git = editor.vs.extensions.getExtension<GitExtension>('vscode.git')?.exports.getAPI(1);
      const repository = git?.getRepository(document.uri);
      await repository?.add([document.uri.fsPath]);
      await repository?.commit('seven');
      equal(repository?.state.HEAD?.name, 'main');
      await editor.expectInPanel('after the commit there is no difference', {
        click: [],
        selector: '.compare',
        text: 'No difference from git HEAD.',
      });
    },
  },
  {
    name: 'a file of no repository says why git HEAD cannot be chosen',
    run: async (editor) => {
      await editor.open('livenessprobe.yaml');
      await editor.simulate((text) => /livenessprobe/.test(text));
      await pause(500);
      await editor.expectInPanel('the reason stands in the menu', {
        click: compareMenu,
        selector: '.menu .item:has-text("git HEAD"):disabled',
        text: 'not in a Git repository',
      });
    },
  },
];

/** What we use of `vscode.git` here. */
interface GitExtension {
  readonly getAPI: (version: 1) => {
    readonly getRepository: (
      uri: unknown,
    ) => {
      readonly state: { readonly HEAD?: { readonly name?: string } };
      readonly add: (paths: readonly string[]) => Promise<void>;
      readonly commit: (message: string) => Promise<void>;
    } | null;
  };
}
