/** How the core sees the other files of a workspace: the hosts implement `Workspace`, the core keeps a `WorkspaceIndex` of what they hold. */
import type { JsonObject } from './kube/json.ts';
import type { Range } from './text/range.ts';

/** Files of a host: desktop, remote, web or command line. Uris are those of the editor. */
export interface Workspace {
  /** YAML files of the folders, in any order. Stops early when `isCancelled` says so. */
  readonly list: (folders: readonly string[], isCancelled: () => boolean) => AsyncIterable<string>;
  /** Text on disk; undefined where it cannot be read. */
  readonly read: (uri: string) => Promise<string | undefined>;
}

export interface WorkspaceObject {
  readonly uri: string;
  /** Of its name (or kind) in the file, and where that begins: line and character count from 0, in UTF-16 units. */
  readonly range: Range;
  readonly position: { readonly line: number; readonly character: number };
  readonly kind: string;
  readonly name: string;
  /** Empty where the manifest names none. */
  readonly namespace: string;
  /** After the server's defaults. */
  readonly object: JsonObject;
}

/** Any object of the workspace, for searching by name and for links. */
export interface WorkspaceSymbol {
  readonly uri: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  /** Of its name (or kind) in the file. */
  readonly range: Range;
  readonly position: { readonly line: number; readonly character: number };
}

export interface WorkspaceIndex {
  /** A file's text now; undefined: it is gone. True if anything changed that others may see. */
  readonly update: (uri: string, text: string | undefined) => boolean;
  /** Objects that count for a manifest of this file and namespace: of the same folder, or of the nearest folder above that has one of that kind. */
  readonly objectsFor: (uri: string, namespace: string) => readonly WorkspaceObject[];
  /** Objects of one kind and name that disagree where a manifest of this file looks: they count as none. */
  readonly disagreements: (uri: string, namespace: string) => readonly WorkspaceObject[];
  /** Files that mention a name of an object: `ConfigMap/config`. */
  readonly filesWith: (mention: string) => readonly string[];
  /** Objects of this kind and name in all files: `ConfigMap/config`. */
  readonly defined: (mention: string) => readonly WorkspaceSymbol[];
  /** Objects whose kind and name hold the letters of a query in its order, the best first; all for an empty query. */
  readonly symbols: (query: string) => readonly WorkspaceSymbol[];
  /** Files that hold an object of one of these kinds. */
  readonly filesOf: (kinds: ReadonlySet<string>) => readonly string[];
  readonly size: () => number;
}
