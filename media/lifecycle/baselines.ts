/** Baselines that the panel makes itself, and the end of any comparison. */
import type { App } from './app.ts';

/** The host forgets its baseline, and the panel its own. */
export function endComparison(app: App): void {
  app.compareWith(undefined);
  app.post({ type: 'selectBaseline', baselineId: 'none' });
}

/** True for a comparison of the next function. */
export const isOwnBaseline = (id = ''): boolean => /^(no-scenario$|version-)/.test(id);

/** Comparisons that need nothing from the host: without the Scenario, and on the two versions of Kubernetes before. */
export function ownBaselines({ run }: Pick<App, 'run'>): readonly NonNullable<Parameters<App['compareWith']>[0]>[] {
  if (run === undefined) return [];
  const { input } = run;
  const minor = Number(/^1\.(\d+)$/.exec(input.settings.kubernetesVersion)?.[1] ?? NaN);
  const versions = Number.isFinite(minor) ? [`1.${minor - 1}`, `1.${minor - 2}`] : [];
  return [
    { id: 'no-scenario', title: 'no Scenario', input: { ...input, scenario: {} } },
    ...versions.map((version) => ({
      id: `version-${version}`,
      title: `Kubernetes ${version}`,
      input: { ...input, settings: { ...input.settings, kubernetesVersion: version } },
    })),
  ];
}
