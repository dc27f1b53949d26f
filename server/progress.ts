/** Progress that the client shows, for work that takes longer than a moment; who cancels it there cancels the work. */
import type { WorkDoneProgressServerReporter } from 'vscode-languageserver';
import { unlessRefused } from './run-safe.ts';
import type { Session } from './session.ts';

/** Work longer than this is shown. */
const shownAfterMs = 500;

export interface Progress {
  readonly report: (text: string) => void;
  readonly done: () => void;
}

/** `cancelled` is called when the user cancels. */
export function progressLater(session: Session, title: string, cancelled: () => void): Progress {
  let shown: WorkDoneProgressServerReporter | undefined;
  let isDone = false;
  const stop = session.wait(shownAfterMs, () => {
    if (session.capabilities.window?.workDoneProgress !== true) return;
    const asked = unlessRefused(session.connection.window.createWorkDoneProgress());
    void asked.then((progress) => {
      if (isDone || progress === undefined) return;
      shown = progress;
      progress.begin(title, undefined, undefined, true);
      progress.token.onCancellationRequested(cancelled);
    });
  });
  return {
    report: (text) => shown?.report(text),
    done: () => {
      isDone = true;
      stop();
      shown?.done();
    },
  };
}
