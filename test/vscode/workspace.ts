/** Makes the workspace for the in-editor suite: the examples, and each with other names and numbers and inside a Deployment. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function makeWorkspace(folder: string): void {
  mkdirSync(join(folder, '.vscode'), { recursive: true });
  writeFileSync(join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
  writeFileSync(join(folder, 'compose.yaml'), 'services:\n  web:\n    image: nginx\n');
  const examples = join(import.meta.dirname, '..', '..', 'examples');
  for (const name of readdirSync(examples).filter((file) => file.endsWith('.yaml'))) {
    const text = readFileSync(join(examples, name), 'utf8');
    writeFileSync(join(folder, name), text);
    writeFileSync(join(folder, `renamed-${name}`), renamed(text));
    if (/^kind: Pod$/m.test(text)) writeFileSync(join(folder, `deployment-${name}`), inDeployment(text));
  }
}

const settings = {
  'workbench.startupEditor': 'none', 'window.autoDetectColorScheme': false, 'workbench.colorTheme': 'Default Dark Modern', 'files.autoSave': 'off',
  'workbench.secondarySideBar.defaultVisibility': 'hidden', 'extensions.ignoreRecommendations': true, 'telemetry.telemetryLevel': 'off', 'chat.disableAIFeatures': true,
};

/** Other names of Pod and containers, other ports. */
function renamed(text: string): string {
  return text.replace(/name: ([a-z0-9-]+)/g, 'name: other-$1').replaceAll('8080', '9090').replaceAll('path: /\n', 'path: /index.html\n');
}

/** The same Pod as template of a Deployment. */
function inDeployment(text: string): string {
  const spec = text.slice(text.indexOf('\nspec:') + 1).trimEnd().split('\n').map((line) => `    ${line}`).join('\n');
  return [
    'apiVersion: apps/v1', 'kind: Deployment', 'metadata:', '  name: wrapped', 'spec:', '  selector:', '    matchLabels: {app: wrapped}', '  template:',
    '    metadata:', '      labels: {app: wrapped}', spec, '',
  ].join('\n');
}
