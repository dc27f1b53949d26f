/** Hover: the value that counts and what it does in this very Pod first, then the API's text and its facts. At most twelve lines. */
import type { Range } from '../text/range.ts';
import { type AuthoringDocument, type FieldDocs, valueAt } from './authoring.ts';
import { answerFor } from './hover/answers.ts';
import { apiText } from './hover/api-text.ts';
import { factsLine } from './hover/facts.ts';
import { forecastLine, type ForecastOf } from './hover/forecast.ts';
import { escapeMarkdown, heading } from './hover/heading.ts';
import { nameAnswer } from './hover/names.ts';
import { type Place, placeAt } from './place.ts';

export interface Hover {
  /** Markdown. */
  readonly contents: string;
  /** Range in the file. */
  readonly range: Range;
}

export interface HoverSources {
  readonly docs?: FieldDocs;
  readonly forecastOf?: ForecastOf;
  readonly kubernetesVersion?: string;
}

const mostLines = 12;

/** The hover at an offset of the file; `undefined` where there is nothing to say. */
export function hover(document: AuthoringDocument, offset: number, sources: HoverSources = {}): Hover | undefined {
  const place = placeAt(document.manifest.tree.root, document.manifest.read.struct, offset - document.start);
  if (place === undefined || place.steps.length === 0 || !isKnown(place)) return undefined;
  const { text, link } = apiText(sources.docs, place);
  const own = answerFor(document, place);
  const answer = [
    ...own,
    ...nameAnswer(document, offset)
      .filter((line) => !own.some((said) => said.trim() === line))
      .map((line) => `${line}  `),
    ...defaultsBelow(document, place),
    ...forecastLine(document, place, sources.forecastOf),
  ];
  if (answer.length === 0 && text === undefined) return undefined;
  const facts = factsLine(place, link, sources.kubernetesVersion ?? '1.36');
  const said = text === undefined ? ['', facts] : ['', `${text}  `, facts];
  const lines = [heading(document, place), ...answer.slice(0, mostLines - 1 - said.length), ...said];
  const range = { start: place.range.start + document.start, end: place.range.end + document.start };
  return { contents: lines.join('\n'), range };
}

/** The API knows the field, or the map that the key stands in. */
function isKnown({ steps }: Place): boolean {
  return steps.every(
    ({ kind, field }, at) =>
      kind === 'item' || field !== undefined || (kind === 'key' && steps[at - 1]?.type !== undefined),
  );
}

/** What the server adds to an object of the manifest: `Left to the default: protocol TCP.` */
function defaultsBelow(document: AuthoringDocument, place: Place): readonly string[] {
  if (place.type?.kind !== 'struct' || place.steps.length < 2) return [];
  const written = valueAt(document.manifest.object, place.steps);
  const full = valueAt(document.manifest.defaulted, place.steps);
  if (!isObject(full) || !isObject(written)) return [];
  const added = Object.entries(full).filter(
    ([name, value]) => written[name] === undefined && ['string', 'number', 'boolean'].includes(typeof value),
  );
  if (added.length === 0) return [];
  const shown = added.slice(0, 8).map(([name, value]) => `${name} ${escapeMarkdown(String(value))}`);
  return [`Left to the default: ${shown.join(', ')}${added.length > 8 ? ' …' : ''}.  `];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
