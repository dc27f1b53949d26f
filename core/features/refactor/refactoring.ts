/** What a refactoring is: offered at a place, one change of the whole, undone by one undo. */
import type { Manifest } from '../../model/manifest.ts';
import type { ContainerView, PodView } from '../../rules/pod-view.ts';
import type { MapNode } from '../../syntax/tree.ts';
import type { TextEdit } from '../../text/range.ts';

export interface RefactorPlace {
  readonly manifest: Manifest;
  readonly pod: PodView;
  readonly root: MapNode;
  /** In the document's own text. */
  readonly offset: number;
  /** The container around the cursor. */
  readonly container: ContainerView | undefined;
}

export interface Refactoring {
  readonly title: string;
  /** Edits of the document's own text. */
  readonly edits: readonly TextEdit[];
}
