/** Getting a container's image. Mirrors pkg/kubelet/images/image_manager.go (1.36); pulls of a node come one after the other. */
import type { ImageBehaviour } from '../behaviour/scenario.ts';
import { imageNameError, parseImageName } from '../kube/image-name.ts';
import { advance, IMAGE_LIMITS, refusalSinceUpdate } from './back-off.ts';
import { addCause } from './causes.ts';
import type { Process } from './engine.ts';
import { emitContainer } from './event-recorder.ts';
import type { ApiPod, ContainerSpec } from './pod.ts';
import type { ImageState, PodLife } from './world.ts';
import { note } from './log.ts';

export interface ImageFailure {
  readonly error: string;
  readonly message: string;
  readonly cause: number | undefined;
}

/** Undefined: the image is there. */
export function* ensureImage(life: PodLife, _pod: ApiPod, container: ContainerSpec): Process<ImageFailure | undefined> {
  const { world } = life,
    { image, imagePullPolicy } = container;
  if (parseImageName(image) === undefined) {
    const cause = addCause(world.causes, world.engine.nowMs, {
      text: `"${image}" is no image name`,
      field: `${container.path}.image`,
    });
    const message = `Failed to apply default image tag "${image}": couldn't parse image name "${image}": ${imageNameError(image)}`;
    emitContainer(life, container, { type: 'Warning', reason: 'InspectFailed', message, cause });
    return { error: 'InvalidImageName', message, cause };
  }
  const state = imageState(life, image);
  if (imagePullPolicy !== 'Always' && state.present) {
    const access = world.gates.enabled('KubeletEnsureSecretPulledImages') ? ' and can be accessed by the pod' : '';
    emitContainer(life, container, {
      type: 'Normal',
      reason: 'Pulled',
      message: `Container image "${image}" already present on machine${access}`,
      cause: life.lastCause,
    });
    return undefined;
  }
  if (imagePullPolicy === 'Never') {
    const cause = addCause(world.causes, world.engine.nowMs, {
      text: 'the image is not on the node and must not be pulled',
      field: `${container.path}.imagePullPolicy`,
    });
    const message = `Container image "${image}" is not present with pull policy of Never`;
    emitContainer(life, container, { type: 'Warning', reason: 'ErrImageNeverPull', message, cause });
    return { error: 'ErrImageNeverPull', message, cause };
  }
  return yield* pull(life, container, state);
}

