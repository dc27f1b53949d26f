/** Wraps a Pod into a Deployment or a Job, and takes the Pod out of one again. */
import { objectAt, stringAt, structAt } from '../../kube/json.ts';
import { locate } from '../../schema/locate.ts';
import type { MapNode } from '../../syntax/tree.ts';
import { newlineOf } from '../edits/layout.ts';
import { printEntry } from '../edits/print.ts';
import { blockLines, entryLines, entryOfKey, indented } from './blocks.ts';
import type { Refactoring, RefactorPlace } from './refactoring.ts';

export function changeKind(place: RefactorPlace): readonly Refactoring[] {
  switch (place.manifest.kind) {
    case 'Pod':
      return [...wrapped(place, 'Deployment'), ...wrapped(place, 'Job')];
    case 'Deployment':
    case 'Job':
      return unwrapped(place);
    default:
      return [];
  }
}

function wrapped({ manifest, root, pod }: RefactorPlace, kind: 'Deployment' | 'Job'): readonly Refactoring[] {
  const parts = podParts(manifest.text, root);
  const policy = stringAt(pod.spec, 'restartPolicy');
  if (parts === undefined || entryOfKey(root, 'status') !== undefined) return [];
  if (kind === 'Deployment' && policy !== '' && policy !== 'Always') return [];
  const labels = objectAt(structAt(manifest.object, 'metadata'), 'labels');
  const own = labels !== undefined && Object.keys(labels).length > 0 ? labels : { app: manifest.name };
  const metadata = structAt(manifest.object, 'metadata');
  const outer = Object.fromEntries(
    ['name', 'generateName', 'namespace', 'labels'].flatMap((field) =>
      metadata[field] === undefined ? [] : [[field, metadata[field]]],
    ),
  );
  const annotations = parts.annotations === undefined ? [] : parts.annotations;
  const inner = [
    'metadata:',
    ...indented([...printEntry('labels', own, 2), ...annotations], 2),
    'spec:',
    ...indented(specFor(kind, parts.spec, policy), 2),
  ];
  const head =
    kind === 'Deployment'
      ? ['replicas: 1', 'selector:', ...indented(printEntry('matchLabels', own, 2), 2), 'template:']
      : ['template:'];
  const lines = [
    `apiVersion: ${kind === 'Deployment' ? 'apps/v1' : 'batch/v1'}`,
    `kind: ${kind}`,
    ...printEntry('metadata', outer, 2),
    'spec:',
    ...indented([...head, ...indented(inner, 2)], 2),
  ];
  return [
    {
      title: kind === 'Deployment' ? 'Turn into a Deployment' : 'Turn into a Job',
      edits: [whole(manifest.text, root, lines)],
    },
  ];
}

/** A Job's Pods must not be started again for ever. */
function specFor(kind: 'Deployment' | 'Job', spec: readonly string[], policy: string): readonly string[] {
  if (kind === 'Deployment' || policy === 'Never' || policy === 'OnFailure') return spec;
  const rest = spec.filter((line) => !/^restartPolicy:/.test(line));
  return ['restartPolicy: Never', ...rest];
}

interface PodParts {
  readonly spec: readonly string[];
  readonly annotations: readonly string[] | undefined;
}

/** Only manifests of the usual four parts in block style: anything else would lose something. */
function podParts(text: string, root: MapNode): PodParts | undefined {
  const [metadata, spec] = [entryOfKey(root, 'metadata')?.value, entryOfKey(root, 'spec')?.value];
  const known = ['apiVersion', 'kind', 'metadata', 'spec', 'status'];
  if (
    root.isFlow ||
    metadata?.kind !== 'map' ||
    spec === undefined ||
    !root.entries.every(({ key }) => known.includes(key ?? ''))
  )
    return undefined;
  const lines = blockLines(text, spec);
  const annotated = entryOfKey(metadata, 'annotations');
  const annotations = annotated && (metadata.isFlow ? undefined : entryLines(text, annotated));
  if (lines === undefined || (annotated !== undefined && annotations === undefined)) return undefined;
  // A comment between the parts has no place in the new text.
  const others = text.slice(root.range.start, spec.range.start) + text.slice(spec.range.end, root.range.end);
  return /(^|\s)#/.test(others) ? undefined : { spec: lines, annotations };
}

function unwrapped({ manifest, root }: RefactorPlace): readonly Refactoring[] {
  const path = 'spec.template';
  const template = locate(root, path);
  const spec = locate(root, `${path}.spec`);
  const lines = template.found === 'value' && spec.found === 'value' ? blockLines(manifest.text, spec.node) : undefined;
  if (lines === undefined) return [];
  const outer = structAt(manifest.object, 'metadata');
  const inner = structAt(structAt(structAt(manifest.object, 'spec'), 'template'), 'metadata');
  const metadata = Object.fromEntries(
    [
      ...['name', 'generateName', 'namespace'].map((field) => [field, outer[field]]),
      ...['labels', 'annotations'].map((field) => [field, inner[field]]),
    ].filter(([, value]) => value !== undefined),
  ) as Record<string, unknown>;
  const text = ['apiVersion: v1', 'kind: Pod', ...printEntry('metadata', metadata, 2), 'spec:', ...indented(lines, 2)];
  const lost =
    manifest.kind === 'Deployment'
      ? 'replicas, selector and strategy are dropped'
      : 'what the Job says about retries is dropped';
  return [{ title: `Turn into a Pod (${lost})`, edits: [whole(manifest.text, root, text)] }];
}

function whole(
  text: string,
  root: MapNode,
  lines: readonly string[],
): { range: { start: number; end: number }; newText: string } {
  let end = root.range.end;
  while (end > root.range.start && /\s/.test(text[end - 1] ?? '')) end--;
  return { range: { start: root.range.start, end }, newText: lines.join(newlineOf(text)) };
}
