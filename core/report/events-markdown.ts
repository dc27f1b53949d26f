/** The events of a run as a table in Markdown. */
import type { Timeline } from '../simulator/timeline.ts';
import { eventsAt } from './events-at.ts';
import { durationText, oneLine } from './words.ts';

/** Events as they stand at `atMs`; the time is that of the first appearance. */
export function eventsMarkdown(timeline: Timeline, atMs: number): string {
  const rows = eventsAt(timeline, atMs).map((event) => [
    durationText(event.firstMs),
    event.type,
    event.reason,
    event.count > 1 ? `${event.count} times, last at ${durationText(event.lastMs)}` : 'once',
    event.source,
    (event.fieldPath ? `${event.fieldPath}: ` : '') + event.message,
  ]);
  const table = [
    ['At', 'Type', 'Reason', 'Seen', 'From', 'Message'],
    ['--:', '---', '---', '---', '---', '---'],
    ...rows,
  ];
  return (
    table.map((cells, i) => `| ${cells.map((cell) => (i === 1 ? cell : escaped(cell))).join(' | ')} |`).join('\n') +
    '\n'
  );
}

/** Pipes would end a cell, and angle brackets begin HTML. */
function escaped(text: string): string {
  return oneLine(text).replace(/[\\|<>*_`[\]]/g, (character) => `\\${character}`);
}
