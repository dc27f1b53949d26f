/** A menu that drops from a button: arrows, Home, End, letters, Escape; closes when focus leaves. And a popover for small forms. */
import { attributes, element, icon } from './dom.ts';

export type MenuItem =
  | {
      readonly kind?: 'item';
      readonly text: string;
      readonly hint?: string;
      readonly checked?: boolean;
      readonly disabled?: boolean;
      readonly run: () => void;
    }
  | { readonly kind: 'line' };

let open: { readonly box: HTMLElement; readonly close: () => void } | undefined;

/** Closes whatever is open; true if something was. */
export function closePopups(): boolean {
  if (open === undefined) return false;
  open.close();
  return true;
}

export function openMenu(anchor: HTMLElement, title: string, items: readonly MenuItem[]): void {
  const wasOpen = anchor.getAttribute('aria-expanded') === 'true';
  closePopups();
  if (wasOpen) return;
  const box = attributes(element('div', 'menu'), { role: 'menu', 'aria-label': title });
  for (const item of items)
    box.append(item.kind === 'line' ? attributes(element('div', 'rule'), { role: 'separator' }) : menuItem(item));
  const buttons = [...box.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')];
  box.addEventListener('keydown', (event) => onMenuKey(event, buttons));
  place(anchor, box);
  (buttons.find((each) => each.getAttribute('aria-checked') === 'true') ?? buttons[0])?.focus();
}

/** A small form beside its button; the first field gets the focus. */
export function openPopover(
  anchor: HTMLElement,
  title: string,
  content: readonly Node[],
  onClose: () => void = () => undefined,
): HTMLElement {
  closePopups();
  const box = attributes(element('div', 'menu popover'), { role: 'dialog', 'aria-label': title });
  box.append(...content);
  place(anchor, box, onClose);
  box.querySelector<HTMLElement>('input, select, button')?.focus();
  return box;
}

function menuItem(item: Extract<MenuItem, { readonly text: string }>): HTMLButtonElement {
  const made = attributes(element('button', 'item'), {
    type: 'button',
    role: item.checked === undefined ? 'menuitem' : 'menuitemradio',
    tabindex: -1,
  });
  if (item.checked !== undefined) made.setAttribute('aria-checked', String(item.checked));
  const tick = element('span', 'tick');
  if (item.checked === true) tick.append(icon('check'));
  made.append(tick, element('span', 'words', item.text));
  if (item.hint !== undefined) made.append(element('span', 'hint', item.hint));
  made.disabled = item.disabled === true;
  made.addEventListener('click', () => {
    closePopups();
    item.run();
  });
  return made;
}

function onMenuKey(event: KeyboardEvent, buttons: readonly HTMLButtonElement[]): void {
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  const move: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1 + buttons.length,
    Home: 0,
    End: buttons.length - 1,
  };
  const target = move[event.key];
  const byLetter =
    event.key.length === 1 && event.key !== ' '
      ? buttons.findIndex((each, index) => index > at && startsWith(each, event.key))
      : -1;
  if (target === undefined && byLetter === -1) return;
  event.preventDefault();
  event.stopPropagation();
  buttons[(target ?? byLetter) % buttons.length]?.focus();
}

const startsWith = (item: HTMLElement, letter: string): boolean =>
  (item.querySelector('.words')?.textContent ?? '').toLowerCase().startsWith(letter.toLowerCase());

function place(anchor: HTMLElement, box: HTMLElement, onClose: () => void = () => undefined): void {
  anchor.setAttribute('aria-expanded', 'true');
  document.body.append(box);
  const [around, size] = [anchor.getBoundingClientRect(), box.getBoundingClientRect()];
  const below = around.bottom + 2 + size.height <= innerHeight;
  box.style.left = `${Math.max(4, Math.min(around.left, innerWidth - size.width - 4))}px`;
  box.style.top = `${below ? around.bottom + 2 : Math.max(4, around.top - size.height - 2)}px`;
  const outside = (event: Event): void => {
    const target = event.target as Node;
    if (!box.contains(target) && !anchor.contains(target)) close();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    close();
    anchor.focus();
  };
  const onFocusOut = (event: FocusEvent): void => {
    if (event.relatedTarget instanceof Node && !box.contains(event.relatedTarget)) close();
  };
  const close = (): void => {
    if (open?.box !== box) return;
    open = undefined;
    anchor.setAttribute('aria-expanded', 'false');
    const hadFocus = box.contains(document.activeElement);
    removeEventListener('pointerdown', outside, true);
    box.remove();
    if (hadFocus && anchor.isConnected) anchor.focus();
    onClose();
  };
  addEventListener('pointerdown', outside, true);
  box.addEventListener('keydown', onKey);
  box.addEventListener('focusout', onFocusOut);
  open = { box, close };
}
