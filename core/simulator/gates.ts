/** Feature gates by version, as far as a run depends on them (pkg/features/kube_features.go of each version). */
import type { Gates } from './world.ts';

/** The gate of a restarted kubelet that reports all containers anew instead of taking over what was reported. */
export const STATUS_ANEW = 'ChangeContainerStatusOnKubeletRestart';

/** Minor version from which a gate is on by default. */
const ON_FROM: Readonly<Record<string, number>> = {
  ContainerRestartRules: 35,
  RestartAllContainersOnContainerExits: 36,
  PLEGOnDemandRelist: 36,
  KubeletEnsureSecretPulledImages: 35,
  KubeletCrashLoopBackOffMax: 35,
};

export function readGates(version: string, set: Readonly<Record<string, boolean>>): Gates {
  const minor = Number(/^v?1\.(\d{1,3})/.exec(version)?.[1] ?? 36);
  const byDefault = (gate: string): boolean =>
    gate === STATUS_ANEW ? minor < 35 : minor >= (ON_FROM[gate] ?? Infinity);
  return { minor, enabled: (gate) => set[gate] ?? byDefault(gate) };
}
