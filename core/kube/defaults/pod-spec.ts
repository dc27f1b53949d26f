/**
 * Defaults of a pod spec, in a Pod as in a template (Kubernetes 1.36, SetDefaults_PodSpec and
 * zz_generated.defaults.go).
 */
import { defaultContainer } from './container.ts';
import { type Draft, fill, fillEmpty, update, updateEach, updateStruct } from './draft.ts';
import { roundList, roundResources } from './resources.ts';
import { defaultVolume } from './volume.ts';

export function defaultPodSpec(spec: Draft): void {
  fillEmpty(spec, 'dnsPolicy', 'ClusterFirst');
  fillEmpty(spec, 'restartPolicy', 'Always');
  fill(spec, 'securityContext', {});
  fill(spec, 'terminationGracePeriodSeconds', 30);
  fillEmpty(spec, 'schedulerName', 'default-scheduler');
  updateEach(spec, 'volumes', defaultVolume);
  for (const list of ['initContainers', 'containers', 'ephemeralContainers']) updateEach(spec, list, defaultContainer);
  update(spec, 'overhead', roundList);
  update(spec, 'resources', roundResources);
}

/** The template of a workload; Go always has its `spec`, also where the author wrote none. */
export function defaultTemplate(template: Draft): void {
  updateStruct(template, 'spec', defaultPodSpec);
}
