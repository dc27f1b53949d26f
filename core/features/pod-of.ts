/** The Pod of a manifest as the rules and the hover see it. */
import type { JsonObject } from '../kube/json.ts';
import { type Manifest, structAtPath } from '../model/manifest.ts';
import { type PodView, podView, type ProgramFacts } from '../rules/pod-view.ts';

export interface PodSurroundings {
  /** Objects of the same namespace in the workspace. */
  readonly objects?: readonly JsonObject[];
  readonly kubernetesVersion?: string;
  readonly programs?: Readonly<Record<string, ProgramFacts>>;
}

/** The Pod or Pod template; `undefined` for objects without one. */
export function podOf(manifest: Manifest, around: PodSurroundings = {}): PodView | undefined {
  const { podSpecPath } = manifest;
  if (podSpecPath === undefined) return undefined;
  return podView({
    kind: manifest.kind,
    name: manifest.name,
    specPath: podSpecPath,
    spec: structAtPath(manifest.object, podSpecPath),
    defaulted: structAtPath(manifest.defaulted, podSpecPath),
    ...around,
  });
}
