/** Makes entries of the catalogue from short examples: a few lines, put into the frame of a whole manifest. */
import type { Catalogue, CatalogueEntry } from '../catalogue.ts';

export type { Catalogue };

/** Where an example's lines stand in the manifest around it. */
export type Frame =
  'metadata' | 'spec' | 'container' | 'init' | 'volume' | 'projection' | 'claim' | 'env' | 'template' | 'manifest';

interface Extra {
  readonly frame?: Frame;
  /** Only with these feature gates on. */
  readonly gates?: readonly string[];
  /** The last version that has the rule, where newer ones do not. */
  readonly until?: string;
}

/** A maker of entries whose examples stand in the same frame; without examples where no manifest can reach the rule. */
export function rulesIn(frame: Frame) {
  return (summary: string, why: string, wrong?: string, right?: string, extra: Extra = {}): CatalogueEntry => {
    const context = contextOf(extra);
    if (wrong === undefined || right === undefined) return { summary, why };
    const manifest = (lines: string): string => framed(extra.frame ?? frame, lines);
    return {
      summary,
      why,
      wrong: manifest(wrong),
      right: manifest(right),
      ...(context === undefined ? {} : { context }),
    };
  };
}

function contextOf({ gates, until }: Extra): CatalogueEntry['context'] {
  if (gates === undefined && until === undefined) return undefined;
  return {
    kubernetesVersion: until ?? '1.36',
    featureGates: Object.fromEntries((gates ?? []).map((gate) => [gate, true])),
  };
}

const web = ['name: web', 'image: nginx:1.27'];
const containers = 'containers: [{name: web, image: nginx:1.27}]';
const volumes = [
  'volumes:',
  '  - {name: data, emptyDir: {}}',
  '  - {name: files, configMap: {name: files}}',
  '  - {name: disk, persistentVolumeClaim: {claimName: disk}}',
];

/** The whole manifest of an example. */
function framed(frame: Frame, lines: string): string {
  switch (frame) {
    case 'manifest':
      return `${lines}\n`;
    case 'metadata':
      return pod([containers], lines);
    case 'spec':
      return pod(merged([containers], lines));
    case 'container':
      return pod([...listOf('containers', merged(web, lines)), ...volumesFor(lines)]);
    case 'init':
      return pod([...listOf('initContainers', merged(['name: setup', 'image: busybox:1.37'], lines)), containers]);
    case 'env':
      return pod([...listOf('containers', [...web, ...listOf('env', lines.split('\n'))]), ...volumesFor(lines)]);
    case 'volume':
      return pod([containers, ...listOf('volumes', merged(['name: data'], lines))]);
    case 'projection':
      return pod([
        containers,
        ...listOf('volumes', ['name: data', 'projected:', ...indented(listOf('sources', lines.split('\n')))]),
      ]);
    case 'claim':
      return pod([containers, ...listOf('volumes', ['name: data', ...claim(lines)])]);
    case 'template':
      return deployment(lines);
  }
}

function pod(spec: readonly string[], metadata = ''): string {
  const head = ['apiVersion: v1', 'kind: Pod', 'metadata:', ...indented(merged(['name: web'], metadata))];
  return `${[...head, 'spec:', ...indented(spec)].join('\n')}\n`;
}

function deployment(lines: string): string {
  const template = merged(['metadata: {labels: {app: web}}', `spec: {${containers}}`], lines);
  const spec = ['selector: {matchLabels: {app: web}}', 'template:', ...indented(template)];
  return `${['apiVersion: apps/v1', 'kind: Deployment', 'metadata: {name: web}', 'spec:', ...indented(spec)].join('\n')}\n`;
}

function claim(lines: string): readonly string[] {
  const spec = merged(['accessModes: [ReadWriteOnce]', 'resources: {requests: {storage: 1Gi}}'], lines);
  return ['ephemeral:', '  volumeClaimTemplate:', '    spec:', ...indented(indented(indented(spec)))];
}

/** Lines of a mapping; those of the example replace the ones of the same key. */
function merged(base: readonly string[], lines: string): readonly string[] {
  const own = lines.split('\n').filter((line) => line !== '');
  const keys = new Set(own.map(keyOf));
  return [...base.filter((line) => !keys.has(keyOf(line))), ...own];
}

function keyOf(line: string): string {
  return line.slice(0, line.indexOf(':'));
}

function listOf(key: string, item: readonly string[]): readonly string[] {
  return [`${key}:`, ...item.map((line, position) => (position === 0 ? `  - ${line}` : `    ${line}`))];
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

function volumesFor(lines: string): readonly string[] {
  return /volume/i.test(lines) ? volumes : [];
}
