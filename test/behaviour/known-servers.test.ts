/** What is told of the programs of well-known images belongs to programs that those images hold. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { knownImages } from '../../core/behaviour/known-images.ts';
import { knownServers } from '../../core/behaviour/known-servers.ts';

test('every program that is described is in its image', () => {
  for (const [name, programs] of Object.entries(knownServers)) {
    const image = knownImages.find(({ names }) => names[0] === name);
    assert.deepEqual(
      Object.keys(programs).filter((program) => image?.programs.includes(program) !== true),
      [],
      name,
    );
  }
});
