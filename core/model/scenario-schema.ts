/** The JSON Schema of Scenario documents. */
import { scenarioShape } from './scenario-shape.ts';
import { type Schema, schemaOfShape } from './shape-schema.ts';

/** Draft 2020-12. */
export function scenarioSchema(): Schema {
  return schemaOfShape(scenarioShape, {
    id: 'https://podscope.dev/schemas/scenario.schema.json',
    title: 'Podscope Scenario',
    description: 'What the containers of a Pod and its surroundings do.',
  });
}
