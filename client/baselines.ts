/** What a panel can be compared with: the last save, and a state that was pinned. */
import type { PanelModel } from '../protocol/lsp.ts';
import type { BaselineChoice, BaselineMessage } from '../protocol/webview.ts';

type Side = NonNullable<BaselineMessage['baseline']>;

export class Baselines {
  #saved: PanelModel | undefined;
  #pinned: PanelModel | undefined;
  #selected = 'none';

  clear(): void {
    this.#saved = undefined;
    this.#pinned = undefined;
    this.#selected = 'none';
  }

  /** The first model, and each one of an unchanged file, is the saved state. */
  seen(model: PanelModel, isDirty: boolean): void {
    if (!isDirty || this.#saved?.podId !== model.podId) this.#saved = model;
  }

  saved(model: PanelModel): void {
    this.#saved = model;
  }

  select(id: string, current: PanelModel | undefined): void {
    if (id === 'pin' || (id === 'pinned' && this.#pinned === undefined)) this.#pinned = current;
    this.#selected = id === 'pin' ? 'pinned' : id;
  }

  choices(): readonly BaselineChoice[] {
    const pinned = this.#pinned === undefined ? [] : [{ id: 'pinned', title: 'pinned' }];
    return [{ id: 'none', title: 'nothing' }, { id: 'saved', title: 'last save' }, ...pinned];
  }

  message(): Omit<BaselineMessage, 'v'> {
    const model = this.#selected === 'saved' ? this.#saved : this.#selected === 'pinned' ? this.#pinned : undefined;
    if (model?.input === undefined) return { type: 'baseline' };
    const baseline: Side = {
      id: this.#selected,
      title: this.#selected === 'saved' ? 'last save' : 'pinned',
      input: model.input,
    };
    return { type: 'baseline', baseline };
  }
}
