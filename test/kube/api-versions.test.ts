/** Removed API versions name what replaced them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noMatchesText, removedApi, removedApis } from '../../core/kube/api-versions.ts';

test('the frequent ones', () => {
  assert.equal(removedApi('extensions/v1beta1', 'Deployment')?.replacement, 'apps/v1');
  assert.equal(removedApi('batch/v1beta1', 'CronJob')?.removedIn, '1.25');
  assert.equal(removedApi('policy/v1beta1', 'PodSecurityPolicy')?.replacement, undefined);
  assert.equal(removedApi('apps/v1', 'Deployment'), undefined);
  assert.equal(removedApi('apps/v1beta1', '__proto__'), undefined);
});

test('every replacement is served by all supported versions', () => {
  const minor = (version: string): number => Number(version.split('.')[1]);
  for (const [apiVersion, kind] of removedApis()) {
    const api = removedApi(apiVersion, kind);
    assert.ok(api, `${apiVersion} ${kind}`);
    if (api.replacementSince !== undefined) assert.ok(minor(api.replacementSince) <= 32, `${apiVersion} ${kind}`);
    assert.equal(removedApi(api.replacement ?? '', kind), undefined);
  }
});

test('kubectl says where it looked', () => {
  assert.equal(
    noMatchesText('extensions/v1beta1', 'Deployment', 'x', '', 'f.yaml'),
    'error: resource mapping not found for name: "x" namespace: "" from "f.yaml": no matches for kind "Deployment" in version "extensions/v1beta1"\n' +
      'ensure CRDs are installed first',
  );
});
