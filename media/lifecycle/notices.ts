/** What is said instead of, or above, the picture: no Pod, a rejected Pod with its fixes, text that is broken right now. */
import type { App } from './app.ts';
import type { Banner } from './banner.ts';
import { attributes, button, element, rebuild, show } from './dom.ts';
import { safe } from './format.ts';
import { revealLink } from './links.ts';

/** Fills the banner from now on. */
export function createNotices(app: App, { root, empty }: Banner): { readonly update: () => void } {
  const update = (): void => {
    const { model, stale, isEmpty, broken, state } = app;
    show(empty, isEmpty);
    if (isEmpty) rebuild(empty, 'empty', () => emptyNodes(app));
    if (broken) return;
    const rejected = model?.rejected;
    const cannot = model !== undefined && model.input === undefined;
    const signature = JSON.stringify([model?.uri, rejected, stale, state.accepted, cannot]);
    rebuild(root, signature, () => {
      if (stale !== undefined) return staleNodes(app, stale);
      if (rejected !== undefined) return rejectedNodes(app, rejected);
      return cannot ? [element('p', '', 'This document cannot be simulated yet.')] : [];
    });
    root.className = `banner${stale !== undefined ? ' stale' : rejected !== undefined ? ' rejected' : ''}`;
    show(root, root.childNodes.length > 0);
  };
  return { update };
}

function staleNodes(app: App, stale: { readonly line: number; readonly message: string }): readonly Node[] {
  const words = element('p');
  words.append(
    'Last valid state; ',
    revealLink(app, `line ${stale.line}`, { line: stale.line }),
    ' has an error: ',
    safe(stale.message, 160),
  );
  return [words];
}

function rejectedNodes(app: App, rejected: NonNullable<NonNullable<App['model']>['rejected']>): readonly Node[] {
  const title = element('p', 'strong', 'The API server rejects this Pod.');
  const message = element('p', 'mono', safe(rejected.message, 400));
  const place = element('p', 'actions');
  rejected.fixes.forEach((fix, index) =>
    place.append(
      button(safe(fix, 80), index === 0 ? 'primary' : 'secondary', () => void app.request({ type: 'applyFix', index })),
    ),
  );
  const canRun = app.model?.input !== undefined;
  const toggle = button(app.state.accepted ? 'Back to the Error' : 'Simulate as if Accepted', 'secondary', () => {
    app.post({ type: 'simulateAsIfAccepted', on: !app.state.accepted });
    app.dispatch({ type: 'accept', on: !app.state.accepted });
  });
  if (canRun) place.append(toggle);
  place.append(
    revealLink(app, `${safe(app.model?.file ?? 'YAML', 40)}:${rejected.line}`, {
      field: rejected.field,
      line: rejected.line,
    }),
  );
  if (rejected.more > 0)
    place.append(element('span', 'dim', `and ${rejected.more} more ${rejected.more === 1 ? 'error' : 'errors'}`));
  return app.state.accepted
    ? [element('p', '', 'Shown as if accepted; the API server rejects this Pod.'), place]
    : [title, message, place];
}

function emptyNodes(app: App): readonly Node[] {
  const art = attributes(element('div', 'art'), { 'aria-hidden': true });
  for (const kind of ['wait', 'work', 'serve']) art.append(element('i', kind));
  return [
    art,
    element('p', 'strong', 'No Pod in this file.'),
    element('p', 'dim', 'Open a manifest with a Pod, or anything that makes Pods, to see its life second by second.'),
    button('Open Sample Pod', 'primary', () => app.post({ type: 'openSample' })),
  ];
}
