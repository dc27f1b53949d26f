/** From an intended repair to a fix that an editor can offer: a title and text edits. */
import type { FixIntent } from '../kube/field-error.ts';
import type { Manifest } from '../model/manifest.ts';
import type { Fix } from '../text/diagnostic.ts';
import { editsOf } from './edits/edits.ts';
import { printFlow } from './edits/print.ts';

/** Several ways out, each as a fix; where there is only one, it is the preferred one. No fix twice. */
export function fixesOf(
  manifest: Manifest,
  intents: readonly FixIntent[],
  kindOf: (intent: FixIntent) => Fix['kind'],
): readonly Fix[] {
  const fixes = intents.flatMap((intent) => fixOf(manifest, intent, kindOf(intent)));
  const own = fixes.filter(({ title }, i) => fixes.findIndex((other) => other.title === title) === i);
  return own.length < 2 ? own : own.map(({ isPreferred: _, ...fix }) => fix);
}

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
    case 'append':
      return `Add ${shown(intent.value)} to ${lastStep(intent.at)}`;
    case 'split':
      return 'Make an item of each';
    case 'join':
      return 'Join with the item above: remove the dash';
    case 'all':
      return intent.title;
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
