/** Builds what is not committed: the field tree, field docs, TypeScript types and JSON Schemas of the Kubernetes API, and the schema of Scenarios. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scenarioSchema } from '../core/model/scenario-schema.ts';
import { readModels } from './generate/models.ts';
import { writeSchemas } from './generate/schemas.ts';
import { treeModule } from './generate/tree.ts';
import { typesModule } from './generate/types.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

function write(path: string, text: string): void {
  const file = resolve(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const models = await readModels();
write('core/schema/generated/tree.ts', treeModule(models));
write('core/kube/generated/api-types.ts', typesModule(models));
write('core/schema/generated/field-docs.json', JSON.stringify(Object.fromEntries(models.map((m) => [m.name, m.docs]))));
for (const [path, schema] of writeSchemas(models)) write(path, schema);
write('schemas/scenario.schema.json', `${JSON.stringify(scenarioSchema(), undefined, 2)}\n`);
