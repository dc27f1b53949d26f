/** Packs the two stand-ins for other people's extensions as VSIX files, so that a running editor can install them. */
import { build } from 'esbuild';
import { createVSIX } from '@vscode/vsce';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '..');

/** Writes `red-hat.vsix`, `microsoft.vsix` and the schema `pod-schema.json` into a folder. */
export async function packOthers(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const schema = publishedSchema();
  writeFileSync(join(folder, 'pod-schema.json'), schema);
  const server = createRequire(import.meta.url).resolve('yaml-language-server/out/server/src/server.js');
  await pack(folder, 'red-hat', { publisher: 'redhat', name: 'vscode-yaml', contributes: { configuration } }, [
    ['server.txt', server],
  ]);
  await pack(
    folder,
    'microsoft',
    {
      publisher: 'ms-kubernetes-tools',
      name: 'vscode-kubernetes-tools',
      extensionDependencies: ['redhat.vscode-yaml'],
    },
    [['pod.json', schema]],
  );
}

async function pack(
  folder: string,
  id: string,
  manifest: object,
  files: readonly (readonly [name: string, text: string])[],
): Promise<void> {
  const cwd = join(folder, id);
  mkdirSync(cwd, { recursive: true });
  const common = {
    version: '1.25.0',
    displayName: id,
    description: 'Stands in for another extension in tests.',
    engines: { vscode: '^1.91.0' },
    activationEvents: ['onLanguage:yaml'],
    main: './extension.js',
    license: 'Apache-2.0',
  };
  writeFileSync(join(cwd, 'package.json'), JSON.stringify({ ...common, ...manifest }));
  writeFileSync(join(cwd, 'README.md'), 'A stand-in for tests.\n');
  cpSync(join(root, 'LICENSE'), join(cwd, 'LICENSE'));
  for (const [name, text] of files) writeFileSync(join(cwd, name), text);
  await build({
    entryPoints: [join(import.meta.dirname, `${id}.ts`)],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    outfile: join(cwd, 'extension.js'),
  });
  await createVSIX({
    cwd,
    packagePath: join(folder, `${id}.vsix`),
    dependencies: false,
    allowMissingRepository: true,
    skipLicense: true,
  });
}

/** Those settings of Red Hat's that matter here; its store of schemas is in the network and stays off. */
const configuration = {
  title: 'YAML',
  properties: {
    'yaml.schemas': { type: 'object', default: {} },
    'yaml.validate': { type: 'boolean', default: true },
    'yaml.hover': { type: 'boolean', default: true },
    'yaml.completion': { type: 'boolean', default: true },
    'yaml.schemaStore.enable': { type: 'boolean', default: false },
  },
};

/** A schema of Pods as Kubernetes publishes it: ours, with the lists of required fields and the values of enumerations. */
function publishedSchema(): string {
  const schema = JSON.parse(readFileSync(join(root, 'schemas', 'pod.json'), 'utf8')) as {
    definitions: Record<string, { required?: string[]; properties: Record<string, object> }>;
  };
  const { PodSpec: spec, Container: container } = schema.definitions;
  if (spec === undefined || container === undefined) throw new Error('schemas/pod.json has no PodSpec');
  spec.required = ['containers'];
  container.required = ['name'];
  container.properties['imagePullPolicy'] = { type: 'string', enum: ['Always', 'IfNotPresent', 'Never'] };
  return JSON.stringify(schema);
}
