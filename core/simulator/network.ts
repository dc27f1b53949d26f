/** The network of the Pod: who answers on a port. */
import type { NetworkAnswer, NetworkQuestion } from '../behaviour/program.ts';
import type { Instance, PodLife } from './world.ts';

/** The Pod's IP as texts name it: a new sandbox has a new one. */
export function podAddress(life: PodLife): string {
  const attempt = life.sandboxes[0]?.attempt ?? 0;
  return attempt === 0 ? '<podIP>' : `<podIP:${attempt + 1}>`;
}

/** Asks a port of the Pod: the containers that serve it for sure come before those that only mention it. */
export function connect(life: PodLife, question: NetworkQuestion): NetworkAnswer {
  const nowMs = life.now();
  let owner: Instance | undefined,
    isSure = false;
  for (const instance of life.instances) {
    if (instance.state !== 'running' || !instance.program) continue;
    const claim = instance.program.claims(question.port, nowMs);
    if (claim === 'no' || (isSure && claim !== 'yes')) continue;
    const isBetter = !owner || (claim === 'yes' && !isSure) || instance.name < owner.name;
    if (isBetter) {
      owner = instance;
      isSure = claim === 'yes';
    }
  }
  return owner ? owner.program!.connect(question, nowMs) : { open: false };
}
