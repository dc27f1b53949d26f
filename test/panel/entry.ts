/** The panel as the tests start it: like `main.ts`, but a run that travels in the input is shown as it is. */
import '../../media/lifecycle/lifecycle.css';
import { simulate, type SimulationInput, type Timeline } from '../../core/simulation.ts';
import type { HostApi } from '../../media/lifecycle/app.ts';
import { startPanel } from '../../media/lifecycle/panel.ts';

declare function acquireVsCodeApi(): HostApi;

const root = document.getElementById('root');
const run = (input: SimulationInput): Timeline =>
  (input as SimulationInput & { readonly timeline?: Timeline }).timeline ?? simulate(input);
if (root !== null) Object.assign(globalThis, { podscopePanel: startPanel(acquireVsCodeApi(), root, run) });
