import { preStopEatsGrace } from '../../core/rules/pre-stop-eats-grace.ts';
import { checkRule } from '../support/rules.ts';

const exec = (command: string, grace?: number): { container: string; spec: string } => ({
  container: `lifecycle: {preStop: {exec: {command: ${command}}}}`,
  spec: grace === undefined ? '' : `terminationGracePeriodSeconds: ${grace}`,
});
const sleep = (seconds: number, grace: number): { container: string; spec: string } => ({
  container: `lifecycle: {preStop: {sleep: {seconds: ${seconds}}}}`,
  spec: `terminationGracePeriodSeconds: ${grace}`,
});

checkRule(preStopEatsGrace, {
  finds: [
    {
      ...exec('[sleep, "30"]'),
      finds: ['spec.containers[0].lifecycle.preStop.exec.command: preStop sleeps 30 s of a grace period of 30 s: app'],
    },
    exec('[sh, -c, "sleep 20; sleep 15"]'),
    exec('[sh, -c, "nginx -s quit; sleep 12"]', 10),
    exec('[/bin/sleep, 1m]', 45),
    sleep(10, 10),
    exec('[bash, -c, "sleep 5 && echo bye"]', 5),
  ],
  misses: [
    exec('[sleep, "5"]'),
    exec('[sleep, "40"]', 60),
    sleep(5, 10),
    exec('[sh, -c, "if true; then sleep 60; fi"]'),
    exec('[sh, -c, "sleep 60 &"]'),
    exec('[sleep, "30"]', 0),
    { container: 'lifecycle: {postStart: {exec: {command: [sleep, "60"]}}}' },
  ],
});
