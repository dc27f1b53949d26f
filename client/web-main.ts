/** Entry for the browser extension host: the language server is a Worker, or runs here where Workers cannot be started (remote installs). */
import * as vscode from 'vscode';
import type * as browserLibrary from 'vscode-languageclient/browser';
import type { MessageTransports } from 'vscode-languageclient/browser';
import { activateWith, type PodscopeApi } from './extension.ts';

type Library = typeof browserLibrary;

const probeTimeoutMs = 4000;

export function activate(context: vscode.ExtensionContext): PodscopeApi {
  const dist = vscode.Uri.joinPath(context.extensionUri, 'dist');
  return activateWith(context, async () => {
    // Part of this very bundle: it only runs when the first manifest is there.
    const library = await import('vscode-languageclient/browser');
    const transports = (log: vscode.LogOutputChannel) => async (): Promise<MessageTransports> => {
      try {
        return await startWorker(library, vscode.Uri.joinPath(dist, 'server-web.js'));
      } catch (error) {
        log.warn(`No Worker can be started here (${String(error)}): the language server runs in the extension host.`);
        return runInProcess(library, dist);
      }
    };
    return {
      library,
      make: (options, log) => new library.LanguageClient('podscope', 'Podscope', transports(log), options),
    };
  });
}

/** A Worker whose script cannot be loaded says so by an `error` event; one that loads greets with `ready`. */
async function startWorker(library: Library, script: vscode.Uri): Promise<MessageTransports> {
  const worker = new Worker(script.toString(true));
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error('no answer from the Worker'));
    }, probeTimeoutMs);
    worker.addEventListener(
      'message',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
    worker.addEventListener(
      'error',
      (event) => {
        clearTimeout(timer);
        reject(new Error(event.message));
      },
      { once: true },
    );
  });
  // As transports: the extension host's Workers are no instances of `Worker`, which the client would look for.
  return { reader: new library.BrowserMessageReader(worker), writer: new library.BrowserMessageWriter(worker) };
}

/** Runs the Worker's scripts in this host, as VS Code itself runs an extension's: a function around their text, with a message port as `self`. */
async function runInProcess(library: Library, dist: vscode.Uri): Promise<MessageTransports> {
  const read = (name: string): Thenable<Uint8Array> => vscode.workspace.fs.readFile(vscode.Uri.joinPath(dist, name));
  const [simulation, server] = await Promise.all([read('simulation.js'), read('server-web.js')]);
  const text = [simulation, server].map((file) => new TextDecoder().decode(file)).join('\n');
  const channel = new MessageChannel();
  const greeted = new Promise<void>((resolve) => {
    channel.port1.onmessage = () => {
      resolve();
    };
  });
  // Our own packaged file, in a host that loads all extensions this way.
  new Function('self', text)(channel.port2);
  await greeted;
  return {
    reader: new library.BrowserMessageReader(channel.port1),
    writer: new library.BrowserMessageWriter(channel.port1),
  };
}
