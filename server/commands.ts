/** Commands for editors that have no panel of ours: the simulated life of a Pod as a text that the editor opens. */
import { ShowDocumentRequest } from 'vscode-languageserver';
import { lifeAsText } from './panel-handlers.ts';
import { runSafe } from './run-safe.ts';
import { nameOf } from './scenarios.ts';
import type { Session } from './session.ts';

export const showTextCommand = 'podscope.showLife';

export function registerCommands(session: Session): void {
  const { connection } = session;
  connection.onExecuteCommand(({ command, arguments: args }, token) =>
    runSafe<unknown>(connection.console, command, token, null, async () => {
      const [uri, podId] = (args ?? []) as readonly unknown[];
      if (command !== showTextCommand || typeof uri !== 'string') return null;
      const analysis = await session.analyse(uri);
      const life =
        analysis && (await lifeAsText(session, analysis, { uri, ...(typeof podId === 'string' ? { podId } : {}) }));
      if (life === undefined || session.host.showText === undefined) return null;
      if (session.capabilities.window?.showDocument?.support === true) {
        await connection.sendRequest(ShowDocumentRequest.type, {
          uri: await session.host.showText(`${nameOf(uri)}.txt`, life.text),
          takeFocus: true,
        });
      }
      return life.text;
    }),
  );
}
