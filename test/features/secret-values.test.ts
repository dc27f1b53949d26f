/** Values of Secrets appear in nothing that is shown: a marker is looked for in every output. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { createLanguage, runObjects, simulationInput } from '../../core/language.ts';
import {
  chromeTrace,
  describeAt,
  eventsAt,
  eventsMarkdown,
  forecast,
  mermaidGantt,
  recordedForm,
  runExpectations,
  simulate,
  textChart,
} from '../../core/simulation.ts';

const marker = 'MARKER-7f3a9c';
const other = 'OTHER-51be77';
const [encodedMarker, encodedOther] = [btoa(marker), btoa(other)];
const leaks = [marker, other, encodedMarker, encodedOther];

const secret = `apiVersion: v1
kind: Secret
metadata: {name: sec}
data: {password: ${encodedMarker}}
stringData:
  user: ${other}
`;
const script = [
  'echo $PASSWORD $(USER_NAME) $URL',
  'cat /sec/password; base64 /sec/password; env | grep PASS',
  'ls $PASSWORD; $PASSWORD; nslookup $PASSWORD; wget -qO- http://$PASSWORD/',
  'while read l; do echo "line $l"; done < /sec/user',
  'cat /sec/password /sec/user > /dev/termination-log; exit 3',
].join('; ');
const pod = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: web
      image: busybox
      command: [sh, -c, '${script}']
      envFrom: [{secretRef: {name: sec}}]
      env:
        - {name: PASSWORD, valueFrom: {secretKeyRef: {name: sec, key: password}}}
        - {name: USER_NAME, valueFrom: {secretKeyRef: {name: sec, key: user}}}
        - {name: URL, value: 'http://$(PASSWORD)@db'}
      volumeMounts: [{name: sec, mountPath: /sec}]
      lifecycle: {postStart: {exec: {command: [/bin/$(URL)]}}}
      livenessProbe: {exec: {command: [sh, -c, 'cat /sec/password; exit 1']}, periodSeconds: 1}
      readinessProbe: {exec: {command: [sh, -c, 'echo $PASSWORD >&2; ls $URL']}, periodSeconds: 1}
  volumes:
    - {name: sec, secret: {secretName: sec}}
`;
const language = createLanguage();

function assertSilent(what: string, output: unknown): void {
  const text = typeof output === 'string' ? output : (JSON.stringify(output) ?? '');
  for (const leak of leaks)
    assert.ok(
      !text.includes(leak),
      `${what} shows ${leak}: …${text.slice(Math.max(0, text.indexOf(leak) - 120), text.indexOf(leak) + 40)}`,
    );
}

test('a run and all that is made of it', () => {
  const file = language.openFile(`${secret}---\n${pod}`, 'file:///shop/all.yaml');
  const [, document] = file.documents;
  assert.ok(document);
  for (const restartPolicy of ['Always', 'Never']) {
    const input = simulationInput({
      document,
      verdict: language.verdict(document, { kubernetesVersion: '1.36', namespace: 'default' }),
      scenario: { expect: [{ kind: 'never', reason: 'CrashLoopBackOff' }] } as never,
      objects: runObjects([file], 'default', 'default'),
      settings: { kubernetesVersion: '1.36', horizonMs: 120_000 },
    });
    assert.ok(input);
    const spec = { ...(input.pod['spec'] as object), restartPolicy };
    const of = { ...input, pod: { ...input.pod, spec } };
    const timeline = simulate(of);
    const all = JSON.stringify(timeline);
    assert.ok(all.includes('••••'), 'the run shows what is hidden');
    assertSilent('the timeline', all);
    for (const atMs of [500, 1500, 5000, 60_000, 120_000]) {
      assertSilent('describe', describeAt(of, timeline, atMs));
      assertSilent('the events', eventsAt(timeline, atMs));
    }
    assertSilent('the markdown', eventsMarkdown(timeline, 120_000));
    assertSilent('the diagram', mermaidGantt(timeline));
    assertSilent('the trace', chromeTrace(timeline));
    assertSilent('the chart', textChart(timeline, { width: 120 }));
    assertSilent('the record', recordedForm(of, timeline, 'web'));
    assertSilent('the forecast', forecast(of));
    assertSilent('the expectations', runExpectations(of));
  }
});

test('the language service, wherever the cursor stands', () => {
  const files = [
    language.openFile(secret, 'file:///shop/secret.yaml'),
    language.openFile(pod, 'file:///shop/pod.yaml'),
  ];
  for (const file of files) {
    const others = files.filter((one) => one !== file);
    const diagnostics = language.diagnose(file, { kubernetesVersion: '1.36', namespace: 'default' }, others);
    assertSilent(
      'a message',
      diagnostics.map(({ message, related }) => [message, related]),
    );
    assertSilent('an inlay hint', language.inlayHints(file, { start: 0, end: file.text.length }, 'all'));
    assertSilent('the symbols', language.symbols(file));
    assertSilent('a link', language.links(file));
    for (let offset = 0; offset < file.text.length; offset += 1) {
      assertSilent(`the hover at ${offset}`, language.hover(file, offset, undefined, others));
      if (offset % 5 > 0) continue;
      assertSilent(`the completion at ${offset}`, language.complete(file, offset, others));
    }
  }
});
