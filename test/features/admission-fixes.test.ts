/** One fix for all that an object of the namespace refuses: afterwards the Pod is accepted. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits } from '../../core/features/checked-fixes.ts';
import { language } from '../support/diagnoses.ts';

const namespace = (level: string): string =>
  `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: default\n  labels: {pod-security.kubernetes.io/enforce: ${level}}\n---\n`;
const limits =
  'apiVersion: v1\nkind: LimitRange\nmetadata:\n  name: small\nspec:\n  limits:\n    - type: Container\n      max: {memory: 1Gi}\n      min: {memory: 64Mi}\n---\n';
const pod = (lines: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web # its name\nspec:\n  containers:\n    - name: web\n      image: nginx:1\n${lines}`;

const table: Readonly<Record<string, readonly [text: string, title: string, after: RegExp]>> = {
  'a plain Pod and the level restricted': [
    namespace('restricted') + pod(''),
    'Change what Pod Security "restricted" does not allow',
    /securityContext:\n {8}allowPrivilegeEscalation: false\n {8}capabilities:\n {10}drop:\n {10}- ALL\n {2}securityContext:\n {4}runAsNonRoot: true/,
  ],
  'a part of it is there': [
    namespace('restricted') +
      pod('      securityContext: {runAsNonRoot: false, capabilities: {drop: [KILL], add: [NET_ADMIN]}}\n'),
    'Change what Pod Security "restricted" does not allow',
    /securityContext: \{runAsNonRoot: true, capabilities: \{drop: \[KILL, ALL\]\}, allowPrivilegeEscalation: false\}/,
  ],
  'the host, and a privileged container': [
    namespace('baseline') +
      pod(
        '      securityContext:\n        privileged: true\n      ports: [{containerPort: 80, hostPort: 80}]\n  hostPID: true\n',
      ),
    'Change what Pod Security "baseline" does not allow',
    /image: nginx:1\n {6}ports: \[\{containerPort: 80\}\]\n$/,
  ],
  'amounts beyond their bounds': [
    limits + pod('      resources: {limits: {memory: 2Gi}, requests: {memory: 2Gi}}\n'),
    'Change the amounts to their bounds',
    /\{limits: \{memory: 1Gi\}, requests: \{memory: 1Gi\}\}/,
  ],
};
for (const [what, [text, title, expected]] of Object.entries(table)) {
  test(what, () => {
    const file = language.openFile(text, 'file:///shop/all.yaml');
    const refused = language.diagnose(file).filter(({ level }) => level === 'rejected');
    assert.equal(refused.length, 1, refused.map(({ message }) => message).join('\n'));
    const fix = refused.flatMap((one) => language.fixes(file, one)).find((one) => one.title === title);
    assert.ok(fix, 'the fix is offered');
    const after = applyEdits(text, fix.edits);
    assert.match(after, expected);
    assert.match(after, /name: web # its name/);
    const left = language.diagnose(language.openFile(after, 'file:///shop/all.yaml'));
    assert.deepEqual(
      left.filter(({ level }) => level === 'rejected'),
      [],
    );
  });
}
