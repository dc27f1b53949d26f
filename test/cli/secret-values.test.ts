/** Values of Secrets appear in no output of the command line, whatever its format. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { podscope } from '../support/built.ts';

const marker = 'MARKER-7f3a9c';
const text = `apiVersion: v1
kind: Secret
metadata: {name: sec}
data: {password: ${btoa(marker)}}
---
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: web
      image: busybox
      command: [sh, -c, 'echo $PASSWORD; cat /sec/password; cat /sec/password > /dev/termination-log; exit 3']
      env:
        - {name: PASSWORD, valueFrom: {secretKeyRef: {name: sec, key: password}}}
      volumeMounts: [{name: sec, mountPath: /sec}]
      livenessProbe: {exec: {command: [sh, -c, 'cat /sec/password; exit 1']}, periodSeconds: 1}
  volumes:
    - {name: sec, secret: {secretName: sec}}
---
apiVersion: podscope.dev/v1alpha1
kind: Scenario
metadata: {name: leaks}
spec:
  expect: [{at: 1s, status: Nothing}]
`;
const folder = mkdtempSync(join(tmpdir(), 'podscope-secret-'));
const file = join(folder, 'all.yaml');
writeFileSync(file, text);
after(() => {
  rmSync(folder, { recursive: true });
});

const commands: readonly (readonly [args: readonly string[], shows: RegExp])[] = [
  ...(['text', 'json', 'mermaid', 'trace', 'events'] as const).map(
    (format) => [['simulate', '--format', format, file], /web/] as const,
  ),
  ...(['text', 'json', 'sarif', 'github', 'junit'] as const).map(
    (format) => [['lint', '--format', format, file], /all\.yaml|require-|1 file/] as const,
  ),
  ...(['text', 'json', 'junit'] as const).map((format) => [['test', '--format', format, file], /leaks/] as const),
];
for (const [args, shows] of commands)
  test(`podscope ${args.slice(0, 3).join(' ')} keeps the secret`, () => {
    const { stdout, stderr } = podscope(args);
    assert.match(stdout, shows);
    for (const leak of [marker, btoa(marker)])
      assert.ok(!`${stdout}${stderr}`.includes(leak), `${args[0]} shows ${leak}`);
  });
