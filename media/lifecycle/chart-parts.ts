/** The elements of the chart: heads and names as DOM, four canvases. */
import { element } from './dom.ts';

export interface Parts {
  readonly root: HTMLElement;
  readonly head: HTMLElement;
  readonly headSurface: HTMLElement;
  readonly headNames: readonly [HTMLElement, HTMLElement];
  readonly lanes: HTMLElement;
  readonly track: HTMLElement;
  readonly names: HTMLElement;
  readonly surface: HTMLElement;
  readonly overview: HTMLCanvasElement;
  readonly headCanvas: HTMLCanvasElement;
  readonly canvas: HTMLCanvasElement;
  readonly over: HTMLCanvasElement;
}

export function build(): Parts {
  const canvas = (name: string): HTMLCanvasElement => {
    const made = element('canvas', name);
    made.setAttribute('aria-hidden', 'true');
    return made;
  };
  const root = element('section', 'chart');
  const [head, lanes] = [element('div', 'head'), element('div', 'lanes')];
  const headNames = [element('div', 'lane wide'), element('div', 'lane wide')] as const;
  const [track, names, surface] = [element('div', 'track'), element('div', 'names'), element('div', 'surface')];
  const made = {
    overview: canvas('overview'),
    headCanvas: canvas('over'),
    canvas: canvas('picture'),
    over: canvas('over'),
  };
  const headSurface = element('div', 'head-surface');
  headSurface.append(made.overview, made.headCanvas);
  const headColumn = element('div', 'head-names wide');
  headColumn.append(...headNames);
  head.append(headColumn, headSurface);
  surface.append(made.canvas, made.over);
  track.append(names, surface);
  lanes.append(track);
  root.append(head, lanes);
  root.setAttribute('aria-label', 'Chart');
  return { root, head, headNames, headSurface, lanes, track, names, surface, ...made };
}
