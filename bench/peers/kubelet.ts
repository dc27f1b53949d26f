/** The unchanged kubelet on virtual time (kubelet-oracle) as a peer: milliseconds a run, or why there is none. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { peerProbes, peerSeconds } from './pods.ts';

const FEW = 5,
  MANY = 30;

/** Start and build of the program are taken off: many runs less a few. */
export function runKubelet(): number | string {
  const folder = process.env['PODSCOPE_KUBELET_ORACLE'],
    script = join(folder ?? '.', 'run.sh');
  if (folder === undefined || !existsSync(script)) return 'PODSCOPE_KUBELET_ORACLE names no kubelet-oracle';
  ask(script, 1);
  return (ask(script, MANY) - ask(script, FEW)) / (MANY - FEW);
}

function ask(script: string, runs: number): number {
  const containers = [
    { name: 'app', image: 'registry.example/app:1', ports: [{ containerPort: 8080 }], ...peerProbes },
  ];
  const lines = Array.from({ length: runs }, (_, i) =>
    JSON.stringify({
      name: `web-${i}`,
      pod: { apiVersion: 'v1', kind: 'Pod', metadata: { name: `web-${i}` }, spec: { containers } },
      behaviour: { containers: { app: {} } },
      duration: peerSeconds,
    }),
  );
  const start = performance.now();
  const { status, stderr } = spawnSync(script, {
    input: `${lines.join('\n')}\n`,
    maxBuffer: 2 ** 28,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`kubelet-oracle failed: ${stderr}`);
  return performance.now() - start;
}
