/** Verdicts, places, texts and defaults of a real API server on the recorded manifests. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);

test('every verdict is right, places and texts almost all', () => {
  const run = spawnSync(process.execPath, [fileURLToPath(new URL('scripts/oracle-verdicts.ts', root))], {
    encoding: 'utf8',
  });
  assert.equal(run.status, 0, run.stdout.split('\n').slice(-5).join('\n') + run.stderr);
});

interface Recorded {
  readonly case: string;
  readonly namespaceSetup: string;
  readonly docIndex?: number;
  readonly defaulted?: Readonly<Record<string, unknown>>;
}

interface Report {
  readonly files: readonly {
    readonly file: string;
    readonly documents: readonly { readonly defaulted?: Readonly<Record<string, unknown>> }[];
  }[];
}

/** Members in one order; unique ids by one name. */
function canonical(value: unknown): string {
  const text = JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
  return text.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uid>');
}

test('what the server fills in equals every recorded object', () => {
  const lines = readFileSync(new URL('test/oracle/verdicts/verdicts.jsonl', root), 'utf8').split('\n').filter(Boolean);
  const recorded = lines.map((line) => JSON.parse(line) as Recorded).filter((one) => one.defaulted !== undefined);
  const wrong: string[] = [];
  for (const setup of new Set(recorded.map((one) => one.namespaceSetup))) {
    const report = JSON.parse(readFileSync(new URL(`test/results/verdicts/${setup}.json`, root), 'utf8')) as Report;
    for (const one of recorded.filter((candidate) => candidate.namespaceSetup === setup)) {
      const file = report.files.find((candidate) => candidate.file.endsWith(`/${one.case}.yaml`));
      const ours = file?.documents[one.docIndex ?? 0]?.defaulted ?? {};
      for (const part of ['spec', 'template']) {
        if (one.defaulted?.[part] !== undefined && canonical(ours[part]) !== canonical(one.defaulted[part]))
          wrong.push(one.case);
      }
    }
  }
  assert.ok(recorded.length > 40, `${recorded.length} recorded objects`);
  assert.deepEqual(wrong, []);
});
