/** From an intended repair to a fix that an editor can offer: a title and text edits. */
import type { FixIntent } from '../kube/field-error.ts';
import type { Manifest } from '../model/manifest.ts';
import type { Fix } from '../text/diagnostic.ts';
import { editsOf } from './edits/edits.ts';
import { printFlow } from './edits/print.ts';

/** No fix where comments would be lost or the text gives no hold. */
export function fixOf(
  manifest: Manifest,
  intent: FixIntent | undefined,
  kind: Fix['kind'] = 'suggestion',
): readonly Fix[] {
  const { root } = manifest.read;
  if (root === undefined || intent === undefined) return [];
  const edits = editsOf({ text: manifest.text, root }, intent);
  return edits === undefined || edits.length === 0
    ? []
    : [{ title: intent.title ?? titleOf(intent), kind, isPreferred: true, edits }];
}

function titleOf(intent: FixIntent): string {
  switch (intent.kind) {
    case 'set':
      return `Change to ${shown(intent.value)}`;
    case 'remove':
      return `Remove ${lastStep(intent.at)}`;
    case 'rename':
      return `Rename to ${intent.to}`;
    case 'move':
      return `Move to ${intent.to}`;
    default:
      return `Add ${intent.field}: ${shown(intent.value)}`;
  }
}

function shown(value: unknown): string {
  const text = value === '' ? '""' : printFlow(value);
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
}

/** `spec.containers[0].env[1]` -> `env[1]`, `metadata.labels[a.b/c]` -> `a.b/c`. */
function lastStep(path: string): string {
  const key = /\[([^\]]*[^\]\d][^\]]*)\]$/.exec(path)?.[1];
  return key ?? path.slice(path.lastIndexOf('.') + 1);
}
