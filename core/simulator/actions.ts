/** The Scenario's actions: what somebody does to the Pod, its node or its cluster at a moment. */
import { text, list } from '../kube/json.ts';
import type { Action } from '../behaviour/scenario.ts';
import { collect, deletePod, store } from './api-server.ts';
import { addCause } from './causes.ts';
import { at, PRIORITY_ACTION, spawn } from './engine.ts';
import { evictPod } from './eviction.ts';
import { normalImage } from '../kube/image-name.ts';
import { changeObject, createObject, deleteObject } from './cluster-objects.ts';
import { actOnNode, changeKubelet } from './node-lifecycle.ts';
import { applyPatch } from './patch.ts';
import { readSpec } from './read-pod.ts';
import { execSync } from './exec-sync.ts';
import { applyStep, isRunning } from './instance.ts';
import { deleteMirror, removeStatic } from './static-pod.ts';
import type { PodLife, Instance } from './world.ts';
import { note } from './log.ts';

export function planActions(life: PodLife, actions: readonly Action[]): void {
  actions.forEach((action, index) => {
    if (!Number.isFinite(action.atMs)) return;
    at(life, Math.round(action.atMs), PRIORITY_ACTION, () => {
      const cause = addCause(life, label(action), `actions[${index}]`);
      note(life, { kind: 'action', label: label(action), cause });
      act(life, action, cause);
    });
  });
}

export function label(action: Action): string {
  switch (action.do) {
    case 'delete':
      return (
        targetLabel('delete', action) +
        (action.gracePeriodSeconds === undefined ? '' : `, grace ${action.gracePeriodSeconds} s`)
      );
    case 'create':
      return `create ${text(action.object['kind'], 'object')}`;
    case 'node':
      return `node ${action.change}`;
    case 'kubelet':
      return `kubelet ${action.change}`;
    case 'exec':
      return `exec ${action.command.join(' ')}`;
    case 'image':
      return `image ${action.image} changes`;
    case 'patch':
      return targetLabel('patch', action);
    default:
      return action.do;
  }
}

interface Target {
  readonly kind?: string;
  readonly name?: string;
}

/** The kind of what it is done to, if that is not the Pod itself. */
const otherKind = (life: PodLife, { kind, name }: Target): string | undefined =>
  kind === 'Pod' && (name === undefined || name === life.lastApi.meta.name) ? undefined : kind;

const targetLabel = (verb: string, { kind, name }: Target): string =>
  [verb, ...(kind === undefined ? [] : [kind, name])].join(' ');

function act(life: PodLife, action: Action, cause: number | undefined): void {
  const kind = action.do === 'delete' || action.do === 'patch' ? otherKind(life, action) : undefined;
  switch (action.do) {
    case 'delete':
      if (kind !== undefined) return deleteObject(life, kind, action.name, cause);
      return (life.isStatic ? deleteMirror : deletePod)(life, action.force ? 0 : action.gracePeriodSeconds, cause);
    case 'create':
      return createObject(life, action.object);
    case 'patch':
      if (kind !== undefined) return changeObject(life, kind, action, cause);
      return applyPatch(life, action, cause);
    case 'evict':
      return evictPod(life, action, cause);
    case 'node':
      return actOnNode(life, action, cause);
    case 'kubelet':
      return changeKubelet(life, action.change, cause);
    case 'exec':
      return exec(life, action.container, action.command);
    case 'removeFinalizer':
      return removeFinalizer(life, action.name, cause);
    case 'ephemeralContainer':
      return addEphemeral(life, action.container, cause);
    case 'image': {
      const key = normalImage(action.image),
        before = life.cluster.images.get(key);
      life.cluster.images.set(key, {
        behaviour: { ...action.behaviour, image: action.image },
        present: action.behaviour.present ?? before?.present ?? false,
        pulls: 0,
      });
      return;
    }
    case 'file':
      return life.isStatic && action.content === undefined ? removeStatic(life, cause) : changeFile(life, action);
    case 'answers':
      return;
  }
}

function exec(life: PodLife, container: string, command: readonly string[]): void {
  const instance = runningInstance(life, container);
  if (instance) spawn(life, PRIORITY_ACTION, execSync(life, instance, { command, purpose: 'action' }));
}

/** Writes or removes a file in a running container, whatever tools its image has. */
function changeFile(life: PodLife, { container, path, content }: Extract<Action, { do: 'file' }>): void {
  const instance = runningInstance(life, container ?? life.lastApi.spec.containers[0]?.name);
  const step = instance?.program?.changeFile?.(path, content, life.now());
  if (instance && step) applyStep(life, instance, step);
}

const runningInstance = (life: PodLife, name: string | undefined): Instance | undefined =>
  life.instances.find((instance) => instance.name === name && isRunning(instance));

function removeFinalizer(life: PodLife, name: string | undefined, cause: number | undefined): void {
  const pod = life.api;
  if (!pod) return;
  const finalizers = name === undefined ? [] : pod.meta.finalizers.filter((f) => f !== name);
  if (finalizers.length === pod.meta.finalizers.length) return;
  store(life, { ...pod, meta: { ...pod.meta, finalizers } }, cause);
  collect(life);
}

function addEphemeral(life: PodLife, container: Readonly<Record<string, unknown>>, cause: number | undefined): void {
  const pod = life.api;
  if (!pod) return;
  const ephemeralContainers = [...list(pod.spec.raw['ephemeralContainers']), container],
    spec = readSpec({ ...pod.spec.raw, ephemeralContainers }, pod.spec.path);
  store(life, { ...pod, spec, meta: { ...pod.meta, generation: pod.meta.generation + 1 } }, cause);
}
