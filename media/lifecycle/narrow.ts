/** Below 600 design pixels names move above their lanes and panes become tabs. Larger fonts make a panel narrow sooner. */
import type { Theme } from './theme.ts';

export const isNarrow = ({ theme }: { readonly theme: Theme }): boolean => innerWidth / theme.unit < 600;

/** Below 1000 design pixels messages wrap instead of being cut. */
export const isCompact = ({ theme }: { readonly theme: Theme }): boolean => innerWidth / theme.unit < 1000;
