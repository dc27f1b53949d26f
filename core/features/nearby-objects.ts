/** Objects of the same file that decide about a document of it, joined to those that the host knows. */
import type { JsonObject } from '../kube/json.ts';
import type { Manifest } from '../model/manifest.ts';
import { inFile as placed, type ManifestFile, objectsOf } from '../model/manifest-file.ts';
import { locate } from '../schema/locate.ts';
import type { WorkspaceObject } from '../workspace.ts';
import { decidersOf, decides } from './cluster-objects.ts';
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

/** Where an object of the same file stands, for links; files without a name have none. */
function originOf({ documents, uri, text }: ManifestFile, manifest: Manifest): readonly WorkspaceObject[] {
  const document = documents.find((one) => objectsOf(one).some((object) => object.manifest === manifest));
  const { root } = manifest.read;
  if (document === undefined || root === undefined || uri === undefined) return [];
  const range = placed(document, locate(root, 'metadata.name').range);
  const before = text.slice(0, range.start);
  const position = { line: before.split('\n').length - 1, character: range.start - (before.lastIndexOf('\n') + 1) };
  const { kind, name, namespace, defaulted } = manifest;
  return [{ uri, range, position, kind, name, namespace, object: defaulted }];
}
