/** Hover in a Scenario: what a field means, its type, and what the manifest says about the name under the cursor. */
import type { FileDocument } from '../model/manifest-file.ts';
import { inFile } from '../model/manifest-file.ts';
import { readScenario } from '../model/scenario.ts';
import type { Hover } from './hover.ts';
import { placeAt } from './place.ts';
import { shapeAt, shapeWords } from './scenario-places.ts';
import { targetOf, type Subject } from './scenario-subject.ts';

/** Undefined outside of Scenario documents and between places. `offset` counts in the file. */
export function scenarioHover(document: FileDocument, offset: number, subjects: readonly Subject[]): Hover | undefined {
  const read = document.manifest && readScenario(document.manifest.tree);
  if (document.manifest === undefined || read === undefined) return undefined;
  const place = placeAt(document.manifest.tree.root, undefined, offset - document.start);
  const names = place?.steps.map(({ name }) => name) ?? [];
  const found = shapeAt(names);
  if (place === undefined || found?.field === undefined) return undefined;
  const name = names.findLast((step) => typeof step === 'string') ?? '';
  const head = `**${name}** · ${shapeWords(found.field.shape)}${found.field.isRequired === true ? ' · required' : ''}`;
  const target = targetOf(read.scenario, subjects);
  const more =
    place.node.kind === 'scalar' && target !== undefined
      ? aboutName(place.node.text, found.shape.kind === 'text' ? found.shape.refers : undefined, target)
      : undefined;
  return {
    contents: [head, '', found.field.doc, ...(more === undefined ? [] : ['', more])].join('\n'),
    range: inFile(document, place.range),
  };
}

function aboutName(text: string, refers: string | undefined, target: Subject): string | undefined {
  if (refers !== 'container') return undefined;
  const container = target.containers.find(({ name }) => name === text);
  if (container === undefined) return undefined;
  const asked = container.asked.map(
    ({ what, port, path, command }) =>
      `${what} asks ${command === undefined ? `port ${port ?? ''}${path ?? ''}` : `\`${command.join(' ')}\``}`,
  );
  return [`Container of ${target.kind} ${target.name}, image \`${container.image}\``, ...asked].join('; ');
}
