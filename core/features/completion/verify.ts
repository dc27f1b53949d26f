/** Offers that the server would refuse at this place are left out: each value is tried on the document before it is shown. */
import { type Manifest, readManifest } from '../../model/manifest.ts';
import { parseTree } from '../../syntax/parse.ts';
import type { Range } from '../../text/range.ts';
import { verdictOf } from '../verdict.ts';

/** Above these the trial would be felt while typing. */
const maxText = 20_000;
const maxOffers = 12;

/** Keeps the texts that bring no new rejection; `replace` counts in the document's own text. */
export function acceptedTexts<T extends { readonly insertText: string }>(
  manifest: Manifest,
  replace: Range,
  offers: readonly T[],
): readonly T[] {
  if (manifest.text.length > maxText || offers.length > maxOffers) return offers;
  const before = rejections(manifest);
  return offers.filter(({ insertText }) => {
    const text = manifest.text.slice(0, replace.start) + insertText + manifest.text.slice(replace.end);
    const after = rejections(readManifest(text, parseTree(text), 0));
    return [...after].every((rejection) => before.has(rejection));
  });
}

function rejections(manifest: Manifest): ReadonlySet<string> {
  const verdict = verdictOf(manifest);
  if (verdict === undefined) return new Set();
  const texts = [...verdict.errors.map(({ code, field }) => `${code} ${field}`), ...verdict.strictErrors];
  // What cannot be read hides everything else: only the fact counts.
  return new Set(verdict.decodeError === undefined ? texts : [...texts, 'unreadable']);
}
