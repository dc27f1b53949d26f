/** The random questions to Kubernetes' own printers and correlator whose answers are recorded in test/oracle/kubectl. */
import { random } from './random.ts';
import { randomDescribed } from './random-describe.ts';
import { lookAtMs, randomPod, randomRawEvents } from './random-pod.ts';

/** Half a second after `lookAtMs`: where k8s-oracle looks from, so that whole seconds stay stable. */
export const askedAtMs = lookAtMs + 500;

export function rowQuestions(count: number): ReturnType<typeof randomPod>[] {
  const r = random(7);
  return Array.from({ length: count }, () => randomPod(r));
}

/** At most nine different messages a sequence: which one a full group forgets is arbitrary in Go. */
export function eventQuestions(count: number): ReturnType<typeof randomRawEvents>[] {
  const r = random(11);
  return Array.from({ length: count }, (_, i) => randomRawEvents(r, i % 2 ? 9 : 3));
}

export function describeQuestions(count: number): ReturnType<typeof randomDescribed>[] {
  const r = random(5);
  return Array.from({ length: count }, () => randomDescribed(r));
}

/** k8s-oracle moves every instant of its question to its own present: absolute dates are not comparable, ages are. */
export function withoutDates(text: string): string {
  return text.replace(/\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000/g, (date) =>
    date.includes(' 0001 ') ? date : '<date>',
  );
}
