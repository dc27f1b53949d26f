/** The `podscope.yaml` that counts for a file: of its folder or of the nearest one above it in the workspace. Stronger than editor settings. */
import {
  type Config,
  isConfigFile,
  kustomizationNames,
  matchesPattern,
  patchFiles,
  readConfiguration,
  rulesForFile,
} from '../core/language.ts';
import type { Settings } from './settings.ts';

export interface ConfigFiles {
  /** Settings of a file with its configuration laid over them. */
  readonly over: (uri: string, settings: Settings) => Promise<Settings>;
  /** All is read anew: other folders count. */
  readonly forget: () => void;
  /** A configuration changed: true for such a uri, and everything is read anew. */
  readonly changed: (uri: string) => boolean;
}

const maxFolders = 20;

/** `read` gives the text of a file as it stands now; `folders` are those of the workspace. */
export function configFiles(
  read: (uri: string) => Promise<string | undefined>,
  folders: () => readonly string[],
): ConfigFiles {
  const known = new Map<string, Promise<Config | undefined>>();
  const configIn = (folder: string): Promise<Config | undefined> => {
    const found =
      known.get(folder) ??
      read(`${folder}/podscope.yaml`).then((text) => (text === undefined ? undefined : readConfiguration(text).config));
    known.set(folder, found);
    return found;
  };
  const patches = new Map<string, Promise<readonly string[]>>();
  const patchesIn = (folder: string): Promise<readonly string[]> => {
    const found = patches.get(folder) ?? readPatches(folder, read);
    patches.set(folder, found);
    return found;
  };
  const isPatch = async (uri: string): Promise<boolean> => {
    for (const folder of foldersAbove(uri, folders()).slice(0, patchLevels)) {
      if ((await patchesIn(folder)).includes(decodeURIComponent(uri.slice(folder.length + 1)))) return true;
    }
    return false;
  };
  return {
    async over(uri, settings) {
      const own = (await isPatch(uri)) ? { ...settings, isPatch: true } : settings;
      for (const folder of foldersAbove(uri, folders())) {
        const config = await configIn(folder);
        if (config !== undefined) return laidOver(own, config, decodeURIComponent(uri.slice(folder.length + 1)));
      }
      return own;
    },
    forget() {
      known.clear();
      patches.clear();
    },
    changed(uri) {
      if (!isConfigFile(uri) && !kustomizationNames.includes(uri.slice(uri.lastIndexOf('/') + 1))) return false;
      known.clear();
      patches.clear();
      return true;
    },
  };
}

/** Folders above a file whose kustomization may list it as a patch. */
const patchLevels = 4;

async function readPatches(
  folder: string,
  read: (uri: string) => Promise<string | undefined>,
): Promise<readonly string[]> {
  for (const name of kustomizationNames) {
    const text = await read(`${folder}/${name}`);
    if (text !== undefined) return patchFiles(text);
  }
  return [];
}

/** From the file's own folder up to the one of the workspace that holds it. */
function foldersAbove(uri: string, roots: readonly string[]): readonly string[] {
  const root = roots.map((folder) => folder.replace(/\/$/, '')).find((folder) => uri.startsWith(`${folder}/`));
  if (root === undefined) return [];
  const folders: string[] = [];
  for (
    let at = uri.slice(0, uri.lastIndexOf('/'));
    folders.length < maxFolders;
    at = at.slice(0, at.lastIndexOf('/'))
  ) {
    folders.push(at);
    if (at.length <= root.length) break;
  }
  return folders;
}

function laidOver(settings: Settings, config: Config, path: string): Settings {
  const isIgnored = config.ignore.some((pattern) => matchesPattern(pattern, path));
  return {
    ...settings,
    enabled: settings.enabled && !isIgnored,
    kubernetesVersion: config.kubernetesVersion ?? settings.kubernetesVersion,
    namespace: config.namespace ?? settings.namespace,
    featureGates: { ...settings.featureGates, ...config.featureGates },
    rules: { ...settings.rules, ...rulesForFile(config, path) },
  };
}
