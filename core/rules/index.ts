/** All rules, and the runner that turns a Pod into findings. */
import { commandEnds } from './command-ends.ts';
import { commandNotInImage } from './command-not-in-image.ts';
import { cpuInBytes } from './cpu-in-bytes.ts';
import { envReferenceUndefined } from './env-reference-undefined.ts';
import { execCommandIsOneString } from './exec-command-is-one-string.ts';
import { hairTriggerLiveness } from './hair-trigger-liveness.ts';
import { imageUnparsable } from './image-unparsable.ts';
import { initNeverEnds } from './init-never-ends.ts';
import { jobNeverEnds } from './job-never-ends.ts';
import { livenessBeforeStart } from './liveness-before-start.ts';
import { livenessEqualsReadiness } from './liveness-equals-readiness.ts';
import { memoryInMilliBytes } from './memory-in-milli-bytes.ts';
import { noLatestTag } from './no-latest-tag.ts';
import { nonRootRunsAsRoot } from './non-root-runs-as-root.ts';
import { portSharedByContainers } from './port-shared-by-containers.ts';
import { preStopEatsGrace } from './pre-stop-eats-grace.ts';
import { probePortUndeclared } from './probe-port-undeclared.ts';
import { probeTimeoutAbovePeriod } from './probe-timeout-above-period.ts';
import { readinessNeverTrue } from './readiness-never-true.ts';
import { requireCpuLimit } from './require-cpu-limit.ts';
import { requireCpuRequest } from './require-cpu-request.ts';
import { requireMemoryLimit } from './require-memory-limit.ts';
import { requireMemoryRequest } from './require-memory-request.ts';
import { requireReadinessProbe } from './require-readiness-probe.ts';
import { sidecarWithoutRestartPolicy } from './sidecar-without-restart-policy.ts';
import type { PodView } from './pod-view.ts';
import type { Finding, Rule } from './rule.ts';

/** First what will fail, then advice. */
export const rules: readonly Rule[] = [
  probePortUndeclared,
  execCommandIsOneString,
  imageUnparsable,
  nonRootRunsAsRoot,
  memoryInMilliBytes,
  cpuInBytes,
  preStopEatsGrace,
  envReferenceUndefined,
  portSharedByContainers,
  commandEnds,
  initNeverEnds,
  jobNeverEnds,
  readinessNeverTrue,
  livenessBeforeStart,
  commandNotInImage,
  sidecarWithoutRestartPolicy,
  livenessEqualsReadiness,
  hairTriggerLiveness,
  probeTimeoutAbovePeriod,
  noLatestTag,
  requireMemoryRequest,
  requireMemoryLimit,
  requireCpuRequest,
  requireCpuLimit,
  requireReadinessProbe,
];

export interface RuleFinding extends Finding {
  readonly rule: Rule;
}

/** Everything that the given rules find, rule by rule. */
export function runRules(pod: PodView, selected: readonly Rule[] = rules): RuleFinding[] {
  return selected.flatMap((rule) => [...rule.check(pod)].map((finding) => ({ ...finding, rule })));
}
