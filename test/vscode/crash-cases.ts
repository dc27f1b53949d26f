/** A server that dies comes back by itself, quickly and with one line in the log; the fifth time in three minutes somebody is asked. Node host only. */
import type { Case } from './cases.ts';
import { type Editor, pause, until } from './editor.ts';
import { equal, match, ok } from './expect.ts';

type Document = Awaited<ReturnType<Editor['open']>>;

/** Features are back within this time; a busy machine, on which any start takes long, gets more. */
const backMs = 3_000;
const message = '.notifications-center .notification-list-item';

export const crashCases: readonly Case[] = [
  {
    name: 'a server that is killed is back within three seconds, with one line in the log and no message',
    run: async (editor) => {
      const document = await readyManifest(editor);
      await editor.vs.commands.executeCommand('notifications.clearAll');
      const usual = await restartMs(editor, document);
      const before = await logged(editor);
      const { serverState } = await editor.api();
      const killed = await kill(editor);
      await until('it runs again', () => (serverState() === 'running' ? true : undefined), 10_000);
      const running = Date.now() - killed;
      await until('a hover comes', async () => (await editor.hoverText(document, 'containers')) || undefined);
      await until('the error is there', () => errorOf(editor, document));
      const all = Date.now() - killed;
      editor.say(
        `running ${running} ms, hover and error ${all} ms after the end was noticed; a restart takes ${usual} ms`,
      );
      ok(all <= Math.max(backMs, 4 * usual), `back after ${all} ms, a restart takes ${usual} ms`);
      await expectMessages(editor, 'no message about the crash', message, 0);
      const lines = (await logged(editor)).slice(before.length);
      equal([lines.length, lines], [1, lines]);
      match(lines[0] ?? '', /\[warning\] The language server ended unexpectedly and is started again\./);
    },
  },
  {
    name: 'the fifth crash in three minutes is told, with a button that starts the server again',
    run: async (editor) => {
      const document = await readyManifest(editor);
      await editor.vs.commands.executeCommand('notifications.clearAll');
      const { serverState, restart } = await editor.api();
      // Crashes of earlier cases do not count.
      await restart();
      for (let crash = 1; crash <= 4; crash++) {
        await until('the error is there', () => errorOf(editor, document));
        await kill(editor);
        await until('it runs again', () => (serverState() === 'running' ? true : undefined));
      }
      await expectMessages(editor, 'no message after four crashes', message, 0);
      await kill(editor);
      await until('it stays down', () => (serverState() === 'failed' ? true : undefined));
      const told = `${message}:has-text("ended five times")`;
      await expectMessages(editor, 'a message after the fifth', told, 1);
      await editor.screenshot('fifth-crash');
      console.log(`PODSCOPE_CLICK ${told} .monaco-button:has-text("Restart")`);
      await until('it runs again', () => (serverState() === 'running' ? true : undefined));
      await until('the error is there', () => errorOf(editor, document));
      await expectMessages(editor, 'the message is gone', message, 0);
    },
  },
];

function errorOf(editor: Editor, document: Document): object | undefined {
  return editor.problems(document).find(({ severity }) => severity === 0);
}

/** How long an ordinary restart takes here and now, until the error is there. */
async function restartMs(editor: Editor, document: Document): Promise<number> {
  const began = Date.now();
  await (await editor.api()).restart();
  await until('the error is there', () => errorOf(editor, document));
  return Date.now() - began;
}

async function readyManifest(editor: Editor): Promise<Document> {
  const document = await editor.open('readinessprobe.yaml');
  await until('an error comes', () => errorOf(editor, document));
  return document;
}

/** All messages are counted in the list behind the bell: while tests run none pops up. */
async function expectMessages(editor: Editor, name: string, selector: string, count: number): Promise<void> {
  await editor.vs.commands.executeCommand('notifications.showList');
  await editor.expectOnScreen(name, selector, count);
}

/** Ends the server's process from outside; returns when the client has noticed. */
async function kill(editor: Editor): Promise<number> {
  const { serverState } = await editor.api();
  const path = editor.vs.extensions.getExtension('podscope.podscope')?.extensionPath ?? '';
  console.log(`PODSCOPE_KILL ${path}`);
  await until('it is gone', () => (serverState() === 'running' ? undefined : true), 5_000);
  return Date.now();
}

/** The lines of our log, as the Output view shows them. */
async function logged(editor: Editor): Promise<readonly string[]> {
  await editor.vs.commands.executeCommand('podscope.showLog');
  const shown = await until('the log is open', () =>
    editor.vs.workspace.textDocuments.find(({ uri }) => uri.scheme === 'output' && /podscope/i.test(uri.path)),
  );
  await pause(1_000);
  const lines = shown
    .getText()
    .split('\n')
    .filter((line) => line !== '');
  await editor.vs.commands.executeCommand('workbench.action.closePanel');
  return lines;
}
