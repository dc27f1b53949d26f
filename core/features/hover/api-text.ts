/** The API's own description of a field, cut to the sentences that fit under an answer, with the link to the documentation. */
import type { FieldDocs } from '../authoring.ts';

const limit = 420;

/** One paragraph; `undefined` where the API says nothing. */
export function apiText(docs: FieldDocs | undefined, struct: string, field: string): string | undefined {
  const own = docs && Object.hasOwn(docs, struct) ? docs[struct] : undefined;
  const text = own && Object.hasOwn(own, field) ? own[field] : undefined;
  // The text of a general type says nothing about this field.
  if (text === undefined || text === '' || /^(?:IntOrString is a type|Quantity is a fixed-point)/.test(text))
    return undefined;
  const link = /(?:More info:|see)?\s*(https:\/\/(?:kubernetes\.io|k8s\.io|git\.k8s\.io)\/\S*[^\s.,)])/i.exec(
    text,
  )?.[1];
  const prose = text
    .replace(/\s*More info:\s*https?:\/\/\S+/gi, '')
    .replace(/\s+/g, ' ')
    .trim();
  return `${shorten(prose)}${link === undefined ? '' : ` [Documentation](${link})`}`;
}

/** Whole sentences up to the limit; the first one always, cut at a word if it is longer. */
export function shorten(text: string): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit);
  const sentence = cut.lastIndexOf('. ');
  return sentence > 80 ? cut.slice(0, sentence + 1) : `${cut.slice(0, cut.lastIndexOf(' '))} …`;
}
