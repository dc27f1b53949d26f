import { nonRootRunsAsRoot } from '../../core/rules/non-root-runs-as-root.ts';
import { checkRule } from '../support/rules.ts';

const own = (context: string, shared = ''): { container: string; spec: string } => ({
  container: context === '' ? '' : `securityContext: {${context}}`,
  spec: shared === '' ? '' : `securityContext: {${shared}}`,
});

checkRule(nonRootRunsAsRoot, {
  finds: [
    {
      ...own('runAsNonRoot: true, runAsUser: 0'),
      finds: ['spec.containers[0].securityContext.runAsUser: runAsNonRoot forbids uid 0: container app'],
    },
    own('runAsUser: 0', 'runAsNonRoot: true'),
    own('runAsNonRoot: true', 'runAsUser: 0'),
    own('', 'runAsNonRoot: true, runAsUser: 0'),
    own('runAsNonRoot: true, runAsUser: 0', 'runAsUser: 1000'),
    {
      container: 'securityContext: {runAsUser: 1}',
      spec: 'securityContext: {runAsNonRoot: true}\ninitContainers: [{name: i, image: i:1, securityContext: {runAsUser: 0}}]',
    },
  ],
  misses: [
    own('runAsNonRoot: true, runAsUser: 1000'),
    own('runAsNonRoot: false, runAsUser: 0', 'runAsNonRoot: true'),
    own('runAsUser: 0'),
    own('runAsNonRoot: true'),
    own('runAsUser: 1000', 'runAsNonRoot: true, runAsUser: 0'),
    own('', 'runAsUser: 0'),
  ],
});
