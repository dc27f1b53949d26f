/** Gate: nothing grows beyond what people should download and load. */
import { existsSync, statSync } from 'node:fs';

/** Bytes. */
const limits: Readonly<Record<string, number>> = {
  'podscope.vsix': 1_500_000,
  'dist/webview/lifecycle.js': 700_000,
  'dist/client-node.cjs': 600_000,
  'dist/client-web.js': 600_000,
  'dist/server-node.cjs': 900_000,
  'dist/server-web.js': 900_000,
  'dist/simulation.js': 400_000,
};

export function sizeGate(): readonly string[] {
  return Object.entries(limits).flatMap(([file, limit]) =>
    tooLarge(file, existsSync(file) ? statSync(file).size : undefined, limit),
  );
}

export function tooLarge(file: string, size: number | undefined, limit: number): readonly string[] {
  if (size === undefined) return [`${file} is missing: run npm run package`];
  return size <= limit ? [] : [`${file} has ${size} bytes, ${limit} are allowed`];
}
