/** A server that ends by itself is started again four times in three minutes; of its end the log says one line. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCrashes } from '../../client/crashes.ts';
import { libraryLog } from '../../client/library-log.ts';

const minute = 60_000;

test('four crashes within three minutes are mended, the fifth is told', () => {
  const crashes = makeCrashes();
  const answers = [0, 1, 2, 3, 4].map((seconds) => crashes.ended(seconds * 1_000));
  assert.deepEqual(answers, ['restart', 'restart', 'restart', 'restart', 'ask']);
});

test('crashes further apart are mended for ever', () => {
  const crashes = makeCrashes();
  for (let count = 0; count < 100; count++) assert.equal(crashes.ended(count * minute), 'restart');
});

test('a crash counts for three minutes and no longer', () => {
  const crashes = makeCrashes();
  for (const at of [0, 1, 2, 3]) crashes.ended(at);
  assert.equal(crashes.ended(3 * minute + 2), 'restart');
  assert.equal(crashes.ended(3 * minute + 3), 'restart');
  const close = makeCrashes();
  for (const at of [0, 1, 2, 3]) close.ended(at);
  assert.equal(close.ended(3 * minute - 1), 'ask');
});

test('who starts it by hand gives it all its chances again', () => {
  const crashes = makeCrashes();
  for (const at of [0, 1, 2, 3, 4]) crashes.ended(at);
  crashes.forget();
  assert.equal(crashes.ended(5), 'restart');
});

test('the library says nothing of the end of a server above the level Debug, and all else as before', () => {
  const lines: string[] = [];
  const at =
    (level: string) =>
    (message: string | Error): void => {
      lines.push(`${level}: ${String(message)}`);
    };
  const log = libraryLog({ error: at('error'), info: at('info'), debug: at('debug'), warn: at('warn'), logLevel: 3 });
  log.error('Server process exited with signal SIGKILL.');
  log.info('Connection to server got closed. Server will restart.');
  log.error('Request textDocument/hover failed.');
  log.error(new Error('Connection to server got closed'));
  log.info('[Info] words of the server');
  log.warn('a warning');
  assert.equal(log.logLevel, 3);
  assert.deepEqual(lines, [
    'debug: Server process exited with signal SIGKILL.',
    'debug: Connection to server got closed. Server will restart.',
    'error: Request textDocument/hover failed.',
    'error: Error: Connection to server got closed',
    'info: [Info] words of the server',
    'warn: a warning',
  ]);
});
