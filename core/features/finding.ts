/** A diagnosis before it is known in which document of a file it stands. */
import type { Diagnostic } from '../text/diagnostic.ts';

/** A diagnosis of one document: its ranges count from the start of the document's own text. */
export type Finding = Omit<Diagnostic, 'document'>;
