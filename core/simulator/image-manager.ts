/**
 * Getting a container's image. Mirrors pkg/kubelet/images/image_manager.go (1.36); pulls of a node come one after the
 * other.
 */
import { entry } from './entry.ts';
import type { ImageBehaviour } from '../behaviour/scenario.ts';
import { goMillis } from '../kube/go-duration.ts';
import { imageNameError, normalImage, parseImageName } from '../kube/image-name.ts';
import { advance, IMAGE_LIMITS, refusalSinceUpdate, type BackOffEntry } from './back-off.ts';
import { addCause } from './causes.ts';
import type { Process } from './engine.ts';
import { tell, warn } from './event-recorder.ts';
import type { ContainerSpec } from './pod.ts';
import type { ImageState, PodLife } from './world.ts';
import { note } from './log.ts';

export interface ImageFailure {
  readonly error: string;
  readonly message: string;
  readonly cause: number | undefined;
}

/** Undefined: the image is there. */
export function* ensureImage(life: PodLife, container: ContainerSpec): Process<ImageFailure | undefined> {
  const { image, imagePullPolicy, path } = container;
  if (!parseImageName(image)) {
    const cause = addCause(life, `"${image}" is no image name`, `${path}.image`);
    const message = `Failed to apply default image tag "${image}": couldn't parse image name "${image}": ${imageNameError(image)}`;
    warn(life, container, 'InspectFailed', message, cause);
    return { error: 'InvalidImageName', message, cause };
  }
  const state = imageState(life, image);
  if (imagePullPolicy !== 'Always' && state.present) {
    const access = life.gates.enabled('KubeletEnsureSecretPulledImages') ? ' and can be accessed by the pod' : '';
    tell(life, container, 'Pulled', `Container image "${image}" already present on machine${access}`);
    return undefined;
  }
  if (imagePullPolicy !== 'Never') return yield* pull(life, container, state);
  const cause = addCause(life, 'the image is not on the node and must not be pulled', `${path}.imagePullPolicy`),
    error = 'ErrImageNeverPull',
    message = `Container image "${image}" is not present with pull policy of Never`;
  warn(life, container, error, message, cause);
  return { error, message, cause };
}

const imageState = (life: PodLife, image: string): ImageState =>
  entry(life.cluster.images, normalImage(image), () => ({ behaviour: { image }, present: true, pulls: 0 }));

function* pull(life: PodLife, container: ContainerSpec, state: ImageState): Process<ImageFailure | undefined> {
  const { cluster, gates } = life,
    { image, name } = container;
  const waiting = refusalSinceUpdate(life.imageBackOffs, image, life.now());
  if (waiting) return refusePull(life, container, waiting);
  life.pullErrors.delete(image);
  const cause = addCause(life, `pulls "${image}"`, `${container.path}.image`, [life.lastCause]);
  tell(life, container, 'Pulling', `Pulling image "${image}"`, cause);
  note(life, { kind: 'pulling', container: name, image, cause });
  const askedMs = life.now(),
    takesMs = state.behaviour.takesMs ?? 0;
  cluster.pullerFreeMs = Math.max(askedMs, cluster.pullerFreeMs) + takesMs;
  yield cluster.pullerFreeMs;
  state.pulls++;
  const error = failureOf(state.behaviour, state.pulls, life.now());
  note(life, { kind: 'pulled', container: name, error, cause });
  if (error !== undefined) return failed(life, container, error);
  state.present = true;
  const took = `${goMillis(takesMs)} (${goMillis(life.now() - askedMs)} including waiting)`,
    size = gates.minor >= 30 ? `. Image size: ${state.behaviour.sizeBytes ?? 2200000} bytes.` : '';
  tell(life, container, 'Pulled', `Successfully pulled image "${image}" in ${took}${size}`, cause);
  return undefined;
}

function refusePull(life: PodLife, container: ContainerSpec, { delayMs, updatedMs }: BackOffEntry): ImageFailure {
  const { image, name, path } = container;
  const cause = addCause(life, `the next pull waits ${delayMs / 1000} s after the last failure`, `${path}.image`, [
    life.lastCause,
  ]);
  const untilMs = Math.round(updatedMs + delayMs),
    message = `Back-off pulling image "${image}"`;
  note(life, { kind: 'backoff', container: name, untilMs, backoffMs: delayMs, what: 'pull', cause });
  tell(life, container, 'BackOff', message, cause);
  const before = life.gates.minor >= 32 && life.pullErrors.get(image);
  return { error: 'ImagePullBackOff', message: before ? `${message}: ${before}` : message, cause };
}

/** Errors that have a reason of their own, and its words. */
const special = [
  ['RegistryUnavailable', 'the registry is unavailable'],
  ['SignatureValidationFailed', 'the signature validation failed'],
] as const;

function failed(life: PodLife, container: ContainerSpec, text: string): ImageFailure {
  const { image } = container;
  const cause = addCause(life, 'the pull failed', [`${container.path}.image`, 'images']);
  warn(life, container, 'Failed', `Failed to pull image "${image}": ${text}`, cause);
  life.imageBackOffs = advance(life.imageBackOffs, IMAGE_LIMITS, image, life.now(), life.now());
  const [error, why] = special.find(([prefix]) => text.startsWith(prefix)) ?? ['ErrImagePull'];
  const message = why ? `image pull failed for ${image} because ${why}${text.slice(error.length)}` : text;
  life.pullErrors.set(image, `${error}: ${message}`);
  return { error, message, cause };
}

function failureOf({ image, fails, times, untilMs }: ImageBehaviour, n: number, nowMs: number): string | undefined {
  if (!fails || n > (times || Infinity) || nowMs >= (untilMs || Infinity)) return undefined;
  const full = normalImage(image);
  const text =
    fails === 'not found'
      ? `failed to pull and unpack image "${full}": failed to resolve image: ${full}: not found`
      : fails;
  // The kubelet's client takes the words of gRPC off errors without a code of their own (cri-client, remote_image.go).
  return text.includes('not found') && !text.startsWith('rpc error')
    ? `rpc error: code = NotFound desc = ${text}`
    : text.replace(/^rpc error: code = Unknown desc = /, '');
}
