/**
 * The numbers of a real kubelet, each with its place in kubernetes/kubernetes v1.36 (`kl` is pkg/kubelet). Times in
 * milliseconds.
 */

/**
 * Resync of a Pod without errors, the base of the jittered retry (kl/pod_workers.go, config defaults: syncFrequency).
 */
export const RESYNC_MS = 60_000;
/** Retry after a failed sync (kl/kubelet.go: backOffPeriod). */
export const RETRY_MS = 10_000;
/** Delays of the Pod worker grow by up to this share of themselves (kl/pod_workers.go: worker…JitterFactor). */
export const WORKER_JITTER = 0.5;
/** Crash and image back-off (kl/kubelet.go: initialNodeStatusUpdate…, backOffPeriod, MaxCrashLoopBackOff). */
export const BACKOFF_INITIAL_MS = 10_000;
export const BACKOFF_MAX_MS = 300_000;
/**
 * With ReduceDefaultCrashLoopBackOffDecay (kl/kubelet.go: reducedInitialCrashLoopBackOff,
 * reducedMaxCrashLoopBackOff).
 */
export const REDUCED_BACKOFF_INITIAL_MS = 1_000;
export const REDUCED_BACKOFF_MAX_MS = 60_000;
/** A back-off entry is forgotten after twice the default maximum (kl/kubelet.go: backOff…HasExpiredFunc). */
export const BACKOFF_RESET_MS = 600_000;
/**
 * The runtime gets at least this to stop a container (kl/kuberuntime/kuberuntime_manager.go:
 * minimumGracePeriodInSeconds).
 */
export const MIN_GRACE_SECONDS = 2;
/** How often and how long a sync asks whether the volumes are mounted (kl/volumemanager/volume_manager.go). */
export const VOLUME_POLL_MS = 300;
export const VOLUME_TIMEOUT_MS = 123_000;
/** Loop of the reconciler and the populator of the volume manager (same file). */
export const VOLUME_LOOP_MS = 100;
/** Back-off of one volume operation (pkg/util/goroutinemap/exponentialbackoff). */
export const MOUNT_RETRY_INITIAL_MS = 500;
export const MOUNT_RETRY_MAX_MS = 122_000;
/** The populator begins its turns this long after the reconciler; in a real kubelet it is any part of a turn. */
export const POPULATOR_PHASE_MS = 37;
/** Period of the status manager's reconciliation (kl/status/status_manager.go: syncPeriod). */
export const STATUS_SYNC_MS = 10_000;
/** Tries of a probe that ends in an internal error (kl/prober/prober.go: maxProbeRetries). */
export const PROBE_TRIES = 3;
/**
 * Period of the eviction manager (kl/kubelet.go: evictionMonitoringPeriod), and of measuring volumes (config
 * defaults: volumeStatsAggPeriod).
 */
export const EVICTION_MS = 10_000;
export const VOLUME_STATS_MS = 60_000;
/** Period of the housekeeping (kl/kubelet.go: housekeepingPeriod). */
export const HOUSEKEEPING_MS = 2_000;
/** Period of the garbage collection of containers (kl/kubelet.go: ContainerGCPeriod). */
export const CONTAINER_GC_MS = 60_000;
/** Dead instances that are kept per container (kl/kubelet.go: MaxPerPodContainerCount). */
export const DEAD_CONTAINERS_KEPT = 1;
/** Containers that started this long before a restarted kubelet keep their readiness (kl/prober/prober_manager.go). */
export const KUBELET_RESTART_GRACE_MS = 10_000;
/**
 * A Pod that nothing moves is tried again after five minutes, at a tick of thirty seconds
 * (pkg/scheduler/backend/queue: DefaultPodMaxInUnschedulablePodsDuration). Its events are written again every thirty
 * minutes (client-go/tools/events: refreshTime).
 */
export const FLUSH_MS = 300_000;
export const FLUSH_TICK_MS = 30_000;
export const SERIES_REFRESH_MS = 1_800_000;
/** An event without a successor is forgotten after this. */
export const SERIES_END_MS = 360_000;
/** Pods of a node that is gone are collected forty seconds later, by a turn every twenty (pkg/controller/podgc). */
export const QUARANTINE_MS = 40_000;
export const POD_GC_MS = 20_000;
/** Termination messages share 12 KiB; a log tail is used up to 2048 bytes (kl/container/runtime.go). */
export const TERMINATION_MESSAGE_TOTAL = 12 * 1024;
export const TERMINATION_LOG_BYTES = 2048;
export const TERMINATION_LOG_LINES = 80;
/**
 * A virtual instant: the Pods of all runs are created in this second (2000-01-01T00:00:20Z), so that runs can be
 * compared.
 */
export const EPOCH_MS = 946_684_820_000;
/** How long the played kubelet has been up before the Pod is created: phases of its tickers count from there. */
export const WARM_MS = 20_000;
