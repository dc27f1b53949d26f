/** Several repairs as one: what empties a map takes the map away, and no two of them may touch the same place. */
import type { FixIntent } from '../../kube/field-error.ts';
import { locateSteps, type PathStep, splitPath } from '../../schema/locate.ts';
import type { MapNode } from '../../syntax/tree.ts';
import type { TextEdit } from '../../text/range.ts';

type Edits = readonly TextEdit[];

/** All of them or none. */
export function together(
  root: MapNode,
  steps: readonly FixIntent[],
  editsOf: (intent: FixIntent) => Edits | undefined,
): Edits | undefined {
  const removed = wholeOwners(
    root,
    steps.flatMap((step) => (step.kind === 'remove' ? [splitPath(step.at)] : [])),
  );
  const others = steps.filter(({ kind }) => kind !== 'remove');
  const intents: FixIntent[] = [...others, ...removed.map((at): FixIntent => ({ kind: 'remove', at: printed(at) }))];
  const all: TextEdit[] = [];
  for (const intent of intents) {
    const edits = editsOf(intent);
    if (edits === undefined) return undefined;
    for (const edit of edits) if (!all.some((other) => isSame(other, edit))) all.push(edit);
  }
  // Of lines that go to the same place the deeper ones belong to what is above it.
  all.sort((left, right) => left.range.start - right.range.start || indentOf(right) - indentOf(left));
  const clashes = all.some((edit, i) => i > 0 && edit.range.start < (all[i - 1]?.range.end ?? 0));
  return clashes || all.length === 0 ? undefined : all;
}

function indentOf({ newText }: TextEdit): number {
  return /^\r?\n?( *)/.exec(newText)?.[1]?.length ?? 0;
}

function isSame(left: TextEdit, right: TextEdit): boolean {
  return (
    left.range.start === right.range.start &&
    left.range.end === right.range.end &&
    left.newText === right.newText &&
    left.newText === ''
  );
}

/** Where everything of an owner goes, the owner goes: an empty map would not say the same. */
function wholeOwners(root: MapNode, paths: readonly (readonly PathStep[])[]): readonly (readonly PathStep[])[] {
  const owners = new Map<string, (readonly PathStep[])[]>();
  for (const path of paths) {
    const owner = printed(path.slice(0, -1));
    owners.set(owner, [...(owners.get(owner) ?? []), path]);
  }
  let isChanged = false;
  const result = [...owners.values()].flatMap((members): readonly (readonly PathStep[])[] => {
    const owner = members[0]?.slice(0, -1) ?? [];
    const place = locateSteps(root, owner);
    const { node } = place;
    const count = node.kind === 'map' ? node.entries.length : node.kind === 'list' ? node.items.length : 0;
    if (owner.length === 0 || place.found !== 'value' || count !== members.length) return members;
    isChanged = true;
    return [owner];
  });
  return isChanged ? wholeOwners(root, result) : result;
}

function printed(steps: readonly PathStep[]): string {
  return steps.map((step) => `[${step}]`).join('');
}
