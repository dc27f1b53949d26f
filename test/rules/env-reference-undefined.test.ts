import { envReferenceUndefined } from '../../core/rules/env-reference-undefined.ts';
import { checkRule } from '../support/rules.ts';

const env = (...entries: readonly string[]): { container: string } => ({
  container: `env:\n${entries.map((entry) => `  - {${entry}}`).join('\n')}`,
});
const config = { kind: 'ConfigMap', metadata: { name: 'config' }, data: { HOST: 'db' } };

checkRule(envReferenceUndefined, {
  finds: [
    {
      ...env('name: URL, value: "http://$(HOST)"', 'name: HOST, value: db'),
      finds: ['spec.containers[0].env[0].value: HOST is defined further down: $(HOST) stays as it is written here.'],
    },
    {
      ...env('name: URL, value: "$(NOWHERE)"'),
      finds: ['spec.containers[0].env[0].value: No variable NOWHERE is defined'],
    },
    env('name: SELF, value: "$(SELF)/bin"'),
    { container: 'command: [serve, --port, "$(PORT)"]' },
    { container: 'args: ["--name=$(POD_NAME)"]' },
    { container: 'envFrom: [{configMapRef: {name: config}}]\nenv: [{name: A, value: "$(OTHER)"}]', objects: [config] },
  ],
  misses: [
    env('name: HOST, value: db', 'name: URL, value: "http://$(HOST)"'),
    env('name: PRICE, value: "$$(HOST)"'),
    env('name: URL, value: "$(DB_SERVICE_HOST)"'),
    env('name: A, value: "$HOME"'),
    { container: 'command: [sh, -c, "echo $(hostname)"]' },
    { container: 'envFrom: [{configMapRef: {name: config}}]\nenv: [{name: A, value: "$(HOST)"}]', objects: [config] },
    { container: 'envFrom: [{secretRef: {name: unknown}}]\nenv: [{name: A, value: "$(ANY)"}]' },
    { container: 'args: ["$(date)"]' },
  ],
});
