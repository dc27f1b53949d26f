/** Builds what is not committed: the field tree, field docs, TypeScript types and JSON Schemas of the Kubernetes API, and the schemas of our own documents. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { configSchema } from '../core/model/config-shape.ts';
import { scenarioSchema } from '../core/model/scenario-schema.ts';
import { readModels } from './generate/models.ts';
import { writeSchemas } from './generate/schemas.ts';
import { treeModule } from './generate/tree.ts';
import { typesModule } from './generate/types.ts';
import { validatorsModule } from './generate/validators.ts';

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
write(
  'core/schema/generated/own-validators.ts',
  validatorsModule({ validateConfig: configSchema([]), validateScenario: scenarioSchema() }),
);
write('schemas/scenario.schema.json', `${JSON.stringify(scenarioSchema(), undefined, 2)}\n`);
// The rules stand on what was just written.
const { configurableRules } = await import('../core/features/config-service.ts');
write('schemas/podscope.schema.json', `${JSON.stringify(configSchema(configurableRules), undefined, 2)}\n`);
