import { livenessBeforeStart } from '../../core/rules/liveness-before-start.ts';
import { checkRule } from '../support/rules.ts';

const starts = (
  listensAfterMs: number,
  container: string,
): { container: string; programs: { app: { listensAfterMs: number; source: string } } } => ({
  container,
  programs: { app: { listensAfterMs, source: 'the Scenario slow' } },
});
const liveness = 'livenessProbe: {httpGet: {port: 80}}';

checkRule(livenessBeforeStart, {
  finds: [
    {
      ...starts(60_000, liveness),
      finds: ['spec.containers[0].livenessProbe: Liveness gives up after at most 30 s, and app needs 60 s to start'],
    },
    starts(31_000, liveness),
    starts(45_000, 'livenessProbe: {initialDelaySeconds: 10, tcpSocket: {port: 80}}'),
    {
      ...starts(400_000, `startupProbe: {failureThreshold: 30, httpGet: {port: 80}}\n${liveness}`),
      finds: ['spec.containers[0].startupProbe: The startup probe gives up after at most 300 s'],
    },
    starts(6_000, 'livenessProbe: {periodSeconds: 1, failureThreshold: 5, httpGet: {port: 80}}'),
    starts(20_000, 'livenessProbe: {failureThreshold: 1, grpc: {port: 80}}'),
  ],
  misses: [
    starts(30_000, liveness),
    starts(5_000, liveness),
    starts(60_000, 'readinessProbe: {httpGet: {port: 80}}'),
    starts(60_000, `startupProbe: {failureThreshold: 10, httpGet: {port: 80}}\n${liveness}`),
    starts(60_000, 'livenessProbe: {initialDelaySeconds: 60, httpGet: {port: 80}}'),
    { container: liveness },
    starts(60_000, 'livenessProbe: {exec: {command: [x]}}'),
  ],
});
