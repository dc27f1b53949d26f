/** Writes `ThirdPartyNotices.txt`: the licence of every package that is in a bundle, and of the Kubernetes API texts. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly text: string;
}

const kubernetes = `Kubernetes API descriptions (Apache-2.0)

The field tree and the field descriptions of the Kubernetes API were generated from the package @kubernetes/client-node, whose
types come from the OpenAPI description of Kubernetes. Copyright The Kubernetes Authors. Licensed under the Apache License,
Version 2.0; the text of that licence is in the file LICENSE.
`;

export function writeNotices(): void {
  const packages = bundledPackages();
  const rule = '-'.repeat(80);
  const parts = packages.map(
    ({ name, version, license, text }) => `${name} ${version} (${license})\n\n${text.trim()}\n`,
  );
  const head = 'Podscope contains the following works of others.\n';
  writeFileSync('ThirdPartyNotices.txt', [head, kubernetes, ...parts].join(`\n${rule}\n\n`));
}

/** By the bundler's own account of its inputs. */
export function bundledPackages(): readonly Package[] {
  const folders = new Set<string>();
  for (const file of readdirSync('dist/meta')) {
    const { inputs } = JSON.parse(readFileSync(join('dist/meta', file), 'utf8')) as { inputs: Record<string, unknown> };
    for (const input of Object.keys(inputs)) {
      const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
      if (match?.[1] !== undefined) folders.add(match[1]);
    }
  }
  return [...folders].sort().map(readPackage);
}

function readPackage(folder: string): Package {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Package;
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text =
    file !== undefined && existsSync(join(folder, file))
      ? readFileSync(join(folder, file), 'utf8')
      : `Licence: ${license}`;
  return { name, version, license, text };
}
