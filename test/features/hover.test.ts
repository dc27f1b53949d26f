/** Hover: text with a cursor in, Markdown out. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createLanguage, type FieldDocs } from '../../core/language.ts';
import { acceptedCases } from '../support/completion-corpus.ts';
import { marked } from '../support/cursor.ts';
import { random } from '../support/random.ts';

const language = createLanguage();
const docs = JSON.parse(
  readFileSync(new URL('../../core/schema/generated/field-docs.json', import.meta.url), 'utf8'),
) as FieldDocs;

const pod = (container: string, spec = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n${spec}  containers:\n    - name: app\n      image: nginx:1.27\n${container}`;

/** The lines above the API's text. */
function answer(source: string, objects: readonly Record<string, string | object>[] = []): string[] {
  const { file, offset } = marked(source);
  const found = language.hover(file, offset, docs, [], { objects: objects as never });
  return (
    (found?.contents ?? '')
      .split('\n\n')[0]
      ?.split('\n')
      .map((line) => line.trim()) ?? []
  );
}

/** The last line: type, since when, documentation. */
function facts(source: string): string {
  const { file, offset } = marked(source);
  return (language.hover(file, offset, docs)?.contents ?? '').split('\n').at(-1) ?? '';
}

const cases: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'a number has its unit and the default',
    pod('      livenessProbe:\n        tcpSocket: {port: 80}\n        period<|>Seconds: 5\n'),
    [
      '**periodSeconds** = 5 s (default 10 s)',
      "Asked every 5 s, counted from the Pod's first status and not from the container's start.",
      'Killed at the 3rd failure in a row: 10 s after the first failed probe, 10 to 15 s after it stops answering; then up to 30 s of grace.',
    ],
  ],
  [
    'what the server sets stands in for an empty value',
    pod('      livenessProbe: {tcpSocket: {port: 80}, failure<|>Threshold: 0}\n'),
    [
      '**failureThreshold** = 3, the default',
      'Killed at the 3rd failure in a row: 20 s after the first failed probe, 20 to 30 s after it stops answering; then up to 30 s of grace.',
      'If it hangs instead: 21 to 31 s, because each answer is waited for.',
    ],
  ],
  [
    'a probe has its timetable and its defaults',
    pod('      liveness<|>Probe: {tcpSocket: {port: 80}}\n'),
    [
      '**livenessProbe**',
      'Killed at the 3rd failure in a row: 20 s after the first failed probe, 20 to 30 s after it stops answering; then up to 30 s of grace.',
      'If it hangs instead: 21 to 31 s, because each answer is waited for.',
      'If it never answers after a start: killed 20 to 30 s after it.',
      'Left to the default: timeoutSeconds 1, periodSeconds 10, successThreshold 1, failureThreshold 3.',
    ],
  ],
  [
    'a quantity has its human value and its effect',
    pod('      resources: {limits: {memory: 134217<|>728}}\n'),
    [
      '**memory**',
      '128 MiB: above it a process is killed (OOMKilled, exit code 137).',
      'Quality of service of this Pod: Burstable.',
    ],
  ],
  [
    'an image has its parts',
    pod('').replace('nginx:1.27', 'ghcr.io/acme/we<|>b:2'),
    [
      '**image**',
      'Registry `ghcr.io`, repository `acme/web`, tag `2`.',
      'IfNotPresent: Pulled only if the node does not have it.',
    ],
  ],
  [
    'a port says who asks it',
    pod('      ports: [{name: ht<|>tp, containerPort: 80}]\n      readinessProbe: {httpGet: {path: /, port: http}}\n'),
    [
      '**name**',
      'Asked by the readiness probe. Declaring a port documents it; an undeclared one is reachable all the same.',
      'Used in line 9 of this file.',
    ],
  ],
  [
    'a variable says where it is used and what it becomes',
    pod('      env:\n        - {name: HOST, value: db}\n        - {name: URL, value: "http://$(HO<|>ST):80"}\n'),
    ['**value**', 'The process sees `http://db:80`.', 'Defined in line 9 of this file.'],
  ],
  [
    'a command is shown as it is started',
    pod('      comm<|>and: [sh, -c]\n      args: ["echo hi"]\n'),
    ['**command**', 'Starts `sh -c "echo hi"` instead of what the image says.'],
  ],
  [
    'the mode of a file in octal',
    pod('', '  volumes: [{name: a, configMap: {name: c, default<|>Mode: 256}}]\n'),
    ['**defaultMode** = 0400 (octal) (default 0644 (octal))'],
  ],
  [
    'an update in Pods',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec:\n  replicas: 4\n  strategy:\n    rollingUpdate:\n      max<|>Surge: 1\n',
    ['**maxSurge** = 1 (default 25%)', 'During an update at most 5 Pods at once, at least 3 of 4 available.'],
  ],
  [
    'the tries of a Job',
    'apiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\nspec:\n  back<|>offLimit: 2\n',
    [
      '**backoffLimit** = 2 (default 6)',
      'Tried again 2 times, after 10 s, 20 s: 30 s of waiting before the Job has failed.',
    ],
  ],
  [
    'a schedule in words',
    'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: c}\nspec:\n  schedule: "30 2 * *<|> 1"\n  timeZone: Europe/Berlin\n',
    ['**schedule**', 'Every Monday at 02:30 (Europe/Berlin).'],
  ],
  [
    'a label',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec:\n  selector: {matchLabels: {app: we<|>b}}\n  template: {metadata: {labels: {app: web}}}\n',
    ['**app**', 'Defined in line 6 of this file.'],
  ],
  [
    'an item of a List',
    `apiVersion: v1\nkind: List\nitems:\n  - ${pod('').replace('image', 'im<|>age').replaceAll('\n', '\n    ').trimEnd()}\n`,
    [
      '**image**',
      'Registry `docker.io`, repository `library/nginx`, tag `1.27`.',
      'IfNotPresent: Pulled only if the node does not have it.',
    ],
  ],
];
for (const [title, source, expected] of cases) test(title, () => assert.deepEqual(answer(source), expected));

