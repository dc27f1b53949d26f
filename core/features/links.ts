/** Links in a manifest: names of objects lead to the object in the workspace, kinds to the documentation. */
import { inFile, type ManifestFile } from '../model/manifest-file.ts';
import type { Range } from '../text/range.ts';
import type { WorkspaceSymbol } from '../workspace.ts';
import { pageOfKind } from './kind-pages.ts';
import { namesOf, type NameUse } from './references/names.ts';
import { closestScope, isNear, mentionOf, sameName } from './references/scope.ts';

export interface DocumentLink {
  /** In the file. */
  readonly range: Range;
  readonly tooltip: string;
  /** A page, or a place in a file: line and character count from 0. */
  readonly target:
    | { readonly kind: 'page'; readonly url: string }
    | { readonly kind: 'place'; readonly uri: string; readonly line: number; readonly character: number }
    | { readonly kind: 'here'; readonly range: Range };
}

/** `defined`: objects of other files by what they are mentioned as (`ConfigMap/settings`). */
export function documentLinks(
  file: ManifestFile,
  defined: (mention: string) => readonly WorkspaceSymbol[] = () => [],
): readonly DocumentLink[] {
  if (file.isHelm) return [];
  const names = namesOf(file);
  const objects = names.flatMap((use) => linkOf(use, names, file.uri ?? '', defined) ?? []);
  return [...kindLinks(file), ...objects].sort((left, right) => left.range.start - right.range.start);
}

/** Only names that mean another object; inside of a Pod "Go to Definition" is enough. */
function linkOf(
  use: NameUse,
  names: readonly NameUse[],
  uri: string,
  defined: (mention: string) => readonly WorkspaceSymbol[],
): DocumentLink | undefined {
  const isOfObject = closestScope(use) === 'workspace' && use.owner === undefined && use.search === undefined;
  if (use.isDefinition || !isOfObject || use.holder !== undefined) return undefined;
  const tooltip = `Open ${use.kind} ${use.name}`;
  const here = names.find((other) => other.isDefinition && sameName(other, use));
  if (here !== undefined) return { range: use.range, tooltip, target: { kind: 'here', range: here.range } };
  const found = defined(mentionOf(use)).filter(
    ({ uri: at, namespace }) => at !== uri && (use.scope === 'cluster' || use.scope === `namespace ${namespace}`),
  );
  const best = found.find((one) => isNear(uri, one.uri)) ?? (found.length === 1 ? found[0] : undefined);
  return best && { range: use.range, tooltip, target: { kind: 'place', uri: best.uri, ...best.position } };
}

function kindLinks(file: ManifestFile): readonly DocumentLink[] {
  return file.documents.flatMap((document) => {
    const { manifest } = document;
    return (manifest === undefined ? [] : [manifest, ...manifest.items]).flatMap(({ kind, read }) => {
      const node = read.head.kindEntry?.value;
      const url = pageOfKind(kind);
      if (node?.kind !== 'scalar' || url === undefined || read.struct === undefined) return [];
      const tooltip = `Kubernetes documentation of ${kind}`;
      return [{ range: inFile(document, node.range), tooltip, target: { kind: 'page', url } as const }];
    });
  });
}
