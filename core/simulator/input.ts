/**
 * All that a run needs, as small plain data: it crosses the bridge to the webview and gives the same bytes
 * everywhere.
 */
import type { Scenario } from '../behaviour/scenario.ts';

export interface SimulationInput {
  /** The Pod after defaulting and admission (for a workload: one Pod of its template). */
  readonly pod: Readonly<Record<string, unknown>>;
  /** Objects that exist besides the Pod: ConfigMaps, Secrets, Services, claims, LimitRanges, service accounts. */
  readonly objects?: readonly Readonly<Record<string, unknown>>[];
  readonly scenario: Scenario;
  readonly settings: SimulationSettings;
  /**
   * Where the Pod's spec stands in the manifest: `spec` for a Pod, `spec.template.spec` for a Deployment. Causes name
   * fields below it.
   */
  readonly specPath?: string;
  /** The Pod belongs to a Job or CronJob: its containers are assumed to end. */
  readonly isJob?: boolean;
}

export interface SimulationSettings {
  /** Minor version, `1.36`. */
  readonly kubernetesVersion: string;
  readonly featureGates?: Readonly<Record<string, boolean>>;
  /** End of the run. */
  readonly horizonMs: number;
  /**
   * Wall clock of the Pod's creation, in milliseconds since 1970: instants of the API count from it. Default
   * 2000-01-01T00:00:20.250Z.
   */
  readonly createdAtMs?: number;
  /** Limits a run; it is cut with a stated reason. */
  readonly maxEvents?: number;
  /** False leaves out causes: everything else stays the same. */
  readonly withCauses?: boolean;
  /** True leaves out lanes, lines and causes (sweeps): statuses and events stay the same. */
  readonly verdictOnly?: boolean;
}
