/** What holds for the extension as a whole: costs nothing elsewhere, offers what works, survives its server. */
import type { Case } from './cases.ts';
import { type Editor, pause, until } from './editor.ts';
import { equal, match, ok } from './expect.ts';

/** These run before any manifest is open. */
export const quietCases: readonly Case[] = [
  {
    name: 'a Compose file, a workflow and values of 5 MB start no server',
    run: async (editor) => {
      const { serverState } = await editor.api();
      for (const name of strangers) {
        const document = await editor.open(name);
        await pause(500);
        equal([name, serverState(), editor.problems(document)], [name, 'stopped', []]);
      }
    },
  },
  {
    name: 'commands without an editor say something or do nothing, and none fails',
    run: async (editor) => {
      for (const command of await ourCommands(editor))
        if (!interactive.includes(command)) await editor.vs.commands.executeCommand(command);
    },
  },
];

const strangers = ['compose.yaml', 'workflow.yaml', 'values.yaml'];

export const editorCases: readonly Case[] = [
  {
    name: 'a running server hears nothing of a Compose file, a workflow and values of 5 MB',
    run: async (editor) => {
      const pod = await editor.open('readinessprobe.yaml');
      await until('an error comes', () => editor.problems(pod).find(({ severity }) => severity === 0));
      for (const name of strangers) {
        const document = await editor.open(name);
        const edit = new editor.vs.WorkspaceEdit();
        edit.insert(document.uri, new editor.vs.Position(0, 0), '# more\n');
        await editor.vs.workspace.applyEdit(edit);
        await editor.hoverText(document, 'image');
        await pause(300);
      }
      const { served } = await editor.api();
      const told = served();
      ok(told.includes(pod.uri.toString()), told.join(', '));
      equal(
        told.filter((uri) => strangers.some((name) => uri.endsWith(name))),
        [],
      );
    },
  },
  {
    name: 'a diagnosis of what will fail leads to its moment in the panel',
    run: async (editor) => {
      const document = await editor.open('ends.yaml');
      const problem = await until('a warning comes', () =>
        editor.problems(document).find(({ severity }) => severity === 1),
      );
      match(problem.message, /ends after 20 s with exit code 3/);
      const actions = await editor.vs.commands.executeCommand<
        { readonly title: string; readonly command?: { readonly command: string; readonly arguments?: unknown[] } }[]
      >('vscode.executeCodeActionProvider', document.uri, problem.range, editor.vs.CodeActionKind.QuickFix.value);
      const action = actions.find(({ title }) => title.startsWith('Show in Pod Lifecycle'));
      match(action?.title ?? actions.map(({ title }) => title).join(), /at 21 s: .*exit code 3/);
      await editor.vs.commands.executeCommand(action?.command?.command ?? '', ...(action?.command?.arguments ?? []));
      const { panelSummary } = await editor.api();
      await until('the panel paints', () =>
        /CrashLoopBackOff|restarts/.test(panelSummary() ?? '') ? true : undefined,
      );
      await editor.screenshot('moment');
    },
  },
  {
    name: 'every manifest of the workspace is checked while the setting is on',
    run: async (editor) => {
      await editor.open('livenessprobe.yaml');
      const closed = editor.uri('closed/closed.yaml');
      const errors = (): number =>
        editor.vs.languages.getDiagnostics(closed).filter(({ severity }) => severity === 0).length;
      equal(errors(), 0);
      const settings = editor.vs.workspace.getConfiguration('podscope');
      const { Workspace } = editor.vs.ConfigurationTarget;
      await settings.update('workspaceDiagnostics', true, Workspace);
      await until('the closed file is in the list', () => (errors() === 1 ? true : undefined));
      await settings.update('workspaceDiagnostics', undefined, Workspace);
      await until('it is gone', () => (errors() === 0 ? true : undefined));
    },
  },
  {
    name: 'a Scenario in which the path answers 404 restarts the container for ever',
    run: async (editor) => {
      await editor.open('what-if.yaml');
      const summary = await editor.simulate((text) => /restarts? at the end|CrashLoopBackOff/.test(text));
      await editor.screenshot('what-if');
      match(summary, /CrashLoopBackOff|[1-9]\d* restarts/);
    },
  },
  {
    name: 'an expectation that is not met opens the panel at its moment',
    run: async (editor) => {
      const document = await editor.open('unmet.scenario.yaml');
      await until('the manifest beside it is known', () => editor.problems(document).length === 0).catch(() => {
        throw new Error(
          editor
            .problems(document)
            .map(({ message }) => message)
            .join('; '),
        );
      });
      await editor.vs.commands.executeCommand(
        '_podscope.checkScenario',
        document.uri.toString(),
        `${document.uri.toString()}#0`,
      );
      const { panelSummary } = await editor.api();
      await until('the panel paints', () => /CrashLoopBackOff|restarts/.test(panelSummary() ?? ''));
      await editor.vs.commands.executeCommand('workbench.view.testing.focus');
      await editor.screenshot('scenario-test');
    },
  },
  {
    name: 'a misspelled resource of a LimitRange is an error with a suggestion',
    run: async (editor) => {
      const document = await editor.open('demo-limitrange.yaml');
      const problem = await until('an error comes', () =>
        editor.problems(document).find(({ severity }) => severity === 0),
      );
      match(problem.message, /memoty/);
      ok(problem.range.isSingleLine, 'one line is marked');
    },
  },
  {
    name: "advice is one hint on the container's name",
    run: async (editor) => {
      const document = await editor.open('advice/livenessprobe.yaml');
      const hints = await until('a hint comes', () => {
        const found = editor.problems(document).filter(({ severity }) => severity === 3);
        return found.length > 0 ? found : undefined;
      });
      equal(hints.length, 1);
      equal(document.getText(hints[0]?.range), 'livenessprobe');
      match(hints[0]?.message ?? '', /memory.*CPU.*readiness probe/);
    },
  },
  {
    name: 'completion offers fields of a probe',
    run: async (editor) => {
      const document = await editor.open('livenessprobe.yaml');
      const edit = new editor.vs.WorkspaceEdit();
      edit.insert(document.uri, new editor.vs.Position(document.lineCount, 0), '        ');
      await editor.vs.workspace.applyEdit(edit);
      const at = document.lineAt(document.lineCount - 1).range.end;
      const list = await editor.vs.commands.executeCommand<{ items: readonly { label: string | { label: string } }[] }>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        at,
      );
      const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      ok(labels.includes('periodSeconds'), `periodSeconds is among ${labels.slice(0, 10).join(', ')}`);
      equal(labels.length, new Set(labels).size);
    },
  },
  {
    name: 'every palette command works on a Pod with its panel open',
    run: async (editor) => {
      await editor.open('livenessprobe.yaml');
      await editor.simulate();
      for (const command of await ourCommands(editor))
        if (!interactive.includes(command)) await editor.vs.commands.executeCommand(command);
    },
  },
  {
    name: 'the panel follows the text, number by number',
    run: async (editor) => {
      const document = await editor.open('livenessprobe.yaml');
      const before = await editor.simulate((text) => /livenessprobe/.test(text));
      const edit = new editor.vs.WorkspaceEdit();
      edit.replace(document.uri, rangeOf(document, 'name: livenessprobe', editor), 'name: renamed-in-place');
      await editor.vs.workspace.applyEdit(edit);
      const { panelSummary } = await editor.api();
      await until('the panel shows the new name', () =>
        /renamed-in-place/.test(panelSummary() ?? '') ? true : undefined,
      );
      ok(!/renamed-in-place/.test(before), 'the old picture had the old name');
    },
  },
  {
    name: 'every palette command works or does nothing on a text file and on a Deployment',
    run: async (editor) => {
      for (const name of ['notes.txt', 'deployment-livenessprobe.yaml']) {
        await editor.open(name);
        await pause(300);
        for (const command of await ourCommands(editor))
          if (!interactive.includes(command)) await editor.vs.commands.executeCommand(command);
        await editor.closeAll();
      }
    },
  },
  {
    name: 'one icon in the title of a Pod, none in the title of anything else, side by side',
    run: async (editor) => {
      const pod = await editor.open('livenessprobe.yaml');
      await until('the Pod is known', async () => (await editor.hoverText(pod, 'containers')) || undefined);
      await editor.expectTitleIcons('one icon on a Pod', 1);
      const other = await editor.vs.workspace.openTextDocument(editor.uri('compose.yaml'));
      await editor.vs.window.showTextDocument(other, editor.vs.ViewColumn.Two);
      await editor.expectTitleIcons('one icon with a Compose file beside the Pod', 1);
      await editor.vs.window.showTextDocument(other, editor.vs.ViewColumn.One);
      await editor.expectTitleIcons('no icon on two Compose files', 0);
    },
  },
  {
    name: 'after a restart of the server everything is back',
    run: async (editor) => {
      const document = await editor.open('readinessprobe.yaml');
      await until('an error comes', () => editor.problems(document).find(({ severity }) => severity === 0));
      const { restart, serverState } = await editor.api();
      await restart();
      equal(serverState(), 'running');
      await until('the error is there again', () => editor.problems(document).find(({ severity }) => severity === 0));
      match(
        await until('a hover comes', async () => (await editor.hoverText(document, 'containers')) || undefined),
        /containers/,
      );
    },
  },
];

/** They ask the person something, open a dialog, or end the server. */
const interactive = [
  'podscope.selectPod',
  'podscope.whatIf',
  'podscope.showRule',
  'podscope.exportSvg',
  'podscope.exportTrace',
  'podscope.exportJson',
  'podscope.restartServer',
  'podscope.newScenario',
  'podscope.fixAll',
];

async function ourCommands(editor: Editor): Promise<readonly string[]> {
  const all = await editor.vs.commands.getCommands(true);
  const ours = all.filter(
    (command) => command.startsWith('podscope.') && !/^podscope\.(lifecycle|start)/.test(command),
  );
  ok(ours.length >= 20, `${ours.length} commands are registered`);
  return ours.filter((command) => !command.includes('focus'));
}

function rangeOf(
  document: { getText: () => string; positionAt: (offset: number) => unknown },
  text: string,
  editor: Editor,
): never {
  const start = document.getText().indexOf(text);
  const [from, to] = [document.positionAt(start), document.positionAt(start + text.length)] as never[];
  return new editor.vs.Range(from as never, to as never) as never;
}
