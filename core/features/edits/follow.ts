/** Names that other places of the same Pod repeat: they change together. */
import { entryOf, type MapNode, type Node, resolveAlias } from '../../syntax/tree.ts';
import type { TextEdit } from '../../text/range.ts';
import { locate } from '../../schema/locate.ts';

/** Edits of all mounts of the volume whose name stands at `at`; none for other paths. */
export function volumeMountEdits(
  root: MapNode,
  at: string,
  replace: (node: Node) => readonly TextEdit[],
): readonly TextEdit[] {
  const match = /^(.*)\.volumes\[\d+\]\.name$/.exec(at);
  const old = match === null ? undefined : textOf(locate(root, at).node);
  if (match === null || old === undefined) return [];
  const lists = ['initContainers', 'containers', 'ephemeralContainers'].flatMap((name) =>
    itemsAt(root, `${match[1] ?? ''}.${name}`),
  );
  const mounts = lists.flatMap((container) => [
    ...itemsOf(container, 'volumeMounts'),
    ...itemsOf(container, 'volumeDevices'),
  ]);
  return mounts.flatMap((mount) => {
    const name = mount.kind === 'map' ? entryOf(mount, 'name')?.value : undefined;
    return name !== undefined && textOf(name) === old ? replace(name) : [];
  });
}

function itemsAt(root: MapNode, path: string): readonly Node[] {
  const place = locate(root, path);
  return place.found === 'value' && place.node.kind === 'list' ? place.node.items : [];
}

function itemsOf(container: Node, field: string): readonly Node[] {
  const list = container.kind === 'map' ? entryOf(container, field)?.value : undefined;
  return list?.kind === 'list' ? list.items : [];
}

function textOf(source: Node): string | undefined {
  const node = resolveAlias(source);
  return node.kind === 'scalar' && node.value.type === 'string' ? node.value.value : undefined;
}