/** `nginx` and `docker.io/library/nginx:latest` are one image. */
export function normalImage(image: string): string {
  const plain = image.replace(/^docker\.io\/library\//, '');
  return plain.includes('@') || plain.slice(plain.lastIndexOf('/') + 1).includes(':') ? plain : `${plain}:latest`;
}

function imageState(life: PodLife, image: string): ImageState {
  const images = life.world.cluster.images,
    key = normalImage(image);
  let state = images.get(key);
  if (!state) {
    state = { behaviour: { image }, present: true, pulls: 0 };
    images.set(key, state);
  }
  return state;
}

function* pull(life: PodLife, container: ContainerSpec, state: ImageState): Process<ImageFailure | undefined> {
  const { world } = life,
    { image } = container,
    { engine, log } = world,
    key = image;
  const waiting = refusalSinceUpdate(life.imageBackOffs, IMAGE_LIMITS, key, engine.nowMs);
  if (waiting) {
    const cause = addCause(world.causes, engine.nowMs, {
      text: `the next pull waits ${waiting.delayMs / 1000} s after the last failure`,
      field: `${container.path}.image`,
      because: [life.lastCause],
    });
    note(log, {
      atMs: engine.nowMs,
      kind: 'backoff',
      container: container.name,
      untilMs: waiting.updatedMs + waiting.delayMs,
      backoffMs: waiting.delayMs,
      what: 'pull',
      cause,
    });
    emitContainer(life, container, {
      type: 'Normal',
      reason: 'BackOff',
      message: `Back-off pulling image "${image}"`,
      cause,
    });
    const before = life.pullErrors.get(key);
    return {
      error: 'ImagePullBackOff',
      message: `Back-off pulling image "${image}"${before && world.gates.minor >= 32 ? `: ${before}` : ''}`,
      cause,
    };
  }
  life.pullErrors.delete(key);
  const cause = addCause(world.causes, engine.nowMs, {
    text: `pulls "${image}"`,
    field: `${container.path}.image`,
    because: [life.lastCause],
  });
  emitContainer(life, container, { type: 'Normal', reason: 'Pulling', message: `Pulling image "${image}"`, cause });
  note(log, { atMs: engine.nowMs, kind: 'pulling', container: container.name, image, cause });
  const askedMs = engine.nowMs,
    beginMs = Math.max(askedMs, world.cluster.pullerFreeMs);
  const takesMs = state.behaviour.takesMs ?? 0;
  world.cluster.pullerFreeMs = beginMs + takesMs;
  yield beginMs + takesMs;
  state.pulls++;
  const failure = failureOf(state.behaviour, state.pulls, engine.nowMs);
  note(log, {
    atMs: engine.nowMs,
    kind: 'pulled',
    container: container.name,
    ok: failure === undefined,
    ...(failure === undefined ? {} : { error: failure }),
    cause,
  });
  if (failure !== undefined) return failed(life, container, failure);
  state.present = true;
  const size = state.behaviour.sizeBytes ?? 2200000;
  const took = goMillis(takesMs),
    waited = goMillis(engine.nowMs - askedMs);
  emitContainer(life, container, {
    type: 'Normal',
    reason: 'Pulled',
    cause,
    message:
      `Successfully pulled image "${image}" in ${took} (${waited} including waiting).${world.gates.minor >= 30 ? ` Image size: ${size} bytes.` : ''}`.replace(
        /\.$/,
        world.gates.minor >= 30 ? '.' : '',
      ),
  });
  return undefined;
}

function failed(life: PodLife, container: ContainerSpec, text: string): ImageFailure {
  const { world } = life,
    { image } = container;
  const cause = addCause(world.causes, world.engine.nowMs, {
    text: 'the pull failed',
    field: `${container.path}.image`,
    scenarioField: 'images',
  });
  emitContainer(life, container, {
    type: 'Warning',
    reason: 'Failed',
    message: `Failed to pull image "${image}": ${text}`,
    cause,
  });
  life.imageBackOffs = advance(life.imageBackOffs, IMAGE_LIMITS, image, world.engine.nowMs, world.engine.nowMs);
  const special = ['RegistryUnavailable', 'SignatureValidationFailed'].find((prefix) => text.startsWith(prefix));
  const why = special === 'RegistryUnavailable' ? 'the registry is unavailable' : 'the signature validation failed';
  const error = special ?? 'ErrImagePull';
  const message = special ? `image pull failed for ${image} because ${why}${text.slice(special.length)}` : text;
  life.pullErrors.set(image, `${error}: ${message}`);
  return { error, message, cause };
}

function failureOf(script: ImageBehaviour, n: number, nowMs: number): string | undefined {
  if (script.fails === undefined || script.fails === '') return undefined;
  if (
    (script.times !== undefined && script.times > 0 && n > script.times) ||
    (script.untilMs !== undefined && script.untilMs > 0 && nowMs >= script.untilMs)
  )
    return undefined;
  const full = normalImage(script.image);
  const text =
    script.fails === 'not found'
      ? `failed to pull and unpack image "${full}": failed to resolve image: ${full}: not found`
      : script.fails;
  // The kubelet's client takes the words of gRPC off errors without a code of their own (cri-client, remote_image.go).
  return text.includes('not found') && !text.startsWith('rpc error')
    ? `rpc error: code = NotFound desc = ${text}`
    : text.replace(/^rpc error: code = Unknown desc = /, '');
}

/** Go's print of a duration, truncated to milliseconds: `0s`, `14ms`, `1.5s`, `1m2.5s`. */
export function goMillis(exactMs: number): string {
  const ms = Math.floor(exactMs);
  if (ms === 0) return '0s';
  if (ms < 1000) return `${ms}ms`;
  const minutes = Math.floor(ms / 60000),
    seconds = `${(ms % 60000) / 1000}s`;
  if (minutes === 0) return seconds;
  return minutes < 60 ? `${minutes}m${seconds}` : `${Math.floor(minutes / 60)}h${minutes % 60}m${seconds}`;
}
