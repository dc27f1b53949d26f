/**
 * Names in a manifest and what they mean: where a volume, a port, a container, a ConfigMap is defined, and where it is used.
 * Definition, references, rename, highlights, links and semantic tokens all read this one list.
 */
import { isScenario } from '../../model/scenario.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { FileDocument, ManifestFile } from '../../model/manifest-file.ts';
import { type MapNode, resolveAlias } from '../../syntax/tree.ts';
import { createCollector, itemsAt, mapAt, nodeAt, textAt, textsOf } from './collector.ts';
import { labelNames } from './label-names.ts';
import type { Holder, NameUse } from './name-use.ts';
import { definedNames, workloadReferences } from './object-names.ts';
import { podNames, scenarioNames, servicePorts, useContainer } from './pod-names.ts';

export type { NameUse } from './name-use.ts';

const known = new WeakMap<ManifestFile, readonly NameUse[]>();

/** All names of a file, in no particular order. */
export function namesOf(file: ManifestFile): readonly NameUse[] {
  const before = known.get(file);
  if (before !== undefined) return before;
  const names = file.documents.flatMap(namesOfDocument);
  known.set(file, names);
  return names;
}

function namesOfDocument(document: FileDocument): readonly NameUse[] {
  const { manifest } = document;
  if (manifest === undefined) return [];
  const own = namesOfObject(document, manifest, `document ${document.index}`);
  // The items of a List are objects of their own.
  const items = manifest.items.flatMap((item, position) =>
    namesOfObject(document, item, `document ${document.index} item ${position}`),
  );
  return [...own, ...items];
}

function namesOfObject(document: FileDocument, manifest: Manifest, scope: string): readonly NameUse[] {
  const root = manifest.tree.root === undefined ? undefined : resolveAlias(manifest.tree.root);
  if (root?.kind !== 'map') return [];
  const collector = createCollector(document, textAt(root, 'metadata', 'namespace'));
  if (isScenario(manifest.tree)) {
    scenarioNames(collector, root);
    return collector.uses;
  }
  if (manifest.read.struct === undefined && manifest.kind !== 'PersistentVolumeClaim') return [];
  definedNames(collector, manifest.kind, root);
  const template = templateOf(manifest, root);
  const spec = mapAt(template, 'spec');
  if (spec !== undefined) podNames(collector, spec, scope, holderOf(manifest, template));
  labelNames(collector, manifest.kind, root, template);
  workloadReferences(collector, manifest.kind, root);
  if (manifest.kind === 'Service') servicePorts(collector, root, manifest.namespace);
  for (const rule of itemsAt(jobOf(manifest, root), 'podFailurePolicy', 'rules'))
    useContainer(collector, nodeAt(rule, 'onExitCodes', 'containerName'), scope);
  return collector.uses;
}

/** The map with the Pod's `metadata` and `spec`. */
function templateOf({ podSpecPath }: Manifest, root: MapNode): MapNode | undefined {
  return podSpecPath === undefined ? undefined : mapAt(root, ...podSpecPath.split('.').slice(0, -1));
}

function jobOf({ kind }: Manifest, root: MapNode): MapNode | undefined {
  if (kind === 'Job') return mapAt(root, 'spec');
  return kind === 'CronJob' ? mapAt(root, 'spec', 'jobTemplate', 'spec') : undefined;
}

function holderOf({ kind, name, namespace }: Manifest, template: MapNode | undefined): Holder {
  return { kind, name, namespace, labels: textsOf(mapAt(template, 'metadata', 'labels')) };
}
