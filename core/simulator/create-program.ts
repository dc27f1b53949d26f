/** Puts a program into a started container: what it may know is put together here. */
import type { ProgramInstance } from '../behaviour/program.ts';
import { resourceValue } from './downward.ts';
import type { ContainerSpec } from './pod.ts';
import { connect } from './network.ts';
import { readEnv } from './container-env.ts';
import type { Instance, PodLife } from './world.ts';

export function createProgram(life: PodLife, spec: ContainerSpec, instance: Instance): ProgramInstance {
  const { env, secrets } = readEnv(life, spec);
  return life.behaviourOf(spec).create({
    container: spec.name,
    spec: spec.raw,
    podSpec: life.lastApi.spec.raw,
    podMeta: life.lastApi.meta.raw,
    role: spec.role,
    instance: instance.number,
    startedAtMs: life.now(),
    command: spec.command,
    args: spec.args,
    env,
    secrets,
    resource: (ref) => resourceValue(life, ref, spec.name),
    get objects() {
      return [...life.cluster.objects.values()];
    },
    shared: life.shared,
    connect: (question) => connect(life, question),
  });
}
