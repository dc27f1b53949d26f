/** A growing text of indented lines, as kubectl's describers write it. */

export interface Lines {
  /** Adds text behind the indentation of a level (two spaces each); the text brings its own line ends. */
  readonly write: (level: number, text: string) => void;
  /** The same lines, this many levels further in. */
  readonly nested: (level: number) => Lines;
  readonly text: () => string;
}

export function createLines(parts: string[] = [], base = 0): Lines {
  return {
    write: (level, text) => void parts.push('  '.repeat(base + level) + visible(text)),
    nested: (level) => createLines(parts, base + level),
    text: () => parts.join(''),
  };
}

/** Terminal control is shown, not carried out. */
function visible(text: string): string {
  return text.replaceAll('\u001b', '^[').replaceAll('\r', '\\r');
}

/** A map in the order of its keys, one `key=value` a line; nothing is `<none>`. */
export function writeMap(lines: Lines, title: string, map: Readonly<Record<string, unknown>>): void {
  const keys = Object.keys(map).sort(byCodeUnits);
  if (!keys.length) return lines.write(0, `${title}:\t<none>\n`);
  lines.write(0, `${title}:\t`);
  keys.forEach((key, i) => {
    if (i > 0) lines.write(0, '\t');
    lines.write(0, `${key}=${String(map[key])}\n`);
  });
}

const LONGEST_ANNOTATION = 140;

/** Annotations; long ones and those of several lines stand below their key, cut. kubectl's own copy of the manifest is left out. */
export function writeAnnotations(lines: Lines, annotations: Readonly<Record<string, unknown>>): void {
  const keys = Object.keys(annotations)
    .filter((key) => key !== 'kubectl.kubernetes.io/last-applied-configuration')
    .sort(byCodeUnits);
  lines.write(0, 'Annotations:\t');
  if (!keys.length) return lines.write(0, '<none>\n');
  keys.forEach((key, i) => {
    if (i > 0) lines.write(0, '\t');
    const value = String(annotations[key]).replace(/\n$/, '');
    if (bytes(value) + bytes(key) + 2 <= LONGEST_ANNOTATION && !value.includes('\n'))
      return lines.write(0, `${key}: ${value}\n`);
    lines.write(0, `${key}:\n`);
    for (const line of value.split('\n')) lines.write(0, `\t  ${shortened(line, LONGEST_ANNOTATION - 2)}\n`);
  });
}

export function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function shortened(text: string, limit: number): string {
  return bytes(text) > limit ? `${text.slice(0, limit)}...` : text;
}

function bytes(text: string): number {
  let count = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    count += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return count;
}
