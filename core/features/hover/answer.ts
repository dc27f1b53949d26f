/** What each file of answers gives. */
import type { AuthoringDocument } from '../authoring.ts';
import type { Place } from '../place.ts';

/** Lines of Markdown, the answer first; empty where we add nothing to the API's text. */
export type Answer = (document: AuthoringDocument, place: Place) => readonly string[];
