/**
 * What the API server adds to a Job before it validates it: labels of the template and the selector
 * (pkg/registry/batch/job, 1.36).
 */
import { type JsonObject, objectAt, structAt } from '../../kube/json.ts';
import { generatedName } from './name.ts';

/** Stands for the unique id that the server will give; messages print it as `<uid>`. */
export const unknownUid = '00000000-0000-4000-8000-000000000000';

/**
 * The Job with its generated selector and template labels, unless `manualSelector` is true. The input does not
 * change.
 */
export function withGeneratedSelector(job: JsonObject): JsonObject {
  const spec = structAt(job, 'spec');
  if (spec.manualSelector === true) return job;
  const name = generatedName(structAt(job, 'metadata'));
  const template = structAt(spec, 'template');
  const metadata = structAt(template, 'metadata');
  const selector = objectAt(spec, 'selector');
  const generated = {
    'job-name': name,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': unknownUid,
    'batch.kubernetes.io/controller-uid': unknownUid,
  };
  const own = objectAt(metadata, 'labels');
  const labels = { ...own, ...generated, ...own };
  const ownMatch = objectAt(selector, 'matchLabels');
  const matchLabels = { ...ownMatch, 'batch.kubernetes.io/controller-uid': unknownUid, ...ownMatch };
  return {
    ...job,
    spec: {
      ...spec,
      template: { ...template, metadata: { ...metadata, labels } },
      selector: { ...selector, matchLabels },
    },
  };
}
