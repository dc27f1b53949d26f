/** What the simulation says of this very Pod, at the fields that decide it, with a way into the panel. */
import type { AuthoringDocument } from '../authoring.ts';
import type { Place } from '../place.ts';

/** What hosts that simulate know about the Pods of a file. Runs when it is called, not before. */
export type ForecastOf = (documentStart: number) => Forecast | undefined;

export interface Forecast {
  /** `Ready at 12 s · 0 restarts`. */
  readonly sentence: string;
  /** Target of a link to a field in the panel; undefined where there is no panel. */
  readonly linkTo?: (field: string) => string;
}

const deciding = new Set([
  'Pod.kind',
  'Pod.spec',
  'PodTemplateSpec.spec',
  'PodSpec.containers',
  'PodSpec.initContainers',
  'PodSpec.restartPolicy',
  'PodSpec.terminationGracePeriodSeconds',
  'PodSpec.activeDeadlineSeconds',
  'Container.livenessProbe',
  'Container.readinessProbe',
  'Container.startupProbe',
  'Container.lifecycle',
  'Container.restartPolicy',
  'Container.command',
  'Container.args',
]);

/** One line, or none. */
export function forecastLine(document: AuthoringDocument, place: Place, forecastOf: ForecastOf | undefined): string[] {
  const id = `${place.struct?.name ?? ''}.${place.field?.name ?? ''}`;
  const isAsked = deciding.has(id) || place.struct?.name === 'Probe' || (id.endsWith('.kind') && place.path === 'kind');
  const forecast = isAsked && document.pod !== undefined ? forecastOf?.(document.start) : undefined;
  if (forecast === undefined) return [];
  const link = forecast.linkTo === undefined ? '' : ` [Show in Pod Lifecycle](${forecast.linkTo(place.path)})`;
  return [`In this Pod: ${forecast.sentence}.${link}  `];
}
