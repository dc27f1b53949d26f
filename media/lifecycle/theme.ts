/** Reads the theme of VS Code: colours for the painters, font, kind, reduced motion; tells when any of it changes. */
import { palette, type Palette } from './colors.ts';

export interface Theme {
  readonly palette: Palette;
  readonly fontFamily: string;
  /** CSS pixels of one design pixel: the font size over 13. */
  readonly unit: number;
  readonly highContrast: boolean;
  readonly reducedMotion: boolean;
  readonly screenReader: boolean;
}

export function readTheme(): Theme {
  const style = getComputedStyle(document.documentElement);
  const classes = document.body.classList;
  // VS Code says it by body classes; the media queries stay false inside it but hold elsewhere.
  const highContrast =
    classes.contains('vscode-high-contrast') ||
    classes.contains('vscode-high-contrast-light') ||
    matchMedia('(forced-colors: active)').matches;
  return {
    palette: palette((variable) => style.getPropertyValue(`--vscode-${variable}`).trim(), highContrast),
    fontFamily: style.getPropertyValue('--vscode-font-family').trim() || 'sans-serif',
    unit: parseFloat(getComputedStyle(document.body).fontSize) / 13 || 1,
    highContrast,
    reducedMotion: classes.contains('vscode-reduce-motion') || matchMedia('(prefers-reduced-motion: reduce)').matches,
    screenReader: classes.contains('vscode-using-screen-reader'),
  };
}

export function onThemeChange(listener: () => void): void {
  const observer = new MutationObserver(listener);
  for (const target of [document.documentElement, document.body]) {
    observer.observe(target, {
      attributes: true,
      attributeFilter: ['class', 'style', 'data-vscode-theme-kind', 'data-vscode-theme-id'],
    });
  }
  for (const query of ['(forced-colors: active)', '(prefers-reduced-motion: reduce)'])
    matchMedia(query).addEventListener('change', listener);
}
