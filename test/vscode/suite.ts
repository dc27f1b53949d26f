/** Runs inside the extension host of a real VS Code, Node or web: opens each file of the workspace and checks what a user sees. */
import * as vscode from 'vscode';
import { run as runCases } from './cases.ts';

export function run(): Promise<void> {
  return runCases(vscode);
}
