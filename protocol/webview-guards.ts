/** The guards of the bridge between host and panel, written by hand: what does not pass is logged and ignored. */
import { type HostMessage, panelCommands, type PanelMessage, protocolVersion } from './webview.ts';

type Fields = Readonly<Record<string, unknown>>;
type Check = (fields: Fields) => boolean;

const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const optional =
  (check: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === undefined || check(value);
const optionalText = optional(isText);

const isSettings = (value: unknown): boolean =>
  isFields(value) && isText(value['collapseIdle']) && isText(value['timeFormat']) && isFlag(value['followEditor']);
const isInput = (value: unknown): boolean =>
  isFields(value) && isFields(value['pod']) && isFields(value['scenario']) && isFields(value['settings']);
const isRejection = (value: unknown): boolean =>
  isFields(value) &&
  isText(value['message']) &&
  isText(value['field']) &&
  isNumber(value['line']) &&
  isNumber(value['more']) &&
  Array.isArray(value['fixes']);

const hostChecks: Readonly<Record<HostMessage['type'], Check>> = {
  init: (m) => isText(m['language']) && isSettings(m['settings']),
  model: isModel,
  scenario: (m) => isNumber(m['version']) && isText(m['scenarioId']) && isFields(m['scenario']),
  baseline: (m) =>
    optional((b) => isFields(b) && isText(b['id']) && isText(b['title']) && isInput(b['input']))(m['baseline']),
  empty: (m) => optionalText(m['file']),
  stale: (m) => isNumber(m['line']) && isText(m['message']),
  cursor: (m) => optionalText(m['field']),
  settings: (m) => isSettings(m['settings']),
  command: (m) => (panelCommands as readonly unknown[]).includes(m['command']),
  show: (m) => isText(m['field']),
  showMoment: (m) => isNumber(m['atMs']),
  reply: (m) => isNumber(m['id']) && isFlag(m['ok']) && optionalText(m['message']),
};

const panelChecks: Readonly<Record<PanelMessage['type'], Check>> = {
  ready: () => true,
  painted: (m) => isNumber(m['version']) && isText(m['summary']),
  reveal: (m) =>
    optionalText(m['field']) && optionalText(m['scenarioField']) && optional(isNumber)(m['line']) && isFlag(m['focus']),
  highlight: (m) => optionalText(m['field']),
  editField: (m) => isNumber(m['id']) && isText(m['field']) && isNumber(m['value']),
  editScenario: (m) => isNumber(m['id']) && isText(m['scenarioId']) && isFields(m['scenario']),
  saveScenario: (m) => isNumber(m['id']) && isFields(m['scenario']),
  selectScenario: (m) => isText(m['scenarioId']),
  openScenario: () => true,
  selectBaseline: (m) => isText(m['baselineId']) && optional(isInput)(m['input']),
  applyFix: (m) => isNumber(m['id']) && isNumber(m['index']),
  simulateAsIfAccepted: (m) => isFlag(m['on']),
  copy: (m) => isNumber(m['id']) && isText(m['format']) && isText(m['text']),
  save: (m) => isNumber(m['id']) && isText(m['format']) && isText(m['name']) && isText(m['text']),
  openAsText: (m) => isText(m['text']),
  openSample: () => true,
  selectPod: (m) => isText(m['podId']),
  lock: (m) => isFlag(m['locked']),
  view: (m) => isFlag(m['playing']) && isFlag(m['hasSelection']) && isFlag(m['hasBaseline']),
  log: (m) => isText(m['level']) && isText(m['text']),
};

/** True for a message that the panel understands. */
export function isHostMessage(value: unknown): value is HostMessage {
  return passes(value, hostChecks);
}

/** True for a message that the host understands. */
export function isPanelMessage(value: unknown): value is PanelMessage {
  return passes(value, panelChecks);
}

function passes(value: unknown, checks: Readonly<Record<string, Check>>): boolean {
  if (
    !isFields(value) ||
    value['v'] !== protocolVersion ||
    !isText(value['type']) ||
    !Object.hasOwn(checks, value['type'])
  )
    return false;
  return checks[value['type']]?.(value) ?? false;
}

function isModel(m: Fields): boolean {
  const texts = ['uri', 'file', 'podId', 'podName', 'kind', 'scenarioId'].every((name) => isText(m[name]));
  const lists = ['numbers', 'pods', 'scenarios', 'baselines'].every((name) => Array.isArray(m[name]));
  return (
    texts &&
    lists &&
    isNumber(m['version']) &&
    isFields(m['lines']) &&
    isFlag(m['locked']) &&
    optional(isInput)(m['input']) &&
    optional(isRejection)(m['rejected'])
  );
}
