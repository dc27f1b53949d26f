/** Answers on quantities: the human value, what it is for, and the Pod's quality of service. */
import { compareQuantities, parseQuantity, type Quantity, scaledValue } from '../../kube/quantity.ts';
import { objectAt, structAt, type JsonObject } from '../../kube/json.ts';
import type { PodView } from '../../rules/pod-view.ts';
import { type AuthoringDocument, containerOf, valueAt } from '../authoring.ts';
import type { Place } from '../place.ts';

/** For `resources` and everything below it; empty elsewhere. */
export function resourceAnswer(document: AuthoringDocument, place: Place): readonly string[] {
  const last = place.steps.at(-1);
  if (place.struct?.name === 'Container' && place.field?.name === 'resources') return [`${quality(document.pod)}  `];
  const bound = place.steps.at(-2)?.name;
  if (last?.kind !== 'key' || (bound !== 'requests' && bound !== 'limits')) return [];
  const written = valueAt(document.manifest.object, place.steps);
  const parsed =
    typeof written === 'string' || typeof written === 'number' ? parseQuantity(String(written)) : undefined;
  if (parsed === undefined || !('quantity' in parsed)) return [];
  const name = String(last.name);
  const isClaim = place.steps.some((step) => /^volumeClaimTemplates?$/.test(String(step.name)));
  const use = isClaim ? claimPurpose(bound) : purpose(name, bound);
  const lines = [`${humanValue(name, parsed.quantity)}: ${use}`];
  if (containerOf(document.pod, place.path) !== undefined) lines.push(quality(document.pod));
  return lines.map((line) => `${line}  `);
}

function humanValue(name: string, quantity: Quantity): string {
  if (name === 'cpu') {
    const milli = Number(scaledValue(quantity, -3));
    return milli % 1000 === 0
      ? `${milli / 1000} ${milli === 1000 ? 'core' : 'cores'}`
      : `${milli} thousandths of a core`;
  }
  const bytes = Number(quantity.unscaled) * 10 ** quantity.scale;
  if (name !== 'memory' && !name.startsWith('hugepages-') && !name.endsWith('storage')) return String(bytes);
  if (bytes === 1) return '1 byte';
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes;
  let unit = 0;
  for (; value >= 1024 && unit < units.length - 1; unit++) value /= 1024;
  return `${Number(value.toFixed(1))} ${units[unit] ?? ''}`;
}

function claimPurpose(bound: 'requests' | 'limits'): string {
  return bound === 'requests' ? 'the least that the volume must hold.' : 'the most that the volume may hold.';
}

function purpose(name: string, bound: 'requests' | 'limits'): string {
  if (bound === 'requests') {
    return name === 'cpu'
      ? 'reserved when the Pod is placed, and its share when the CPU is busy.'
      : 'reserved when the Pod is placed.';
  }
  if (name === 'cpu') return 'above it the container is slowed down, also while the node is idle.';
  return name === 'memory' ? 'above it a process is killed (OOMKilled, exit code 137).' : 'the most it may use.';
}

/** Source: pkg/apis/core/v1/helper/qos/qos.go (1.36), without pod-level resources. */
function quality(pod: PodView | undefined): string {
  if (pod === undefined) return '';
  const containers = pod.containers
    .filter(({ role }) => role !== 'ephemeral')
    .map(({ defaulted }) => structAt(defaulted, 'resources'));
  const figures = containers.flatMap((resources) =>
    ['requests', 'limits'].flatMap((bound) => ['cpu', 'memory'].map((name) => structAt(resources, bound)[name])),
  );
  if (figures.every((figure) => figure === undefined))
    return 'Quality of service of this Pod: BestEffort, the first to be evicted.';
  const guaranteed = containers.every((resources) => ['cpu', 'memory'].every((name) => sameBound(resources, name)));
  return `Quality of service of this Pod: ${guaranteed ? 'Guaranteed, the last to be evicted' : 'Burstable'}.`;
}

function sameBound(resources: JsonObject, name: string): boolean {
  const limit = objectAt(resources, 'limits')?.[name];
  const request = objectAt(resources, 'requests')?.[name] ?? limit;
  if (limit === undefined) return false;
  const [left, right] = [parseQuantity(String(limit)), parseQuantity(String(request))];
  return 'quantity' in left && 'quantity' in right && compareQuantities(left.quantity, right.quantity) === 0;
}
