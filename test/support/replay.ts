/** Replays answers of Kubernetes' own code (test/oracle/*.jsonl) against ours, as plain comparable texts. */
import { readFileSync } from 'node:fs';
import { applyDefaults } from '../../core/kube/defaults.ts';
import type { JsonObject } from '../../core/kube/json.ts';
import type { ValidationContext } from '../../core/validation/context.ts';
import { createObject } from '../../core/validation/create.ts';

export interface RecordedAnswer {
  readonly document: JsonObject & { readonly apiVersion: string; readonly kind: string };
  readonly causes?: readonly (readonly [type: string, field: string, message: string])[];
  readonly warnings?: readonly string[];
  readonly defaulted?: unknown;
}

/** `file` is relative to test/oracle. */
export function readAnswers(file: string): readonly RecordedAnswer[] {
  const text = readFileSync(new URL(`../oracle/${file}`, import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as RecordedAnswer);
}

export interface PlainAnswer {
  readonly causes: readonly string[];
  readonly warnings: readonly string[];
}

/** Kinds whose maps the server walks in random order. */
const unordered = ['LimitRange', 'ResourceQuota', 'ConfigMap', 'Secret', 'Namespace'];

export function theirAnswer(recorded: RecordedAnswer): PlainAnswer {
  const causes = (recorded.causes ?? []).map((cause) => cause.join(' | '));
  return plain(recorded.document.kind, { causes, warnings: recorded.warnings ?? [] });
}

export function ourAnswer({ document }: RecordedAnswer, context?: ValidationContext): PlainAnswer {
  const { apiVersion, kind } = document;
  const answer = createObject(apiVersion, kind, applyDefaults(apiVersion, kind, document as JsonObject), [], context);
  const causes = answer.errors.map(({ type, field, message }) => `${type} | ${field} | ${message}`);
  return plain(kind, { causes, warnings: answer.warnings.map(({ message }) => message) });
}

function plain(kind: string, { causes, warnings }: PlainAnswer): PlainAnswer {
  const texts = causes.map(withoutDrawn);
  return { causes: unordered.includes(kind) ? [...texts].sort() : texts, warnings: warnings.map(withoutDrawn) };
}

/** Ids and ends of generated names differ from run to run. */
export function withoutDrawn(text: string): string {
  return text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uid>')
    .replaceAll('\\u003cuid\\u003e', '<uid>')
    .replaceAll('\\u003crandom\\u003e', 'xxxxx')
    .replaceAll('<random>', 'xxxxx');
}
