/** The API's own description of a field, cut to the sentences that fit under an answer, and the page that it names. */
import type { FieldType } from '../../schema/tree.ts';
import type { FieldDocs } from '../authoring.ts';
import { pageOfKind } from '../kind-pages.ts';
import type { Place } from '../place.ts';
import { ownerOf } from './facts.ts';
import { ownTexts } from './own-texts.ts';

const limit = 420;

export interface ApiText {
  /** One paragraph; undefined where nobody says anything. */
  readonly text?: string;
  readonly link?: string;
}

/** Of the field; where the API describes only its type, of that. */
export function apiText(docs: FieldDocs | undefined, place: Place): ApiText {
  const owner = ownerOf(place);
  if (owner === undefined) return {};
  const isKey = place.steps.at(-1)?.kind === 'key' && place.steps.at(-2)?.field !== undefined;
  if (place.path === 'kind') return ofKind(docs, owner.struct);
  const own = ownText(isKey ? `${owner.struct}.${owner.field}{}` : `${owner.struct}.${owner.field}`);
  const general = ownText(`*.${owner.field}`);
  const source = own ?? (place.path === 'apiVersion' ? general : textOf(docs, owner.struct, owner.field)) ?? general;
  const type = innerStruct(place.steps.findLast(({ field }) => field !== undefined)?.type);
  const text = source ?? (type === undefined ? undefined : textOf(docs, type, ''));
  if (text === undefined) return {};
  const link = linkIn(text);
  return { text: shorten(withoutLinks(text)), ...(link === undefined ? {} : { link }) };
}

/** What the kind is for. */
function ofKind(docs: FieldDocs | undefined, struct: string): ApiText {
  const [text, link] = [textOf(docs, struct, ''), pageOfKind(struct)];
  return { ...(text !== undefined && { text: shorten(withoutLinks(text)) }), ...(link !== undefined && { link }) };
}

function ownText(id: string): string | undefined {
  return Object.hasOwn(ownTexts, id) ? ownTexts[id] : undefined;
}

/** The text of a general type says nothing about this field. */
function textOf(docs: FieldDocs | undefined, struct: string, field: string): string | undefined {
  const own = docs && Object.hasOwn(docs, struct) ? docs[struct] : undefined;
  const text = own && Object.hasOwn(own, field) ? own[field] : undefined;
  return text === '' || /^(?:IntOrString is a type|Quantity is a fixed-point)/.test(text ?? '') ? undefined : text;
}

function innerStruct(type: FieldType | undefined): string | undefined {
  if (type?.kind === 'struct') return type.struct;
  return type?.kind === 'list' || type?.kind === 'map' ? innerStruct(type.of) : undefined;
}

function linkIn(text: string): string | undefined {
  return /https:\/\/(?:kubernetes\.io|k8s\.io)\/\S*[^\s.,)]/i.exec(text)?.[0];
}

function withoutLinks(text: string): string {
  return text
    .replace(/\s*\(?(?:More info|For more info see|Info|see):?\s*https?:\/\/\S+/gi, '')
    .replace(/(?<=\S)https?:\/\/\S+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Whole sentences up to the limit; the first one always, cut at a word if it is longer. */
export function shorten(text: string): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit).replace(/\b(?:i\.e|e\.g|etc)\. /g, (word) => word.replaceAll('.', '․'));
  const sentence = cut.lastIndexOf('. ');
  const kept = sentence > 80 ? cut.slice(0, sentence + 1) : `${cut.slice(0, cut.lastIndexOf(' '))} …`;
  return kept.replaceAll('․', '.');
}
