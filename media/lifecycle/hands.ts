/** What answers the user, as the picture knows it: loaded after it, and used through these functions alone. */
import type { PanelCommand } from '../../protocol/webview.ts';
import type { Later } from './later.ts';

export type MenuName = 'speed' | 'pod' | 'scenario' | 'compare' | 'share' | 'more' | 'presets' | 'scenarioActions';

export interface Hands {
  /** Does what a key, a button, a menu or the palette asks for. */
  readonly run: (command: PanelCommand) => void;
  readonly menu: (name: MenuName, anchor: HTMLElement) => void;
  /** The form behind a chip of the Scenario; `container` is undefined for the Pod's own. */
  readonly chip: (anchor: HTMLElement, container: string | undefined, name: string) => void;
  /** The menu of what is not said yet about a container or the Pod. */
  readonly add: (anchor: HTMLElement, container: string | undefined) => void;
  /** What was assumed about a container. */
  readonly guesses: (anchor: HTMLElement, guesses: readonly string[]) => void;
  /** Before a frame is drawn: time passes while playing, what is to be said is said. */
  readonly tick: () => void;
  /** After it: details, comparison, sweep, text twin, range. */
  readonly update: () => void;
}

export type HandsLater = Later<Hands>;
