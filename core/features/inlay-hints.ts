/** Inlay hints: at a probe what its numbers come to, at most one each; on demand also defaults where they surprise. */
import { child, type FieldPath } from '../kube/field-path.ts';
import { asObject } from '../kube/json.ts';
import { probeSettings, probeTimes } from '../kube/probe-times.ts';
import { inFile, type ManifestFile, objectsOf } from '../model/manifest-file.ts';
import { type ContainerView, probesOf, type ProbeType } from '../rules/pod-view.ts';
import { locate } from '../schema/locate.ts';
import type { Range } from '../text/range.ts';
import { spanWords } from './hover/probe.ts';
import { podOf } from './pod-of.ts';

export interface InlayHint {
  /** Offset in the file, at the end of a line. */
  readonly offset: number;
  readonly label: string;
  readonly tooltip: string;
}

/** Hints of the documents that touch the range. `all` adds defaults that surprise. */
export function inlayHints(file: ManifestFile, range: Range, mode: 'budgets' | 'all'): readonly InlayHint[] {
  return file.documents.flatMap(objectsOf).flatMap((document) => {
    const { manifest } = document;
    const root = manifest?.read.root;
    const pod = document.end >= range.start && document.start <= range.end && manifest ? podOf(manifest) : undefined;
    if (manifest === undefined || root === undefined || pod === undefined) return [];
    const at = (path: FieldPath, label: string, tooltip: string): InlayHint[] => {
      const { entry } = locate(root, path);
      if (entry === undefined) return [];
      const end = inFile(document, {
        start: entry.keyNode.range.start,
        end: endOfLine(manifest.text, entry.keyNode.range.end),
      }).end;
      return end >= range.start && end <= range.end ? [{ offset: end, label, tooltip }] : [];
    };
    const budgets = pod.containers.flatMap((container) =>
      // A plain init container may have no probes: the server says so.
      (container.role === 'init' ? [] : probesOf(container)).flatMap(({ type, path, probe }) =>
        at(path, probeLabel(type, probe), `${tooltips[type]} Setting: podscope.inlayHints.`),
      ),
    );
    return mode === 'budgets'
      ? budgets
      : [...budgets, ...pod.containers.flatMap((container) => defaults(container, at))];
  });
}

const tooltips: Readonly<Record<ProbeType, string>> = {
  livenessProbe:
    'From the moment the program stops answering to the kill: failureThreshold failures in a row, one every periodSeconds.',
  readinessProbe: 'From the moment the program stops answering until Services stop sending to it.',
  startupProbe: 'The program may take so long to start before it is killed.',
};

function probeLabel(type: ProbeType, probe: Readonly<Record<string, unknown>>): string {
  const times = probeTimes(probeSettings(probe));
  switch (type) {
    case 'livenessProbe':
      return `killed ${spanWords(times.failingToLimit)} after it stops answering`;
    case 'readinessProbe':
      return `out of Services ${spanWords(times.failingToLimit)} after it stops answering`;
    case 'startupProbe':
      return `has ${spanWords(times.startToLimit)} to start`;
  }
}

/** An image without a tag is pulled at every start. */
function defaults(
  container: ContainerView,
  at: (path: FieldPath, label: string, tooltip: string) => InlayHint[],
): InlayHint[] {
  const isPulled =
    container.written['imagePullPolicy'] === undefined && container.defaulted['imagePullPolicy'] === 'Always';
  const pull = isPulled
    ? at(
        child(container.path, 'image'),
        'imagePullPolicy: Always',
        'The default for the tag latest, also where no tag is written.',
      )
    : [];
  const port = asObject(asObject(container.written['resources'])?.['limits']);
  const requests = asObject(asObject(container.written['resources'])?.['requests']);
  const copied = port === undefined ? [] : Object.keys(port).filter((name) => requests?.[name] === undefined);
  const request =
    copied.length === 0
      ? []
      : at(
          child(container.path, 'resources', 'limits'),
          `also requested: ${copied.join(', ')}`,
          'A limit without a request is also the request.',
        );
  return [...pull, ...request];
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  const line = end < 0 ? text.length : end;
  return text[line - 1] === '\r' ? line - 1 : line;
}
