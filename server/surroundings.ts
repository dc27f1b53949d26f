/** What other files say of a document's namespace, as the core's features take it. */
import type { JsonObject } from '../core/language.ts';
import type { Analysis } from './engine.ts';

/** Objects and the version of the cluster. */
export function surroundings({ language: { objects = [], kubernetesVersion } }: Analysis): {
  readonly objects: readonly JsonObject[];
  readonly kubernetesVersion: string;
} {
  return { objects, kubernetesVersion };
}
