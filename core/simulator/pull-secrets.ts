/** Secrets for the registries of a Pod: one that is missing is only told. Mirrors getPullSecretsForPod in pkg/kubelet/kubelet_pods.go (1.36). */
import { list, text } from '../kube/json.ts';
import { addCause } from './causes.ts';
import { warn } from './event-recorder.ts';
import type { ApiPod } from './pod.ts';
import { findObject } from './volume-references.ts';
import type { PodLife } from './world.ts';

/** Every sync looks for them anew. */
export function checkPullSecrets(life: PodLife, pod: ApiPod): void {
  const names = list(pod.spec.raw['imagePullSecrets']).map((ref) => text(ref['name']));
  const missing = names.filter((name) => name !== '' && !findObject(life, 'Secret', name));
  if (missing[0] === undefined) return;
  const cause = addCause(
    life,
    `no Secret ${missing.join(', ')}`,
    [`${pod.spec.path}.imagePullSecrets[${names.indexOf(missing[0])}].name`, 'cluster.missing'],
    [life.lastCause],
  );
  const message = `Unable to retrieve some image pull secrets (${missing.join(', ')}); attempting to pull the image may not succeed.`;
  warn(life, undefined, 'FailedToRetrieveImagePullSecret', message, cause);
}
