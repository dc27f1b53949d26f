/** What a panel can be compared with: the last save, the last commit, another Scenario, and a state that was pinned. */
import type { Disposable, Uri } from 'vscode';
import type { SimulationInput } from '../core/simulation.ts';
import type { ModelParams, PanelModel } from '../protocol/lsp.ts';
import type { BaselineChoice, BaselineMessage } from '../protocol/webview.ts';
import { type AtHead, type GitApi, onHeadChange, textAtHead } from './git-head.ts';

/** Asks the server for a model of the panel's Pod in another state. */
export type Load = (params: Pick<ModelParams, 'text' | 'scenario' | 'scenarioId'>) => Promise<PanelModel | undefined>;

const ofScenario = 'scenario:';

export class Baselines implements Disposable {
  readonly #git: () => Promise<GitApi | undefined>;
  readonly #load: Load;
  readonly #changed: () => void;
  #saved: PanelModel | undefined;
  #pinned: PanelModel | undefined;
  /** What the server made of the last commit, or of another Scenario. */
  #loaded: PanelModel | undefined;
  #current: PanelModel | undefined;
  #head: AtHead = { unavailable: '' };
  #watch: Disposable | undefined;
  #selected = 'none';
  #generation = 0;

  /** `changed` is called when choices or the chosen side have changed by themselves. */
  constructor(git: () => Promise<GitApi | undefined>, load: Load, changed: () => void) {
    this.#git = git;
    this.#load = load;
    this.#changed = changed;
  }

  /** Another file: nothing of the old one is left, and git is asked. */
  async open(uri: Uri): Promise<void> {
    this.dispose();
    this.#saved = this.#pinned = this.#loaded = this.#current = undefined;
    this.#selected = 'none';
    this.#head = { unavailable: '' };
    const generation = ++this.#generation;
    const git = await this.#git();
    const read = async (): Promise<void> => {
      const head = await textAtHead(git, uri);
      if (generation !== this.#generation) return;
      this.#head = head;
      if (this.#selected === 'head') await this.#reload();
      this.#changed();
    };
    if (generation !== this.#generation) return;
    this.#watch = onHeadChange(git, uri, () => void read());
    await read();
  }

  /** The first model, and each one of an unchanged file, is the saved state. */
  seen(model: PanelModel, isDirty: boolean): void {
    if (!isDirty || this.#saved?.podId !== model.podId) this.#saved = model;
    const isOther = JSON.stringify(model.input?.scenario) !== JSON.stringify(this.#current?.input?.scenario);
    this.#current = model;
    if (isOther && this.#selected === 'head') void this.#reload().then(this.#changed);
  }

  saved(model: PanelModel): void {
    this.#saved = model;
  }

  /** `pin` pins the state of now, or `input` of it. */
  async select(id: string, current: PanelModel | undefined, input?: SimulationInput): Promise<void> {
    if (id === 'pin' || (id === 'pinned' && this.#pinned === undefined))
      this.#pinned = current === undefined || input === undefined ? current : { ...current, input };
    this.#selected = id === 'pin' ? 'pinned' : id;
    this.#current = current;
    await this.#reload();
  }

  choices(): readonly BaselineChoice[] {
    const head = { id: 'head', title: 'git HEAD' };
    const scenarios = (this.#current?.scenarios ?? []).filter(
      ({ id, file }) => file !== undefined && id !== this.#current?.scenarioId,
    );
    return [
      { id: 'none', title: 'nothing' },
      { id: 'saved', title: 'last save' },
      'text' in this.#head ? head : { ...head, unavailable: this.#head.unavailable },
      ...(this.#pinned === undefined ? [] : [{ id: 'pinned', title: 'pinned' }]),
      ...scenarios.map(({ id, title }) => ({ id: `${ofScenario}${id}`, title: `Scenario ${title}` })),
    ];
  }

  message(): Omit<BaselineMessage, 'v'> {
    const sides: Readonly<Record<string, PanelModel | undefined>> = { saved: this.#saved, pinned: this.#pinned };
    const model = sides[this.#selected] ?? this.#loaded;
    if (this.#selected === 'none' || model?.input === undefined) return { type: 'baseline' };
    const title = this.choices().find(({ id }) => id === this.#selected)?.title ?? this.#selected;
    return { type: 'baseline', baseline: { id: this.#selected, title, input: model.input } };
  }

  dispose(): void {
    this.#watch?.dispose();
    this.#watch = undefined;
  }

  /** The last commit is played in the Scenario of now: only the manifest differs. */
  async #reload(): Promise<void> {
    this.#loaded = undefined;
    const scenario = this.#current?.input?.scenario;
    if (this.#selected === 'head' && 'text' in this.#head)
      this.#loaded = await this.#load({ text: this.#head.text, ...(scenario === undefined ? {} : { scenario }) });
    else if (this.#selected.startsWith(ofScenario))
      this.#loaded = await this.#load({ scenarioId: this.#selected.slice(ofScenario.length) });
  }
}
