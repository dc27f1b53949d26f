/** The workspace's YAML files for a server that cannot read folders: virtual workspaces and the web. */
import * as vscode from 'vscode';
import type { ListFilesResult, ReadFileResult } from '../protocol/lsp.ts';

const maxFiles = 5_000;
const maxBytes = 1_500_000;

export async function listFiles(): Promise<ListFilesResult> {
  const found = await vscode.workspace.findFiles(
    '**/*.{yaml,yml}',
    '**/{node_modules,vendor,dist,target}/**',
    maxFiles,
  );
  return { uris: found.map((uri) => uri.toString()) };
}

export async function readText(uri: string): Promise<ReadFileResult> {
  try {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.parse(uri));
    return bytes.byteLength > maxBytes ? {} : { text: new TextDecoder().decode(bytes) };
  } catch {
    return {};
  }
}
