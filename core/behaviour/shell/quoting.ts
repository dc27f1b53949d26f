/** Texts that may be patterns: what stands for itself in them. */

/** The text as a pattern that matches only itself. */
export const escapePattern = (text: string): string => text.replace(/[\\*?[\]!^-]/g, '\\$&');

/** A lone `[`, the command, is none. */
export const hasPatternChars = (pattern: string): boolean => /[*?]|\[.*\]/s.test(pattern.replace(/\\[^]/g, ''));
