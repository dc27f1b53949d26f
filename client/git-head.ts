/** The text of a file in the last commit, from VS Code's own Git extension; where there is none, why. */
import type { Disposable, Event, Uri } from 'vscode';

export type AtHead = { readonly text: string } | { readonly unavailable: string };

/** What we use of `vscode.git`, version 1. */
export interface GitApi {
  readonly getRepository: (uri: Uri) => Repository | null;
  readonly onDidOpenRepository: Event<unknown>;
}
interface Repository {
  readonly state: { readonly HEAD?: { readonly commit?: string }; readonly onDidChange: Event<void> };
  readonly show: (ref: string, path: string) => Promise<string>;
}

export async function textAtHead(git: GitApi | undefined, uri: Uri): Promise<AtHead> {
  if (git === undefined) return { unavailable: 'VS Code has no Git here' };
  const repository = git.getRepository(uri);
  if (repository === null) return { unavailable: 'not in a Git repository' };
  return repository.show('HEAD', uri.fsPath).then(
    (text) => ({ text }),
    () => ({ unavailable: 'not committed yet' }),
  );
}

/** Calls when the file's repository was found, or has another commit. */
export function onHeadChange(git: GitApi | undefined, uri: Uri, changed: () => void): Disposable {
  const listeners: Disposable[] = [];
  const watch = (): boolean => {
    const repository = git?.getRepository(uri) ?? null;
    if (repository === null) return false;
    const { state } = repository;
    let commit = state.HEAD?.commit;
    const onChange = (): void => {
      if (state.HEAD?.commit === commit) return;
      commit = state.HEAD?.commit;
      changed();
    };
    listeners.push(state.onDidChange(onChange));
    return true;
  };
  let isWatching = watch();
  if (git !== undefined && !isWatching)
    listeners.push(
      git.onDidOpenRepository(() => {
        if (isWatching) return;
        isWatching = watch();
        if (isWatching) changed();
      }),
    );
  return { dispose: () => listeners.forEach((each) => void each.dispose()) };
}
