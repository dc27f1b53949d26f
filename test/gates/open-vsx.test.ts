/**
 * The packaged VSIX goes through `ovsx` to the end: its own checks, and the upload to a stand-in for the registry on this machine. What the
 * real registry checks besides (the publisher's rights, a scan for secrets and viruses) needs its network and an account.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { installPackages } from '../../scripts/lib/cache.ts';
import { root } from '../support/built.ts';

const vsix = join(root, 'podscope.vsix');
if (!existsSync(vsix)) execFileSync(process.execPath, ['scripts/package.ts'], { cwd: root, stdio: 'inherit' });

const asked: string[] = [];
let uploaded = '';
let limit = 2_000_000;
const registry = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '', 'http://registry');
  asked.push(`${request.method ?? ''} ${pathname}`);
  const hash = createHash('sha256');
  request.on('data', (chunk: Buffer) => hash.update(chunk));
  request.on('end', () => {
    if (request.method === 'POST') uploaded = hash.digest('hex');
    const published = { namespace: 'podscope', name: 'podscope', version: '0.1.0', targetPlatform: 'universal' };
    const answers: Readonly<Record<string, object>> = {
      '/api/version': { version: '1.3.0', maxExtensionSize: limit },
      '/api/-/size-limit': { maxSize: limit },
      '/api/-/publish': published,
    };
    response.writeHead(request.method === 'POST' ? 201 : 200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(answers[pathname] ?? {}));
  });
});
await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
const address = `http://127.0.0.1:${String((registry.address() as AddressInfo).port)}`;
after(() => registry.close());

/** Not blocking: the stand-in answers in this process. */
function ovsx(args: readonly string[]): Promise<{ readonly status: number | null; readonly said: string }> {
  const modules = installPackages('ovsx-1.3.0', ['ovsx@1.3.0']);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(modules, 'ovsx', 'bin', 'ovsx'), ...args], {
      cwd: root,
      env: { ...process.env, CI: 'true' },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('close', (status) => {
      resolve({ status, said });
    });
  });
}

test('ovsx publishes the very file, without a warning', async () => {
  const { status, said } = await ovsx(['publish', vsix, '--registryUrl', address, '--pat', 'token']);
  assert.equal(status, 0, said);
  assert.match(said, /Published podscope\.podscope v0\.1\.0/);
  assert.doesNotMatch(said, /warn|could not|!!/i);
  assert.ok(asked.includes('POST /api/-/publish'), asked.join(', '));
  assert.equal(uploaded, createHash('sha256').update(readFileSync(vsix)).digest('hex'));
});

test('its checks are run: a package above the limit of the registry is refused before it is sent', async () => {
  asked.length = 0;
  limit = 1_000;
  const { status, said } = await ovsx(['publish', vsix, '--registryUrl', address, '--pat', 'token']);
  assert.notEqual(status, 0);
  assert.match(said, /exceeds the size limit/);
  assert.ok(!asked.includes('POST /api/-/publish'));
});

test('ovsx asks nobody for a licence', async () => {
  const modules = installPackages('ovsx-1.3.0', ['ovsx@1.3.0']);
  const script = `import { isLicenseOk } from ${JSON.stringify(join(modules, 'ovsx', 'lib', 'check-license.js'))};
    console.log(await isLicenseOk(${JSON.stringify(root)}));`;
  const said = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
  assert.equal(said.trim(), 'true');
});

test('what a registry reads of the package is in it', () => {
  const files = execFileSync('unzip', ['-Z1', vsix], { encoding: 'utf8' }).trim().split('\n');
  const text = (file: string): string => execFileSync('unzip', ['-p', vsix, file], { encoding: 'utf8' });
  const index = text('extension.vsixmanifest');
  const named = [...index.matchAll(/(?:Path="|<License>|<Icon>)([^"<]+)/g)].map(([, path]) => path ?? '');
  assert.ok(named.length >= 7, named.join(', '));
  for (const path of named) assert.ok(files.includes(path), path);
  for (const part of ['Content.Details', 'Content.Changelog', 'Content.License', 'Icons.Default'])
    assert.ok(index.includes(`.${part}"`), part);
  assert.ok(files.includes('extension/ThirdPartyNotices.txt'));
  // PNG, 256 by 256.
  const icon = execFileSync('unzip', ['-p', vsix, 'extension/media/icons/podscope.png']);
  assert.deepEqual([icon.toString('latin1', 1, 4), icon.readUInt32BE(16), icon.readUInt32BE(20)], ['PNG', 256, 256]);
  const readme = text('extension/readme.md');
  assert.doesNotMatch(readme, /!\[[^\]]*\]\([^)]*\.svg|<img[^>]*\.svg|\]\(http:/);
  assert.match(readme, /telemetry/i);
});
