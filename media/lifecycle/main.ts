/** Entry of the webview: starts the panel with VS Code's message channel and the simulator. */
import './lifecycle.css';
import { simulate } from '../../core/simulation.ts';
import type { HostApi } from './app.ts';
import { startPanel } from './panel.ts';

declare function acquireVsCodeApi(): HostApi;

const root = document.getElementById('root');
if (root !== null) startPanel(acquireVsCodeApi(), root, simulate);
