/** From a document to what a run needs: the defaulted and admitted Pod, the objects around it, the Scenario and the settings, as small plain data. */
import type { Scenario } from '../behaviour/scenario.ts';
import { admitPod } from '../kube/admission.ts';
import { type JsonObject, plain } from '../kube/json.ts';
import type { FileDocument } from '../model/manifest-file.ts';
import { isJob } from '../model/pod-template.ts';
import type { SimulationInput, SimulationSettings } from '../simulator/input.ts';
import { podFromTemplate } from './pod-from-template.ts';
import type { Verdict } from './verdict.ts';

export interface SimulationQuestion {
  readonly document: FileDocument;
  readonly verdict: Verdict | undefined;
  readonly scenario: Scenario;
  readonly settings: SimulationSettings;
  /** Other objects of the namespace. */
  readonly objects?: readonly JsonObject[];
}

/** Undefined for documents without a Pod, and for those whose Pod cannot be decoded. */
export function simulationInput({
  document,
  verdict,
  scenario,
  settings,
  objects,
}: SimulationQuestion): SimulationInput | undefined {
  const { manifest } = document;
  if (manifest?.podSpecPath === undefined || manifest.read.decodeError !== undefined) return undefined;
  const pod = podFromTemplate(manifest, verdict?.defaulted ?? manifest.defaulted);
  if (pod === undefined) return undefined;
  return {
    pod: plain(admitPod(pod, objects)) as Readonly<Record<string, unknown>>,
    ...(objects === undefined || objects.length === 0
      ? {}
      : { objects: objects.map((object) => plain(object) as Readonly<Record<string, unknown>>) }),
    scenario,
    settings: {
      ...settings,
      kubernetesVersion: scenario.kubernetesVersion ?? settings.kubernetesVersion,
      featureGates: { ...settings.featureGates, ...scenario.featureGates },
      horizonMs: scenario.horizonMs ?? settings.horizonMs,
    },
    specPath: manifest.podSpecPath,
    ...(isJob(manifest.kind) && { isJob: true }),
  };
}
