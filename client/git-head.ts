/** The text of a file in the last commit, from VS Code's own Git extension; where there is none, why. */
import * as vscode from 'vscode';

export type AtHead = { readonly text: string } | { readonly unavailable: string };

/** What we use of `vscode.git`, version 1. */
interface GitExtension {
  readonly enabled: boolean;
  readonly getAPI: (version: 1) => GitApi;
}
interface GitApi {
  readonly getRepository: (uri: vscode.Uri) => Repository | null;
  readonly onDidOpenRepository: vscode.Event<Repository>;
}
interface Repository {
  readonly state: { readonly HEAD?: { readonly commit?: string }; readonly onDidChange: vscode.Event<void> };
  readonly show: (ref: string, path: string) => Promise<string>;
}

export async function textAtHead(uri: vscode.Uri): Promise<AtHead> {
  const git = await gitApi();
  if (git === undefined) return { unavailable: vscode.l10n.t('VS Code has no Git here') };
  const repository = git.getRepository(uri);
  if (repository === null) return { unavailable: vscode.l10n.t('not in a Git repository') };
  return repository.show('HEAD', uri.fsPath).then(
    (text) => ({ text }),
    () => ({ unavailable: vscode.l10n.t('not committed yet') }),
  );
}

/** Calls when the file's repository was found, or has another commit. */
export async function onHeadChange(uri: vscode.Uri, changed: () => void): Promise<vscode.Disposable> {
  const git = await gitApi();
  if (git === undefined) return { dispose: () => undefined };
  const listeners: vscode.Disposable[] = [];
  const watch = (): void => {
    const repository = git.getRepository(uri);
    let commit = repository?.state.HEAD?.commit;
    if (repository !== null)
      listeners.push(
        repository.state.onDidChange(() => {
          if (repository.state.HEAD?.commit === commit) return;
          commit = repository.state.HEAD?.commit;
          changed();
        }),
      );
  };
  watch();
  if (listeners.length === 0)
    listeners.push(
      git.onDidOpenRepository(() => {
        if (git.getRepository(uri) === null || listeners.length > 1) return;
        watch();
        changed();
      }),
    );
  return vscode.Disposable.from({ dispose: () => listeners.forEach((each) => void each.dispose()) });
}

/** Undefined where Git is missing, switched off or not trusted. */
async function gitApi(): Promise<GitApi | undefined> {
  try {
    const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
    const git = extension?.isActive === true ? extension.exports : await extension?.activate();
    return git?.enabled === true ? git.getAPI(1) : undefined;
  } catch {
    return undefined;
  }
}
