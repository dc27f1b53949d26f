/** Without a browser the tests that need one say so; where one is required that is a failure. */
import assert from 'node:assert/strict';
import { delimiter } from 'node:path';
import { test } from 'node:test';
import { browserForTests, findBrowser } from '../support/browser.ts';

const nothing = (): boolean => false;

test('the chosen one, the PATH, the usual places', () => {
  assert.equal(findBrowser({ PODSCOPE_CHROMIUM: '/opt/chrome' }, nothing), '/opt/chrome');
  assert.equal(
    findBrowser(
      { PATH: ['/a', '/b'].join(delimiter) },
      (path) => path.replaceAll('\\', '/') === '/b/google-chrome',
    )?.replaceAll('\\', '/'),
    '/b/google-chrome',
  );
  assert.equal(findBrowser({ PATH: '/a' }, nothing), undefined);
});

test('none', () => {
  assert.equal(browserForTests('Something', { PATH: '/a' }, nothing), undefined);
  assert.throws(
    () => browserForTests('Something', { PATH: '/a', PODSCOPE_REQUIRE_BROWSER: '1' }, nothing),
    /Something did not run: no Chromium found/,
  );
});
