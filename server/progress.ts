/** Progress that the client shows, for work that takes longer than a moment; who cancels it there cancels the work. */
import type { WorkDoneProgressServerReporter } from 'vscode-languageserver';
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
  const timer = setTimeout(() => {
    if (session.capabilities.window?.workDoneProgress !== true) return;
    void session.connection.window.createWorkDoneProgress().then((progress) => {
      if (isDone) return;
      shown = progress;
      progress.begin(title, undefined, undefined, true);
      progress.token.onCancellationRequested(cancelled);
    });
  }, shownAfterMs);
  return {
    report: (text) => shown?.report(text),
    done: () => {
      isDone = true;
      clearTimeout(timer);
      shown?.done();
    },
  };
}
