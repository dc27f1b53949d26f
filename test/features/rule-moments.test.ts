/** What a rule says will fail, fails in the simulated run, at a moment that the diagnosis leads to: on each rule's page, and on all manifests that a server accepted. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { structAtPath } from '../../core/model/manifest.ts';
import {
  createLanguage,
  type Diagnostic,
  type FileDocument,
  ruleMoment,
  simulationInput,
} from '../../core/language.ts';
import { rules } from '../../core/rules/index.ts';
import { simulate } from '../../core/simulation.ts';

const root = join(import.meta.dirname, '..', '..');
const language = createLanguage();
const settings = { kubernetesVersion: '1.36', featureGates: {}, horizonMs: 600_000 };

/** Claims that no run can show, and why. */
const unseen: Readonly<Record<string, string>> = {
  'env-reference-undefined': 'what a program does with the text $(NAME) is its own affair',
  'port-shared-by-containers': 'whether unknown programs listen on what they declare, nobody knows',
};

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

function isUnseen({ diagnostic: { code, field = '' } }: Claim): boolean {
  return Object.hasOwn(unseen, code) || (code === 'memory-in-milli-bytes' && field.includes('.requests['));
}

for (const { meta } of rules.filter((rule) => rule.meta.level === 'fails')) {
  test(`${meta.id}: its examples happen in the run`, () => {
    for (const text of meta.invalid)
      for (const claim of claims(text)) {
        const moment = ruleMoment(question(claim.document), claim.diagnostic, simulate);
        assert.equal(moment === undefined, isUnseen(claim), `${claim.diagnostic.message}\n${text}`);
        assert.ok(moment === undefined || (moment.atMs > 0 && moment.text.length > 10), moment?.text);
      }
  });
}

test('no claim about an accepted manifest that the run does not confirm', () => {
  const files = [...manifests('test/oracle/verdicts/cases'), ...manifests('examples')];
  const counts = { confirmed: 0, dropped: 0, unscheduled: 0, unseen: 0 };
  for (const file of files) for (const claim of claims(readFileSync(file, 'utf8'))) counts[judge(claim, file)]++;
  assert.ok(counts.confirmed > 70, JSON.stringify(counts));
  assert.ok(counts.unseen <= 2 && counts.unscheduled <= 2, JSON.stringify(counts));
});

function judge(claim: Claim, file: string): 'confirmed' | 'dropped' | 'unscheduled' | 'unseen' {
  const { document, diagnostic } = claim;
  if (diagnostic.code === 'field-gated') {
    // The server forgets the field: then it is not in the object that runs.
    const { field = '' } = diagnostic;
    const stored = language.verdict(document)?.defaulted ?? document.manifest!.defaulted;
    const parent = structAtPath(stored, field.slice(0, field.lastIndexOf('.')));
    assert.equal(parent[field.slice(field.lastIndexOf('.') + 1)], undefined, `${file} ${field}`);
    return 'dropped';
  }
  if (ruleMoment(question(document), diagnostic, simulate) !== undefined) return 'confirmed';
  if (isUnseen(claim)) return 'unseen';
  const input = simulationInput(question(document));
  const isWaiting = input !== undefined && !simulate(input).events.some(({ reason }) => reason === 'Scheduled');
  assert.ok(isWaiting, `${file}: ${diagnostic.message}`);
  return 'unscheduled';
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
