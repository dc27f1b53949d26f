/** All documented checks by rule id: what the pages of the documentation and `podscope explain` are made from. */
import type { Catalogue } from '../catalogue.ts';
import { appsCatalogue } from './apps.ts';
import { claimCatalogue } from './claim.ts';
import { containerCatalogue } from './container.ts';
import { cronJobCatalogue } from './cron-job.ts';
import { dnsCatalogue } from './dns.ts';
import { envCatalogue } from './env.ts';
import { jobPolicyCatalogue } from './job-policies.ts';
import { jobCatalogue } from './job.ts';
import { metadataCatalogue } from './metadata.ts';
import { objectCatalogue } from './objects.ts';
import { podSpecCatalogue } from './pod-spec.ts';
import { portsCatalogue } from './ports.ts';
import { probeCatalogue } from './probe.ts';
import { projectedCatalogue } from './projected.ts';
import { resourcesCatalogue } from './resources.ts';
import { schedulingCatalogue } from './scheduling.ts';
import { securityContextCatalogue } from './security-context.ts';
import { spreadingCatalogue } from './spreading.ts';
import { volumeMountsCatalogue } from './volume-mounts.ts';
import { volumeNetworkCatalogue } from './volume-network.ts';
import { volumeWarningCatalogue } from './volume-warnings.ts';
import { volumesCatalogue } from './volumes.ts';
import { warningCatalogue } from './warnings.ts';
import { windowsCatalogue } from './windows.ts';
import { workloadCatalogue } from './workloads.ts';

/** A page of the documentation: the checks of one part of the API. */
export interface CataloguePage {
  readonly id: string;
  readonly title: string;
  readonly rules: Catalogue;
}

export const cataloguePages: readonly CataloguePage[] = [
  { id: 'metadata', title: 'Metadata and annotations', rules: metadataCatalogue },
  { id: 'pod-spec', title: 'Pod spec', rules: podSpecCatalogue },
  { id: 'container', title: 'Containers', rules: containerCatalogue },
  { id: 'ports', title: 'Ports', rules: portsCatalogue },
  { id: 'env', title: 'Environment variables', rules: envCatalogue },
  { id: 'probe', title: 'Probes and lifecycle hooks', rules: probeCatalogue },
  { id: 'resources', title: 'Resources', rules: resourcesCatalogue },
  { id: 'volumes', title: 'Volumes and mounts', rules: { ...volumesCatalogue, ...volumeMountsCatalogue } },
  { id: 'projected', title: 'Projected volumes', rules: projectedCatalogue },
  { id: 'volume-network', title: 'Volumes on a network', rules: volumeNetworkCatalogue },
  { id: 'claim', title: 'Claims', rules: claimCatalogue },
  { id: 'scheduling', title: 'Scheduling', rules: { ...schedulingCatalogue, ...spreadingCatalogue } },
  { id: 'dns', title: 'DNS and host aliases', rules: dnsCatalogue },
  { id: 'security-context', title: 'Security contexts', rules: { ...securityContextCatalogue, ...windowsCatalogue } },
  { id: 'workloads', title: 'Selectors and templates of workloads', rules: workloadCatalogue },
  { id: 'apps', title: 'Deployment, StatefulSet and DaemonSet', rules: appsCatalogue },
  { id: 'job', title: 'Job', rules: { ...jobCatalogue, ...jobPolicyCatalogue } },
  { id: 'cron-job', title: 'CronJob', rules: cronJobCatalogue },
  { id: 'objects', title: 'Objects of a namespace', rules: objectCatalogue },
  { id: 'warnings', title: 'Warnings', rules: { ...warningCatalogue, ...volumeWarningCatalogue } },
];
