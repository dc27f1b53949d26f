/** The colours that Podscope contributes to VS Code, one for each role in the picture, with their defaults. */

/** What a primitive is painted with; painters know the colour of each. */
export type Paint =
  | 'serving'
  | 'working'
  | 'backoff'
  | 'failing'
  | 'ending'
  | 'neutral'
  | 'text'
  | 'dim'
  | 'background'
  | 'line'
  | 'focus'
  | 'bubble'
  | 'bubbleText';

export interface ContributedColor {
  readonly id: string;
  readonly description: string;
  readonly default: string;
}

/** For `contributes.colors` of package.json: the default is the same reference in all four kinds of theme. */
export const contributedColors: readonly ContributedColor[] = [
  {
    id: 'podscope.serving',
    description: 'Pod Lifecycle: running and ready, probe success, Ready.',
    default: 'charts.green',
  },
  {
    id: 'podscope.working',
    description: 'Pod Lifecycle: pulling an image, running but not ready.',
    default: 'charts.blue',
  },
  {
    id: 'podscope.backOff',
    description: 'Pod Lifecycle: back-off, threshold counters, Warning events.',
    default: 'charts.yellow',
  },
  {
    id: 'podscope.failing',
    description: 'Pod Lifecycle: exits with an error, kills, probe failures, SIGKILL.',
    default: 'charts.red',
  },
  {
    id: 'podscope.ending',
    description: 'Pod Lifecycle: terminating, hooks, SIGTERM, draining endpoint.',
    default: 'charts.purple',
  },
];

/** Where a painter finds a role's colour: the first of these theme variables that is set. */
export const paintVariables: Readonly<Record<Exclude<Paint, 'neutral'>, readonly string[]>> = {
  serving: ['podscope-serving', 'charts-green'],
  working: ['podscope-working', 'charts-blue'],
  backoff: ['podscope-backOff', 'charts-yellow'],
  failing: ['podscope-failing', 'charts-red'],
  ending: ['podscope-ending', 'charts-purple'],
  text: ['foreground', 'editor-foreground'],
  dim: ['descriptionForeground', 'foreground'],
  background: ['editor-background'],
  line: ['contrastBorder', 'panel-border', 'editorWidget-border'],
  focus: ['focusBorder', 'contrastActiveBorder'],
  bubble: ['button-background', 'focusBorder'],
  bubbleText: ['button-foreground', 'editor-background'],
};

export type Palette = Readonly<Record<Paint, string>>;

/** Resolves every role. `read` gives a theme variable's value (without `--vscode-`) or an empty string. */
export function palette(read: (variable: string) => string, highContrast: boolean): Palette {
  const pick = (names: readonly string[]): string => names.map(read).find((value) => value !== '') ?? '#808080';
  const background = opaque(pick(paintVariables.background), '#ffffff');
  const colours: Record<string, string> = {};
  for (const [role, names] of Object.entries(paintVariables)) colours[role] = opaque(pick(names), background);
  const text = colours['text'] ?? '#000000';
  colours['neutral'] = highContrast ? text : mix(text, background, 0.62);
  return colours as Record<Paint, string>;
}

/** Contrast of two opaque colours as WCAG 2 defines it, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

type Rgba = readonly [number, number, number, number];

function parse(text: string): Rgba {
  const hex = /^#([0-9a-f]{3,8})$/i.exec(text)?.[1];
  if (hex !== undefined) {
    const full = hex.length < 6 ? [...hex].map((digit) => digit + digit).join('') : hex;
    const at = (index: number): number => parseInt(full.slice(index * 2, index * 2 + 2) || 'ff', 16);
    return [at(0), at(1), at(2), at(3) / 255];
  }
  const numbers = text.match(/[\d.]+/g)?.map(Number) ?? [];
  return [numbers[0] ?? 128, numbers[1] ?? 128, numbers[2] ?? 128, numbers[3] ?? 1];
}

function opaque(colour: string, background: string): string {
  const [, , , alpha] = parse(colour);
  return mix(colour, background, alpha);
}

function mix(over: string, under: string, share: number): string {
  const [top, bottom] = [parse(over), parse(under)];
  const channel = (index: 0 | 1 | 2): string =>
    Math.round(top[index] * share + bottom[index] * (1 - share))
      .toString(16)
      .padStart(2, '0');
  return `#${channel(0)}${channel(1)}${channel(2)}`;
}

function luminance(colour: string): number {
  const linear = (value: number): number =>
    value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
  const [red, green, blue] = parse(colour);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
