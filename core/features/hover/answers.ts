/** Our own answers by field of the API: what a value does in this Pod. One function a field, picked by struct and name. */
import type { AuthoringDocument } from '../authoring.ts';
import type { Place } from '../place.ts';
import type { Answer } from './answer.ts';
import { containerAnswers } from './container.ts';
import { imageAnswers } from './image.ts';
import { lifecycleAnswers } from './lifecycle.ts';
import { probeAnswers } from './probe.ts';
import { referenceAnswers } from './references.ts';
import { resourceAnswer } from './resources.ts';
import { workloadAnswers } from './workload.ts';

const answers: Readonly<Record<string, Answer>> = {
  ...probeAnswers,
  ...lifecycleAnswers,
  ...imageAnswers,
  ...containerAnswers,
  ...referenceAnswers,
  ...workloadAnswers,
};

export function answerFor(document: AuthoringDocument, place: Place): readonly string[] {
  const inResources = resourceAnswer(document, place);
  if (inResources.length > 0) return inResources;
  const id = `${place.struct?.name ?? ''}.${place.field?.name ?? ''}`;
  const answer = Object.hasOwn(answers, id) ? answers[id] : undefined;
  return answer === undefined ? [] : answer(document, place);
}
