/** Files that a kustomization lists as patches are parts of objects: nothing is missing in them. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { connect } from '../support/lsp.ts';

const patch = 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 3\n';

test('a listed patch is quiet, the same text elsewhere is not', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'podscope-'));
  mkdirSync(join(folder, 'patches'));
  writeFileSync(join(folder, 'kustomization.yaml'), 'patches:\n- path: patches/replicas.yaml\n');
  const root = pathToFileURL(folder).href;
  const client = await connect({ workspaceFolders: [{ uri: root, name: 'test' }] });
  client.open(`${root}/patches/replicas.yaml`, patch);
  client.open(`${root}/web.yaml`, patch);
  assert.deepEqual(await client.diagnostics(`${root}/patches/replicas.yaml`), []);
  assert.notDeepEqual(await client.diagnostics(`${root}/web.yaml`), []);
  await client.close();
  rmSync(folder, { recursive: true });
});
