/** Picks small cases for every rule out of many random documents; with the oracle's answers they become tests. */
import type { FieldError } from '../../core/kube/field-error.ts';
import type { OracleVerdict } from '../differential/oracle.ts';
import { shrinkJson } from './shrink-json.ts';

export interface Recorder {
  /** How many documents reached a rule. */
  readonly reached: ReadonlyMap<string, number>;
  note(document: unknown, errors: readonly FieldError[]): void;
  /** One JSON line a case: `{yaml, causes}`. */
  lines(): readonly string[];
}

interface Tools {
  readonly textOf: (document: unknown) => string;
  readonly errorsOf: (document: unknown) => readonly FieldError[];
  readonly ask: (texts: readonly string[]) => readonly OracleVerdict[];
}

const casesPerRule = 2;
const wholeDocuments = 120;

export function createRecorder({ textOf, errorsOf, ask }: Tools): Recorder {
  const reached = new Map<string, number>();
  const byRule = new Map<string, unknown[]>();
  const whole: unknown[] = [];
  return {
    reached,
    note(document, errors) {
      const length = textOf(document).length;
      if (length < 3500 && whole.length < wholeDocuments && (errors.length === 0 || errors.length > 3))
        whole.push(document);
      for (const code of new Set(errors.map((error) => error.code))) {
        reached.set(code, (reached.get(code) ?? 0) + 1);
        const known = byRule.get(code) ?? [];
        if (known.length < casesPerRule) byRule.set(code, [...known, document]);
      }
    },
    lines() {
      const small = [...byRule].flatMap(([code, documents]) => documents.map((document) => shrinkTo(code, document)));
      const texts = [...new Set([...small, ...whole].map(textOf))]
        .filter((text) => text.length < 6000 && !isMirrorWithToken(text))
        .sort();
      return ask(texts).flatMap((verdict, i) =>
        (verdict.decodeError ?? verdict.panic) === undefined
          ? [JSON.stringify({ yaml: texts[i], causes: verdict.causes ?? [] })]
          : [],
      );
    },
  };

  function shrinkTo(code: string, document: unknown): unknown {
    return shrinkJson(document, (candidates) => {
      const found = candidates.findIndex((one) => errorsOf(one).some((error) => error.code === code));
      return candidates.map((_, i) => i === found);
    });
  }
}

/** The oracle gives every Pod a service account, mirror pods too, and so its answer is not a server's. */
function isMirrorWithToken(text: string): boolean {
  return text.includes('config.mirror') && text.includes('serviceAccountToken');
}
