/** The hover at an offset; the simulation runs only where the hover has a line for it. */
import type { ForecastOf, Hover } from '../core/language.ts';
import type { Analysis } from './engine.ts';
import { podAround } from './lifecycle-model.ts';
import { outlookOf } from './outlooks.ts';
import type { Session } from './session.ts';
import { surroundings } from './surroundings.ts';

/** `bare`: without the API's own description, which another extension shows. */
export async function hoverAt(
  session: Session,
  analysis: Analysis,
  offset: number,
  style: 'full' | 'bare' = 'full',
): Promise<Hover | undefined> {
  const isBare = style === 'bare' || analysis.settings.fieldDocs === 'off';
  const docs = isBare ? undefined : await session.fieldDocs();
  const ask = (forecastOf: ForecastOf): Hover | undefined =>
    session.engine.language.hover(analysis.file, offset, docs, analysis.others, {
      ...surroundings(analysis),
      forecastOf,
    });
  let asked: number | undefined;
  const plain = ask((start) => {
    asked = start;
    return undefined;
  });
  const pod = asked === undefined ? undefined : podAround(analysis.pods, offset);
  const found = pod && (await outlookOf(session, analysis, pod));
  if (pod === undefined || found === undefined) return plain;
  return ask(() => ({
    sentence: found.sentence,
    ...(session.options.hasPanel === true && {
      linkTo: (field) => commandLink('_podscope.showField', [analysis.document.uri, pod.id, field]),
    }),
  }));
}

function commandLink(command: string, args: readonly string[]): string {
  return `command:${command}?${encodeURIComponent(JSON.stringify(args))}`;
}
