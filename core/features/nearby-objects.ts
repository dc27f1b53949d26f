/** Objects of the same file that decide about a document of it, joined to those that the host knows. */
import type { JsonObject } from '../kube/json.ts';
import type { Manifest } from '../model/manifest.ts';
import type { ManifestFile } from '../model/manifest-file.ts';
import { decidersOf, decides, originOf } from './cluster-objects.ts';
import type { VerdictSettings } from './verdict-settings.ts';

/** Gives the settings for one document. As long as nothing that decides changes, they are the same object, so that verdicts stay. */
export type Nearby = <T extends VerdictSettings>(file: ManifestFile, manifest: Manifest, settings: T) => T;

interface Known {
  readonly objects: readonly JsonObject[];
  readonly settings: VerdictSettings;
}

export function createNearby(): Nearby {
  const known = new WeakMap<VerdictSettings, Map<string, Known>>();
  const deciders = new WeakMap<ManifestFile, readonly Manifest[]>();
  return (file, manifest, settings) => {
    const inFile = deciders.get(file) ?? decidersOf(file);
    deciders.set(file, inFile);
    if (inFile.length === 0) return settings;
    const namespace = manifest.namespace || settings.namespace;
    const others = inFile.filter((other) => other !== manifest && decides(other, namespace, settings.namespace));
    const found = others.map(({ defaulted }) => defaulted);
    if (found.length === 0) return settings;
    const byNamespace = known.get(settings) ?? new Map<string, Known>();
    known.set(settings, byNamespace);
    const before = byNamespace.get(namespace);
    const isSame =
      before !== undefined &&
      before.objects.length === found.length &&
      before.objects.every((object, i) => object === found[i]);
    if (isSame) return before.settings as typeof settings;
    const joined = {
      ...settings,
      objects: [...found, ...(settings.objects ?? [])],
      origins: [...others.flatMap((other) => originOf(file, other)), ...(settings.origins ?? [])],
    };
    byNamespace.set(namespace, { objects: found, settings: joined });
    return joined;
  };
}