test('an object of the workspace is described, one that is missing has a consequence', () => {
  const use = pod('      envFrom: [{configMapRef: {name: set<|>tings}}]\n');
  const settings = { kind: 'ConfigMap', metadata: { name: 'settings' }, data: { LEVEL: 'x', MODE: 'y' } };
  assert.equal(answer(use, [settings])[1], 'This ConfigMap is in the workspace, with `LEVEL`, `MODE`.');
  assert.match(answer(use)[1] ?? '', /^Must be there when the Pod starts, else the container waits/);
});

test('since when a field exists, its gate, and its page', () => {
  assert.equal(
    facts(pod('      lifecycle: {stop<|>Signal: SIGINT}\n')).replace(/\(.*\)/, '()'),
    'string · since 1.33, feature gate ContainerStopSignals off by default · [Documentation]()'.replace(
      'string',
      facts(pod('      lifecycle: {stop<|>Signal: SIGINT}\n')).split(' · ')[0] ?? '',
    ),
  );
  assert.match(
    facts(pod('      restart<|>Policy: Always\n')),
    /since 1\.28, feature gate SidecarContainers on by default since 1\.29/,
  );
  assert.match(facts(pod('').replace('kind', 'ki<|>nd')), /concepts\/workloads\/pods/);
});

test('the forecast stands at the fields that decide, with a link to the field', () => {
  const { file, offset } = marked(pod('      liveness<|>Probe: {tcpSocket: {port: 80}}\n'));
  const found = language.hover(file, offset, docs, [], {
    forecastOf: () => ({ sentence: 'Ready at 2 s · 0 restarts', linkTo: (field) => `command:x?${field}` }),
  });
  assert.match(
    found?.contents ?? '',
    /In this Pod: Ready at 2 s · 0 restarts\. \[Show in Pod Lifecycle\]\(command:x\?spec\.containers\[0\]\.livenessProbe\)/,
  );
});

test('comments, foreign documents and fields that nobody knows have no hover', () => {
  for (const source of [
    pod('      # li<|>veness\n'),
    'services:\n  we<|>b: {}\n',
    pod('      whatever: {dee<|>p: 1}\n'),
    'apiVersion: example.com/v1\nkind: We<|>b\n',
  ])
    assert.deepEqual(answer(source), [''], source);
});

test('every field and value of the corpus has a hover of at most twelve lines (2,000 random places)', () => {
  const draw = random(20261121);
  const cases = acceptedCases();
  const without: string[] = [];
  for (let count = 0; count < 2000;) {
    const { name, text } = draw.pick(cases);
    const at = draw.int(0, text.length);
    const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
    // Between words there is nothing to explain.
    if (/\s#|^#|---/.test(line) || !/\w/.test(text[at] ?? '') || !/[\w-]/.test(text[at - 1] ?? ' ')) continue;
    count++;
    const found = language.hover(language.openFile(text), at, docs);
    if (found === undefined) without.push(`${name} ${line}|`);
    else assert.ok(found.contents.split('\n').length <= 12, found.contents);
  }
  assert.deepEqual(without.slice(0, 10), []);
});
