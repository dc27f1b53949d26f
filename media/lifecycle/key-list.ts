/** The list of keys, as a dialog. */
import { attributes, element, iconButton } from './dom.ts';
import { keyList } from './keys.ts';

export function openKeyList(): void {
  const dialog = attributes(element('dialog', 'keys'), { 'aria-label': 'Keyboard' });
  const list = element('dl');
  for (const [keys, what] of keyList) {
    const term = element('dt');
    for (const key of keys.split('  ')) term.append(element('kbd', '', key));
    list.append(term, element('dd', '', what));
  }
  const head = element('div', 'title');
  head.append(
    element('b', '', 'Keyboard'),
    element('span', 'space'),
    iconButton('close', 'Close', () => dialog.close()),
  );
  dialog.append(head, list);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
}
