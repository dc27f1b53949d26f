/**
 * What the documentation says about the codes of this room: a catalogue of each API type, whose examples a test runs.
 */

import type { ValidationContext } from './context.ts';

export interface CatalogueEntry {
  /** What the server wants, in one sentence. */
  readonly summary: string;
  /** Why it matters to the author. */
  readonly why: string;
  /** A short manifest that gets this code; missing where no manifest can, because the server fills the field in. */
  readonly wrong?: string;
  /** The same, accepted without this code. */
  readonly right?: string;
  /** Where the code exists only on other servers than 1.36 with its default gates. */
  readonly context?: ValidationContext;
}

/** By code. */
export type Catalogue = Readonly<Record<string, CatalogueEntry>>;
