/** Enum values that the server takes at this very place, and words that it takes although the API calls them free. */
import { asObject } from '../../kube/json.ts';
import type { ContainerView } from '../../rules/pod-view.ts';
import { type AuthoringDocument, containerOf, valueAt } from '../authoring.ts';
import type { CompletionContext } from './context.ts';

const templateNeedsAlways = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController']);

/** In the order of use. */
export function allowedValues(
  context: CompletionContext,
  document: AuthoringDocument | undefined,
  values: readonly string[],
): readonly string[] {
  const pod = document?.pod;
  const field = `${context.struct?.name ?? ''}.${context.field?.name ?? ''}`;
  if (field === 'PodSpec.restartPolicy') {
    if (templateNeedsAlways.has(context.kind)) return ['Always'];
    return context.kind === 'Job' || context.kind === 'CronJob'
      ? ['Never', 'OnFailure']
      : ['Always', 'OnFailure', 'Never'];
  }
  if (field === 'Container.restartPolicy') return containerPolicies(containerOf(pod, context.path), values);
  if (field === 'PodSpec.dnsPolicy')
    return values.filter((known) => known !== 'None' || pod?.spec['dnsConfig'] !== undefined);
  if (field === 'PodFailurePolicyRule.action')
    return perIndex(context, document) ? values : values.filter((known) => known !== 'FailIndex');
  if (field === 'Container.imagePullPolicy') return ['IfNotPresent', 'Always', 'Never'];
  return values;
}

/** FailIndex needs a limit for each index. */
function perIndex(context: CompletionContext, document: AuthoringDocument | undefined): boolean {
  const job = asObject(
    valueAt(
      document?.manifest.object,
      context.steps.slice(
        0,
        context.steps.findIndex(({ name }) => name === 'podFailurePolicy'),
      ),
    ),
  );
  return job?.['backoffLimitPerIndex'] !== undefined;
}

/** What only sidecars may have keeps an init container one. */
function containerPolicies(container: ContainerView | undefined, values: readonly string[]): readonly string[] {
  if (container?.role === 'regular') return values;
  const sidecarOnly = ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'].some(
    (name) => container?.written[name] !== undefined,
  );
  return sidecarOnly ? ['Always'] : ['Always', ...values.filter((known) => known !== 'Always')];
}
