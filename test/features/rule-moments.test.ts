/** What a rule says will fail, fails in the simulated run, at a moment that the diagnosis leads to: on each rule's page, and on all manifests that a server accepted. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { structAtPath } from '../../core/model/manifest.ts';
import { createLanguage, type Diagnostic, type FileDocument, ruleMoment } from '../../core/language.ts';
import { examplePod } from '../../core/rules/examples.ts';
import { rules } from '../../core/rules/index.ts';
import { simulate } from '../../core/simulation.ts';

const root = join(import.meta.dirname, '..', '..');
const language = createLanguage();
const settings = { kubernetesVersion: '1.36', featureGates: {}, horizonMs: 600_000 };

interface Claim {
  readonly document: FileDocument;
  readonly diagnostic: Diagnostic;
}

function claims(text: string): readonly Claim[] {
  const file = language.openFile(text);
  return language.diagnose(file).flatMap((diagnostic) => {
    const document = file.documents[diagnostic.document];
    const isClaim = diagnostic.level === 'fails' && document && language.verdict(document)?.accepted !== false;
    return isClaim ? [{ document, diagnostic }] : [];
  });
}

function question(document: FileDocument): Parameters<typeof ruleMoment>[0] {
  return { document, verdict: language.verdict(document), scenario: {}, settings };
}

for (const { meta } of rules.filter((rule) => rule.meta.level === 'fails')) {
  test(`${meta.id}: its examples happen in the run`, () => {
    for (const text of meta.invalid)
      for (const claim of claims(text)) {
        const moment = ruleMoment(question(claim.document), claim.diagnostic, simulate);
        assert.ok(moment !== undefined, `${claim.diagnostic.message}\n${text}`);
        assert.ok(moment.atMs > 0 && moment.text.length > 10, moment.text);
      }
  });
}

test('no claim about an accepted manifest that the run does not confirm', () => {
  const files = [...manifests('test/oracle/verdicts/cases'), ...manifests('examples')];
  const counts = { confirmed: 0, dropped: 0 };
  for (const file of files) for (const claim of claims(readFileSync(file, 'utf8'))) counts[judge(claim, file)]++;
  assert.ok(counts.confirmed > 70, JSON.stringify(counts));
});

function judge(claim: Claim, file: string): 'confirmed' | 'dropped' {
  const { document, diagnostic } = claim;
  if (diagnostic.code === 'field-gated') {
    // The server forgets the field: then it is not in the object that runs.
    const { field = '' } = diagnostic;
    const stored = language.verdict(document)?.defaulted ?? document.manifest!.defaulted;
    const parent = structAtPath(stored, field.slice(0, field.lastIndexOf('.')));
    assert.equal(parent[field.slice(field.lastIndexOf('.') + 1)], undefined, `${file} ${field}`);
    return 'dropped';
  }
  assert.ok(ruleMoment(question(document), diagnostic, simulate), `${file}: ${diagnostic.message}`);
  return 'confirmed';
}

function manifests(folder: string): readonly string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = `${folder}/${name}`;
    if (statSync(join(root, path)).isDirectory()) return manifests(path);
    return /\.ya?ml$/.test(name) ? [join(root, path)] : [];
  });
}

test('the end of a Pod is shown by deleting it', () => {
  const [claim] = claims(rules.find(({ meta }) => meta.id === 'pre-stop-eats-grace')?.meta.invalid[1] ?? '');
  assert.ok(claim);
  const moment = ruleMoment(question(claim.document), claim.diagnostic, simulate);
  assert.deepEqual(moment?.scenario?.actions, [{ atMs: 60_000, do: 'delete' }]);
  assert.deepEqual([moment.atMs, moment.text], [70_012, 'app gets SIGTERM when its grace period of 10 s is over']);
});

test('a variable that stays as written is seen at the start, with its place', () => {
  const page = rules.find(({ meta }) => meta.id === 'env-reference-undefined')?.meta.invalid ?? [];
  const texts = page.flatMap(claims).map(({ document, diagnostic }) => {
    return ruleMoment(question(document), diagnostic, simulate)?.text;
  });
  assert.deepEqual(texts, [
    'app starts and gets the text $(HOST) in URL',
    'app starts and gets the text $(PORT) as part of its command',
  ]);
});

test('a Pod that the usual node does not take is shown on one that does', () => {
  const large = 'image: busybox:1.36\ncommand: [sleep, "5"]\nresources: {requests: {cpu: "100"}}';
  const [claim] = claims(examplePod(large, 'nodeSelector: {disk: ssd}'));
  assert.ok(claim);
  const moment = ruleMoment(question(claim.document), claim.diagnostic, simulate);
  assert.equal(moment?.text, 'app ends with exit code 0');
  assert.deepEqual(moment.scenario?.cluster?.nodes?.[0]?.labels, { disk: 'ssd' });
});

test('what is only likely is no claim: a hint where programs are unknown, a warning where the server itself warns', () => {
  const said = (text: string, code: string): readonly (readonly [string, string])[] =>
    language
      .diagnose(language.openFile(text))
      .filter((diagnostic) => diagnostic.code === code)
      .map(({ level, severity }) => [level, severity] as const);
  const two = (image: string): string =>
    examplePod(
      `image: ${image}\nports: [{containerPort: 80}]`,
      `initContainers: [{name: second, image: ${image}, restartPolicy: Always, ports: [{containerPort: 80}]}]`,
    );
  assert.deepEqual(said(two('example.com/unknown:1'), 'port-shared-by-containers'), [['advice', 'hint']]);
  assert.deepEqual(said(two('nginx:1.29'), 'port-shared-by-containers'), [['fails', 'warning']]);
  const memory = (bound: string): string => examplePod(`resources: {${bound}: {memory: 64m}}`);
  assert.deepEqual(said(memory('requests'), 'memory-in-milli-bytes'), [['warned', 'warning']]);
  assert.deepEqual(said(memory('limits'), 'memory-in-milli-bytes')[0], ['fails', 'warning']);
});
