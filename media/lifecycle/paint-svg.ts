/** Paints primitives as an SVG document: for export, and as text for visual tests. */
import type { Paint, Palette } from './colors.ts';
import type { Pattern, Primitive, Scene } from './scene/primitives.ts';
import { patterns } from './scene/patterns.ts';
import { stripRects } from './scene/strip-rects.ts';

export interface SvgTheme {
  readonly palette: Palette;
  readonly fontFamily: string;
}

/** A self-contained document: colours and patterns inside, no style sheet, no script. `title` and `summary` are read aloud. */
export function svg(scene: Scene, theme: SvgTheme, title: string, summary: string): string {
  const used = new Map<string, readonly [Pattern, Paint]>();
  for (const part of scene.primitives)
    if (part.kind === 'hatch') used.set(`${part.pattern}-${part.paint}`, [part.pattern, part.paint]);
  const [width, height] = [number(scene.width), number(scene.height)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="${escape(theme.fontFamily)}">`,
    `<title>${escape(title)}</title>`,
    `<desc>${escape(summary)}</desc>`,
    ...(used.size === 0
      ? []
      : [
          '<defs>',
          ...[...used].map(([key, [pattern, paint]]) => patternElement(key, pattern, theme.palette[paint])),
          '</defs>',
        ]),
    `<rect width="${width}" height="${height}" fill="${theme.palette.background}"/>`,
    ...scene.primitives.map((part) => element(part, theme.palette)),
    '</svg>',
    '',
  ].join('\n');
}

function patternElement(key: string, pattern: Pattern, colour: string): string {
  const { pitch, strokes, width } = patterns[pattern];
  const path = strokes.map(([x1, y1, x2, y2]) => `M${x1} ${y1}L${x2} ${y2}`).join('');
  return `<pattern id="${key}" width="${pitch}" height="${pitch}" patternUnits="userSpaceOnUse"><path d="${path}" stroke="${colour}" stroke-width="${width}"/></pattern>`;
}

function element(part: Primitive, palette: Palette): string {
  const id = part.id === undefined ? '' : ` data-id="${escape(part.id)}"`;
  const colour = palette[part.paint];
  switch (part.kind) {
    case 'rect': {
      const opacity = part.alpha === undefined ? '' : ` fill-opacity="${part.alpha}"`;
      return `<rect${id} ${area(part)} fill="${colour}"${opacity}/>`;
    }
    case 'frame': {
      const width = part.width ?? 1;
      const inner = {
        x: part.x + width / 2,
        y: part.y + width / 2,
        w: Math.max(0, part.w - width),
        h: Math.max(0, part.h - width),
      };
      return `<rect${id} ${area(inner)} fill="none" stroke="${colour}"${strokeWidth(width)}${dash(part.dash)}/>`;
    }
    case 'hatch':
      return `<path${id} d="${hatchPath(part)}" fill="url(#${part.pattern}-${part.paint})"/>`;
    case 'strip':
      return `<g${id}>${stripRects(part)
        .map((each) => element(each, palette))
        .join('')}</g>`;
    case 'path': {
      const look =
        part.fill === true
          ? `fill="${colour}"`
          : `fill="none" stroke="${colour}"${strokeWidth(part.width ?? 1)}${dash(part.dash)}`;
      return `<path${id} d="${pathOf(part.points, part.close === true)}" ${look}/>`;
    }
    case 'circle':
      return `<circle${id} cx="${number(part.x)}" cy="${number(part.y)}" r="${part.r}" fill="${palette[part.fill]}" stroke="${colour}"/>`;
    case 'text':
      return textElement(part, id, colour);
  }
}

function textElement(part: Extract<Primitive, { kind: 'text' }>, id: string, colour: string): string {
  const anchor = part.align === 'center' ? ' text-anchor="middle"' : part.align === 'right' ? ' text-anchor="end"' : '';
  const weight = part.bold === true ? ' font-weight="600"' : '';
  return `<text${id} x="${number(part.x)}" y="${number(part.y)}" font-size="${part.size}"${anchor}${weight} fill="${colour}">${escape(part.text)}</text>`;
}

function hatchPath(part: Extract<Primitive, { kind: 'hatch' }>): string {
  const right = part.x + part.w;
  const foot = part.y + part.h;
  return pathOf(
    [part.x, part.y, right, part.endHeight === undefined ? part.y : foot - part.endHeight, right, foot, part.x, foot],
    true,
  );
}

function pathOf(points: readonly number[], close: boolean): string {
  const parts: string[] = [];
  for (let index = 0; index < points.length; index += 2)
    parts.push(`${index === 0 ? 'M' : 'L'}${number(points[index] ?? 0)} ${number(points[index + 1] ?? 0)}`);
  return parts.join('') + (close ? 'Z' : '');
}

const area = (part: { x: number; y: number; w: number; h: number }): string =>
  `x="${number(part.x)}" y="${number(part.y)}" width="${number(part.w)}" height="${number(part.h)}"`;
const strokeWidth = (width: number): string => (width === 1 ? '' : ` stroke-width="${width}"`);
const dash = (lengths: readonly number[] | undefined): string =>
  lengths === undefined ? '' : ` stroke-dasharray="${lengths.join(' ')}"`;

/** At most two decimals, so that the text of a picture does not depend on the last bit of a division. */
function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Text that is valid XML whatever it was: markup is escaped, characters that XML forbids become U+FFFD. */
function escape(text: string): string {
  const legal = text.replace(
    /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    '\ufffd',
  );
  return legal.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
