/** What answers the user, as the picture knows it: loaded after it, and used through these functions alone. */
import type { PanelCommand } from '../../protocol/webview.ts';
import type { Later } from './later.ts';

export type MenuName = 'speed' | 'pod' | 'scenario' | 'compare' | 'share' | 'more' | 'presets' | 'scenarioActions';

export interface Hands {
  /** Does what a key, a button, a menu or the palette asks for. */
  readonly run: (command: PanelCommand) => void;
  readonly menu: (name: MenuName, anchor: HTMLElement) => void;
  /** Before a frame is drawn: time passes while playing, what is to be said is said. */
  readonly tick: () => void;
  /** After it: what stands below, text twin, range. */
  readonly update: () => void;
}

export type HandsLater = Later<Hands>;
