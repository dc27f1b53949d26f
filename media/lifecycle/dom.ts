/** Small helpers for plain DOM: elements, buttons with icons, text that only changes when it differs. User text goes through `textContent` alone. */

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = '',
  text?: string,
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

export function attributes<T extends Element>(
  target: T,
  values: Readonly<Record<string, string | number | boolean>>,
): T {
  for (const [name, value] of Object.entries(values)) target.setAttribute(name, String(value));
  return target;
}

/** Changes text only if it differs: no layout, no announcement for nothing. */
export function setText(target: Element, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

export function setAttribute(target: Element, name: string, value: string | undefined): void {
  if (value === undefined) target.removeAttribute(name);
  else if (target.getAttribute(name) !== value) target.setAttribute(name, value);
}

export function show(target: HTMLElement, visible: boolean): void {
  if (target.hidden === visible) target.hidden = !visible;
}

/** Our own glyphs on a 16 px grid; an icon font would weigh more than the whole panel. */
const icons = {
  play: 'M4 2.5v11l9-5.5z',
  pause: 'M4 3h3v10H4zM9 3h3v10H9z',
  previous: 'M3 3h1.5v10H3zM13 3v10L6 8z',
  next: 'M11.5 3H13v10h-1.5zM3 3v10l7-5z',
  down: 'M4 6l4 4 4-4-.8-.8L8 8.4 4.800 5.200z',
  right: 'M6 4l4 4-4 4-.8-.8L8.400 8 5.200 4.800z',
  fold: 'M1 7.500h3l1-3 2 7 2-7 2 7 1-4h3v1h-2.200L11 13l-2-6-2 6-2-6-.3 1.500H1z',
  fit: 'M2 3h1v10H2zM13 3h1v10h-1zM4 8l3-2.500v2h2v-2L12 8l-3 2.500v-2H7v2z',
  lock: 'M5 7V5a3 3 0 0 1 6 0v2h1v6H4V7zm1 0h4V5a2 2 0 0 0-4 0z',
  unlock: 'M5 7V5a3 3 0 0 1 5.800-1l-.9.4A2 2 0 0 0 6 5v2h6v6H4V7zm0 1v4h6V8z',
  export: 'M7.500 2h1v6.500l2-2 .7.7L8 10.400 4.800 7.200l.7-.7 2 2zM3 12h10v1H3z',
  more: 'M3 7h2v2H3zM7 7h2v2H7zM11 7h2v2h-2z',
  find: 'M7 2a5 5 0 0 1 3.900 8.100l3 3-.8.8-3-3A5 5 0 1 1 7 2zm0 1a4 4 0 1 0 0 8 4 4 0 0 0 0-8z',
  close: 'M4 3.300L8 7.300l4-4 .7.7-4 4 4 4-.7.7-4-4-4 4-.7-.7 4-4-4-4z',
  check: 'M6.300 12L2.500 8.200l.8-.8 3 3 6.400-6.400.8.8z',
  plus: 'M7.500 3h1v4.500H13v1H8.500V13h-1V8.500H3v-1h4.500z',
} as const;
export type IconName = keyof typeof icons;

export function icon(name: IconName): SVGSVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = attributes(document.createElementNS(namespace, 'svg'), { viewBox: '0 0 16 16', 'aria-hidden': true });
  svg.append(attributes(document.createElementNS(namespace, 'path'), { d: icons[name] }));
  return svg;
}

export function setIcon(button: HTMLElement, name: IconName): void {
  if (button.dataset['icon'] === name) return;
  button.dataset['icon'] = name;
  button.querySelector('svg')?.replaceWith(icon(name));
}

export function button(text: string, className: string, onClick: (event: MouseEvent) => void): HTMLButtonElement {
  const made = attributes(element('button', className, text), { type: 'button' });
  made.addEventListener('click', onClick);
  return made;
}

/** A button that is only an icon; its name is both tooltip and accessible name. */
export function iconButton(name: IconName, title: string, onClick: (event: MouseEvent) => void): HTMLButtonElement {
  const made = attributes(button('', 'icon', onClick), { title, 'aria-label': title });
  made.dataset['icon'] = name;
  made.append(icon(name));
  return made;
}

/** Replaces the children only if their signature changed. */
export function rebuild(target: HTMLElement, signature: string, make: () => readonly Node[]): boolean {
  if (target.dataset['made'] === signature) return false;
  target.dataset['made'] = signature;
  target.replaceChildren(...make());
  return true;
}

/** True if two lists of what something was made of differ: then it is made anew. */
export function changed(before: readonly unknown[], after: readonly unknown[]): boolean {
  return before.length !== after.length || before.some((value, index) => value !== after[index]);
}
