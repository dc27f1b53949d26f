/** What a panel is about, and what it needs. */
import type * as vscode from 'vscode';
import type { Scenario } from '../core/simulation.ts';
import type { ServerLink } from './server-link.ts';

export interface PanelTarget {
  readonly uri: vscode.Uri;
  readonly podId?: string;
  readonly position?: vscode.Position;
  readonly scenarioId?: string;
  /** One that has no file. */
  readonly scenario?: Scenario;
}
export interface PanelServices {
  readonly extensionUri: vscode.Uri;
  readonly server: ServerLink;
  readonly log: vscode.LogOutputChannel;
}
