/** Context keys for menus: set only when they change. Menus of split editors are evaluated per group, hence a list of resources. */
import * as vscode from 'vscode';
import type { DocumentStatus } from '../protocol/lsp.ts';

export class PodResources implements vscode.Disposable {
  readonly #byUri = new Map<string, DocumentStatus>();
  readonly #changed = new vscode.EventEmitter<string>();
  #last = '';
  #editorHasPod: boolean | undefined;

  /** Fires with the URI whose status changed. */
  readonly onDidChange = this.#changed.event;

  get(uri: vscode.Uri): DocumentStatus | undefined {
    return this.#byUri.get(uri.toString());
  }

  set(status: DocumentStatus): void {
    this.#byUri.set(vscode.Uri.parse(status.uri).toString(), status);
    this.#publish();
    this.#changed.fire(status.uri);
  }

  forget(uri: vscode.Uri): void {
    if (this.#byUri.delete(uri.toString())) this.#publish();
  }

  clear(): void {
    this.#byUri.clear();
    this.#publish();
  }

  /** Called when the active editor changes. */
  refreshActive(): void {
    this.#publish();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #publish(): void {
    const resources = [...this.#byUri.values()]
      .filter(({ pods }) => pods.length > 0)
      .map(({ uri }) => vscode.Uri.parse(uri));
    const joined = resources.map(String).sort().join('\n');
    if (joined !== this.#last) {
      this.#last = joined;
      // As URIs: on a remote, VS Code turns them into those of its window before `resource in …` compares.
      void setContext('podscope.podResources', resources);
    }
    const active = vscode.window.activeTextEditor?.document.uri;
    const hasPod = active !== undefined && (this.get(active)?.pods.length ?? 0) > 0;
    if (hasPod !== this.#editorHasPod) {
      this.#editorHasPod = hasPod;
      void setContext('podscope.editorHasPod', hasPod);
    }
  }
}

export function setContext(key: string, value: unknown): Thenable<unknown> {
  return vscode.commands.executeCommand('setContext', key, value);
}
