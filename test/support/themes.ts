/** Values that four themes of VS Code give to the variables the panel uses. */

export type ThemeName = 'light' | 'dark' | 'hc-dark' | 'hc-light';
export const themeNames: readonly ThemeName[] = ['light', 'dark', 'hc-dark', 'hc-light'];

const order = [
  'editor-background',
  'foreground',
  'descriptionForeground',
  'sideBar-background',
  'panel-border',
  'focusBorder',
  'textLink-foreground',
  'errorForeground',
  'charts-green',
  'charts-blue',
  'charts-yellow',
  'charts-red',
  'charts-purple',
  'input-background',
  'input-border',
  'button-background',
  'button-foreground',
  'dropdown-background',
  'dropdown-border',
  'list-hoverBackground',
  'list-activeSelectionBackground',
  'list-activeSelectionForeground',
  'toolbar-hoverBackground',
  'inputOption-activeBackground',
  'inputOption-activeBorder',
  'editorHoverWidget-background',
  'editorHoverWidget-border',
  'contrastBorder',
  'contrastActiveBorder',
  'menu-background',
  'menu-border',
  'menu-selectionBackground',
  'menu-selectionForeground',
];

const values: Readonly<Record<ThemeName, string>> = {
  light:
    '#ffffff #3b3b3b #3b3b3b #f8f8f8 #e5e5e5 #005fb8 #005fb8 #f85149 #388a34 #1a85ff #bf8803 #e51400 #652d90 #ffffff #cecece #005fb8 #ffffff #ffffff #cecece #f2f2f2 #e8e8e8 #000000 #b8b8b850 #bed6ed #005fb8 #f8f8f8 #cecece - - #ffffff #cecece #005fb8 #ffffff',
  dark: '#1f1f1f #cccccc #9d9d9d #181818 #2b2b2b #0078d4 #4daafc #f85149 #89d185 #3794ff #cca700 #f14c4c #b180d7 #313131 #3c3c3c #0078d4 #ffffff #313131 #3c3c3c #2a2d2e #04395e #ffffff #5a5d5e50 #2489db82 #2488db #202020 #454545 - - #1f1f1f #454545 #0078d4 #ffffff',
  'hc-dark':
    '#000000 #ffffff #ffffffb3 #000000 #6fc3df #f38518 #21a6ff #f48771 #89d185 #3794ff #ffd370 #f48771 #b180d7 #000000 #6fc3df #000000 #ffffff #000000 #6fc3df #00000000 #00000000 #ffffff #00000000 #00000000 #f38518 #0c141f #6fc3df #6fc3df #f38518 #000000 #6fc3df #000000 #ffffff',
  'hc-light':
    '#ffffff #292929 #292929 #ffffff #0f4a85 #006bbd #0f4a85 #b5200d #374e06 #1a85ff #895503 #b5200d #652d90 #ffffff #0f4a85 #0f4a85 #ffffff #ffffff #0f4a85 #00000000 #00000000 #292929 #00000000 #00000000 #006bbd #ffffff #0f4a85 #0f4a85 #006bbd #ffffff #0f4a85 #ffffff #292929',
};

/** Variables without the `--vscode-` in front. */
export function themeVariables(theme: ThemeName): Readonly<Record<string, string>> {
  const found = values[theme].split(' ');
  const pairs = order.flatMap((name, index) =>
    found[index] === undefined || found[index] === '-' ? [] : [[name, found[index]] as const],
  );
  return {
    ...Object.fromEntries(pairs),
    'font-family': '"Segoe WPC", "Segoe UI", -apple-system, "Liberation Sans", sans-serif',
    'font-size': '13px',
    'font-weight': 'normal',
    'editor-font-family': 'Consolas, Menlo, "Liberation Mono", monospace',
    'editor-font-size': '14px',
  };
}

/** Classes that VS Code puts on the body. */
export function themeClasses(theme: ThemeName): readonly string[] {
  if (theme === 'hc-light') return ['vscode-high-contrast', 'vscode-high-contrast-light'];
  return [{ light: 'vscode-light', dark: 'vscode-dark', 'hc-dark': 'vscode-high-contrast' }[theme]];
}
