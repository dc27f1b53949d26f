/** Completion: what may stand at the cursor, the most useful first, also in half-typed text. */
import type { ManifestFile } from '../model/manifest-file.ts';
import { documentAt } from '../model/manifest-file.ts';
import type { Range } from '../text/range.ts';
import { authoringAt } from './authoring.ts';
import { completionContext, type CompletionContext } from './completion/context.ts';
import type { CompletionItem, Offer } from './completion/item.ts';
import { keyOffers } from './completion/keys.ts';
import { mapKeyOffers } from './completion/map-keys.ts';
import { starters } from './completion/starters.ts';
import { valueOffers } from './completion/values.ts';
import { acceptedTexts } from './completion/verify.ts';
import type { PodSurroundings } from './pod-of.ts';

export type { CompletionItem } from './completion/item.ts';

/** Items in the order in which they should be shown. Offsets count in the file. */
export function complete(file: ManifestFile, offset: number, around: PodSurroundings = {}): readonly CompletionItem[] {
  const document = documentAt(file, offset);
  if (file.isHelm || document === undefined || offset < document.start) return [];
  // Comments alone are a beginning, too; inside of one nothing is offered.
  if (isBlank(document.text) && !isInComment(file.text, offset))
    return [...headItems(wordRange(file.text, offset)), ...starters(wordRange(file.text, offset))];
  const context = completionContext(document.text, offset - document.start);
  // Flow style at the top of a document is JSON's: its keys would need quotes and commas that nobody asked for.
  if (context === undefined || (context.isFlow && context.mode === 'key' && needsComma(document.text, context.replace)))
    return [];
  const authoring = authoringAt(file, offset, around);
  const replace = { start: context.replace.start + document.start, end: context.replace.end + document.start };
  const offers =
    context.mode === 'key'
      ? [...keyOffers(context, authoring?.pod), ...mapKeyOffers(context, authoring)]
      : valueOffers(context, authoring);
  const texts = byPrefix(offers, context).map((offer) => ({ ...offer, insertText: quoted(offer, context) }));
  const isChange = context.mode === 'value' && context.word !== '' && document.manifest !== undefined;
  const good = isChange ? acceptedTexts(authoring?.manifest ?? document.manifest, context, texts) : texts;
  return good.map((offer) => ({ ...offer, replace }));
}

/** Nothing yet, or the first letters of a word. */
function isBlank(text: string): boolean {
  return /^(?:[ \t]*#[^\n]*\r?\n|\s)*[A-Za-z]*\s*$/.test(text);
}

function isInComment(text: string, offset: number): boolean {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).includes('#');
}

/** Between two entries without a comma nothing can stand. */
function needsComma(text: string, { start, end }: Range): boolean {
  return !/[{,[]\s*["']?$/.test(text.slice(0, start)) || !/^["']?\s*(?::|[},\]]|$)/.test(text.slice(end));
}

/** The two lines that every object begins with. */
function headItems(replace: Range): readonly CompletionItem[] {
  return ['apiVersion', 'kind'].map((label) => ({
    label,
    kind: 'field',
    insertText: `${label}: `,
    replace,
    thenSuggest: true,
  }));
}

/** What begins with the typed word first, then what holds it; clients filter further. */
function byPrefix(offers: readonly Offer[], { typed }: CompletionContext): readonly Offer[] {
  if (typed === '') return offers;
  const word = typed.toLowerCase();
  const rank = ({ label }: Offer): number =>
    label.toLowerCase().startsWith(word) ? 0 : label.toLowerCase().includes(word) ? 1 : 2;
  return offers
    .map((offer, position) => ({ offer, position, rank: rank(offer) }))
    .sort((left, right) => left.rank - right.rank || left.position - right.position)
    .map(({ offer }) => offer);
}

/** Values that YAML would read as something else than a string get quotes where a string belongs. */
function quoted(offer: Offer, context: CompletionContext): string {
  if (context.mode !== 'value' || context.quote !== undefined || offer.kind === 'snippet') return offer.insertText;
  const isText = context.type?.kind === 'string';
  return isText && /^(?:true|false|yes|no|on|off|null|~|[-+.\d].*)$/i.test(offer.insertText)
    ? `"${offer.insertText}"`
    : offer.insertText;
}

function wordRange(text: string, offset: number): Range {
  const start = offset - (/[A-Za-z]*$/.exec(text.slice(0, offset))?.[0].length ?? 0);
  return { start, end: offset + (/^[A-Za-z]*/.exec(text.slice(offset))?.[0].length ?? 0) };
}
