/** The hover card: after 150 ms, below the lane, never under the pointer. */
import type { Run } from './app.ts';
import { attributes, element } from './dom.ts';
import { safe } from './format.ts';
import type { Hit } from './hit.ts';
import { causeOf, chainOf } from './causes.ts';
import { hitTimes, hitTitle, rowTitle } from './words.ts';

export interface CardPlace {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
}

const delayMs = 150;
let card: HTMLElement | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let of: unknown;

export function showCard(hit: Hit, run: Run, place: CardPlace): void {
  const subject = hit.kind === 'span' ? hit.span : hit.mark;
  if (of === subject) {
    if (card !== undefined) move(card, place);
    return;
  }
  hideCard();
  of = subject;
  timer = setTimeout(() => build(hit, run, place), delayMs);
}

export function hideCard(): void {
  clearTimeout(timer);
  const shown = card;
  // Forgotten first: taking away what has the focus tells it that the focus went.
  card = of = undefined;
  shown?.remove();
}

function build(hit: Hit, run: Run, place: CardPlace): void {
  card = attributes(element('div', 'card'), { 'aria-hidden': true });
  card.append(...contents(hit, run));
  document.body.append(card);
  move(card, place);
}

/** For the keyboard: the card of what is selected stays until Escape, or until the focus goes elsewhere; then `back` is called. */
export function pinCard(hit: Hit, run: Run, place: CardPlace, back: () => void): void {
  hideCard();
  const pinned = attributes(element('div', 'card'), { role: 'dialog', 'aria-label': rowTitle(hit.row), tabindex: -1 });
  pinned.append(...contents(hit, run));
  pinned.addEventListener('blur', () => {
    if (card === pinned) hideCard();
  });
  pinned.addEventListener('keydown', (event) => {
    if (event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    hideCard();
    back();
  });
  card = pinned;
  document.body.append(pinned);
  move(pinned, place);
  pinned.focus();
}

function contents(hit: Hit, run: Run): readonly Node[] {
  const title = element('div');
  title.append(element('b', '', rowTitle(hit.row)), ` ${safe(hitTitle(hit), 120)}`);
  const nodes: Node[] = [title, element('div', 'dim', hitTimes(hit))];
  if (hit.kind === 'mark' && hit.near.length > 1) {
    const others = hit.near.filter((mark) => mark !== hit.mark).map((mark) => mark.label ?? mark.kind);
    nodes.push(element('div', 'dim', safe(`and ${others.length} more here: ${[...new Set(others)].join(', ')}`, 120)));
  }
  const [cause] = chainOf(run.timeline.causes, causeOf(hit, run, Infinity));
  if (cause !== undefined) nodes.push(element('div', 'cause', safe(cause.text, 160)));
  return nodes;
}

function move(target: HTMLElement, place: CardPlace): void {
  const { width, height } = target.getBoundingClientRect();
  const below = place.bottom + 4 + height < innerHeight;
  target.style.left = `${Math.max(4, Math.min(innerWidth - width - 4, place.x + 12))}px`;
  target.style.top = `${below ? place.bottom + 4 : place.top - height - 4}px`;
}
