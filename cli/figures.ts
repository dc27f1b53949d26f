/** The figures of a forecast under its sentence, for the text report of a run. */
import { type Forecast, type SimulationInput, startBudget } from '../core/simulation.ts';

type Fields = Readonly<Record<string, unknown>>;

/** One line a figure; none where there is nothing to say. */
export function figureLines(input: SimulationInput, { detectHang, terminates, outcome }: Forecast): readonly string[] {
  if (outcome === 'stuck') return [];
  return [
    ...watchedContainers(input).map((name) => startBudget(input, name).sentence),
    ...(detectHang ? [`a hang of ${detectHang.container} lasts ${seconds(detectHang.worstMs)} at most`] : []),
    ...(terminates ? [`a deletion takes ${seconds(terminates.takesMs)}, at most ${seconds(terminates.atMostMs)}`] : []),
  ];
}

/** Those that a probe over the network can kill while they start. */
function watchedContainers(input: SimulationInput): readonly string[] {
  const containers = (input.pod['spec'] as { readonly containers?: readonly Fields[] } | undefined)?.containers ?? [];
  return containers
    .filter((container) =>
      ['startupProbe', 'livenessProbe'].some((name) => {
        const probe = container[name] as Fields | undefined;
        return probe !== undefined && ['httpGet', 'tcpSocket', 'grpc'].some((handler) => handler in probe);
      }),
    )
    .map((container) => String(container['name']));
}

function seconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}
