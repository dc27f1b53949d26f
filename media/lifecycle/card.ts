/** The hover card: after 150 ms, below the lane, never under the pointer. */
import type { Run } from './app.ts';
import { element } from './dom.ts';
import { safe } from './format.ts';
import type { Hit } from './hit.ts';
import { causeOf, chainOf } from './inspector.ts';
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

export function showCard(hit: Hit, run: Run, place: CardPlace, immediately = false): void {
  const subject = hit.kind === 'span' ? hit.span : hit.mark;
  if (of === subject) {
    if (card !== undefined) move(card, place);
    return;
  }
  hideCard();
  of = subject;
  timer = setTimeout(() => build(hit, run, place), immediately ? 0 : delayMs);
}

export function hideCard(): void {
  clearTimeout(timer);
  card?.remove();
  card = undefined;
  of = undefined;
}

function build(hit: Hit, run: Run, place: CardPlace): void {
  card = element('div', 'card');
  card.setAttribute('aria-hidden', 'true');
  const title = element('div');
  title.append(element('b', '', rowTitle(hit.row)), document.createTextNode(` ${safe(hitTitle(hit), 120)}`));
  card.append(title, element('div', 'dim', hitTimes(hit)));
  if (hit.kind === 'mark' && hit.near.length > 1) {
    const others = hit.near.filter((mark) => mark !== hit.mark).map((mark) => mark.label ?? mark.kind);
    card.append(element('div', 'dim', safe(`and ${others.length} more here: ${[...new Set(others)].join(', ')}`, 120)));
  }
  const [cause] = chainOf(run.timeline.causes, causeOf(hit, run, Infinity));
  if (cause !== undefined) card.append(element('div', 'cause', safe(cause.text, 160)));
  document.body.append(card);
  move(card, place);
}

function move(target: HTMLElement, place: CardPlace): void {
  const { width, height } = target.getBoundingClientRect();
  const below = place.bottom + 4 + height < innerHeight;
  target.style.left = `${Math.max(4, Math.min(innerWidth - width - 4, place.x + 12))}px`;
  target.style.top = `${below ? place.bottom + 4 : place.top - height - 4}px`;
}
