/** Draws the extension's icon, `media/icons/podscope.png`: a Pod's lanes with a pulse. No picture tool needed. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';
import { chdirToRoot } from './lib/run.ts';

type Rgb = readonly [number, number, number];
interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly r: number;
  readonly colour: Rgb;
}

const size = 256;
const samples = 4;
const ground: Box = { x: 8, y: 8, w: 240, h: 240, r: 52, colour: [24, 42, 66] };
const lanes: readonly Box[] = [
  { x: 44, y: 62, w: 46, h: 26, r: 9, colour: [86, 156, 224] },
  { x: 98, y: 62, w: 114, h: 26, r: 9, colour: [98, 190, 120] },
  { x: 44, y: 168, w: 78, h: 26, r: 9, colour: [98, 190, 120] },
  { x: 130, y: 168, w: 34, h: 26, r: 9, colour: [236, 192, 82] },
  { x: 172, y: 168, w: 40, h: 26, r: 9, colour: [98, 190, 120] },
];
const pulse: readonly (readonly [number, number])[] = [
  [40, 128],
  [92, 128],
  [108, 104],
  [130, 154],
  [148, 118],
  [158, 128],
  [216, 128],
];
const pulseColour: Rgb = [240, 246, 252];

chdirToRoot();
mkdirSync('media/icons', { recursive: true });
writeFileSync('media/icons/podscope.png', encodePng(draw()));

/** RGBA bytes, four by four samples a pixel. */
function draw(): Uint8Array {
  const pixels = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) pixels.set(pixelAt(x, y), (y * size + x) * 4);
  return pixels;
}

function pixelAt(x: number, y: number): readonly number[] {
  const sum = [0, 0, 0, 0];
  for (let step = 0; step < samples * samples; step++) {
    const colour = colourAt(x + ((step % samples) + 0.5) / samples, y + (Math.floor(step / samples) + 0.5) / samples);
    if (colour !== undefined)
      [...colour, 255].forEach((value, channel) => {
        sum[channel] = (sum[channel] ?? 0) + value;
      });
  }
  const covered = (sum[3] ?? 0) / 255;
  const [r = 0, g = 0, b = 0] = sum.map((value) => Math.round(value / Math.max(1, covered)));
  return [r, g, b, Math.round((covered / (samples * samples)) * 255)];
}

function colourAt(x: number, y: number): Rgb | undefined {
  if (!inside(ground, x, y)) return undefined;
  if (distanceToPulse(x, y) < 6) return pulseColour;
  return lanes.find((lane) => inside(lane, x, y))?.colour ?? ground.colour;
}

function inside({ x, y, w, h, r }: Box, px: number, py: number): boolean {
  const dx = Math.max(x + r - px, px - (x + w - r), 0);
  const dy = Math.max(y + r - py, py - (y + h - r), 0);
  return Math.hypot(dx, dy) <= r;
}

function distanceToPulse(x: number, y: number): number {
  return Math.min(...pulse.slice(1).map((to, at) => distanceToLine(x, y, pulse[at] ?? to, to)));
}

function distanceToLine(
  x: number,
  y: number,
  [ax, ay]: readonly [number, number],
  [bx, by]: readonly [number, number],
): number {
  const length = (bx - ax) ** 2 + (by - ay) ** 2;
  const along = Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length));
  return Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay));
}

function encodePng(pixels: Uint8Array): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const rows = Buffer.alloc(size * (size * 4 + 1));
  for (let y = 0; y < size; y++) rows.set(pixels.subarray(y * size * 4, (y + 1) * size * 4), y * (size * 4 + 1) + 1);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
