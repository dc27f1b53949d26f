/** Below 600 design pixels names move above their lanes and panes become tabs. Larger fonts make a panel narrow sooner. */
import type { Theme } from './theme.ts';

export const isNarrow = ({ theme }: { readonly theme: Theme }): boolean => innerWidth / theme.unit < 600;
