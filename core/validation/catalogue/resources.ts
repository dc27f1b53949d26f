/** Documentation of the checks of resources, resize policies and resource claims. */
import { type Catalogue, rulesIn } from './entry.ts';

const rule = rulesIn('container');
const spec = rulesIn('spec');
const limits = (list: string): string => `resources: {limits: {${list}}}`;
const resize = (item: string): string => `resizePolicy: [{${item}}]`;
const right = resize('resourceName: cpu, restartPolicy: NotRequired');
const web = (fields: string): string => `containers: [{name: web, image: nginx:1.27, ${fields}}]`;
const claimed = (claim: string): string =>
  `resourceClaims: [{name: gpu, resourceClaimName: my-gpu}]\n${web(`resources: {claims: [${claim}]}`)}`;

export const resourcesCatalogue: Catalogue = {
  'res-name-format': rule(
    "The resource's name is malformed.",
    'Resource names are qualified names.',
    limits('"cpu ": 1'),
    limits('cpu: 1'),
  ),
  'res-name-standard': rule(
    'The resource is none of the standard ones and has no domain.',
    'Devices have names like `nvidia.com/gpu`.',
    limits('gpu: 1'),
    limits('nvidia.com/gpu: 1'),
  ),
  'res-name-container': rule(
    'The resource is not one of containers.',
    'Containers have cpu, memory, ephemeral-storage and huge pages.',
    limits('storage: 1Gi'),
    limits('ephemeral-storage: 1Gi'),
  ),
  'res-name-extended': rule(
    "The device's name cannot be one of an extended resource.",
    'A quota puts `requests.` before it.',
    limits('requests.example.com/gpu: 1'),
    limits('example.com/gpu: 1'),
  ),
  'res-negative': rule(
    'The amount is negative.',
    'Nobody can use less than nothing.',
    limits('cpu: "-1"'),
    limits('cpu: 1'),
  ),
  'res-extended-integer': rule(
    'The device is asked for in parts.',
    'Devices are counted in whole numbers.',
    limits('nvidia.com/gpu: 500m'),
    limits('nvidia.com/gpu: 1'),
  ),
  'res-request-over-limit': rule(
    'The request is above the limit.',
    'The container could never use what it asks for.',
    'resources: {requests: {cpu: 2}, limits: {cpu: 1}}',
    'resources: {requests: {cpu: 1}, limits: {cpu: 1}}',
  ),
  'res-noncommit-equal': rule(
    'Request and limit of a device differ.',
    'Devices and huge pages are not shared.',
    'resources: {requests: {nvidia.com/gpu: 1}, limits: {nvidia.com/gpu: 2}}',
    limits('nvidia.com/gpu: 2'),
  ),
  'res-noncommit-limit': rule(
    'A device is requested without a limit.',
    'Devices and huge pages are not shared, so the limit must be named.',
    'resources: {requests: {nvidia.com/gpu: 1}}',
    limits('nvidia.com/gpu: 1'),
  ),
  'res-hugepages-multiple': rule(
    'The amount is not a multiple of the page size.',
    'Pages cannot be divided.',
    limits('memory: 8Mi, hugepages-2Mi: 3Mi'),
    limits('memory: 8Mi, hugepages-2Mi: 4Mi'),
  ),
  'res-hugepages-need-cpu-mem': rule(
    'There are huge pages, but neither cpu nor memory.',
    'A container needs some of those, too.',
    limits('hugepages-2Mi: 2Mi'),
    limits('memory: 8Mi, hugepages-2Mi: 2Mi'),
  ),
  'res-claim-name-required': spec(
    'The claim has no name.',
    "It names one of the Pod's `resourceClaims`.",
    claimed('{}'),
    claimed('{name: gpu}'),
  ),
  'res-claim-duplicate': spec(
    'The claim is used twice.',
    'A container gets it once.',
    claimed('{name: gpu}, {name: gpu}'),
    claimed('{name: gpu}'),
  ),
  'res-claim-request-format': spec(
    "The request's name is not an RFC 1123 label.",
    'No request of a claim can have such a name.',
    claimed('{name: gpu, request: A_B}'),
    claimed('{name: gpu, request: a-b}'),
  ),
  'res-claim-not-found': spec(
    "The claim is not one of the Pod's.",
    "It names one of the Pod's `resourceClaims`.",
    claimed('{name: nope}'),
    claimed('{name: gpu}'),
  ),
  'resize-duplicate': rule(
    'A resource has two resize policies.',
    'Only one of them could apply.',
    'resizePolicy: [{resourceName: cpu, restartPolicy: NotRequired}, {resourceName: cpu, restartPolicy: NotRequired}]',
    right,
  ),
  'resize-resource-required': rule(
    'The policy names no resource.',
    'It is for cpu or memory.',
    resize('restartPolicy: NotRequired'),
    right,
  ),
  'resize-resource': rule(
    'The resource cannot be resized.',
    'Only cpu and memory can.',
    resize('resourceName: storage, restartPolicy: NotRequired'),
    right,
  ),
  'resize-policy-required': rule(
    'The policy is missing.',
    'It is `NotRequired` or `RestartContainer`.',
    resize('resourceName: cpu'),
    right,
  ),
  'resize-policy-value': rule(
    'The policy is unknown.',
    'It is `NotRequired` or `RestartContainer`.',
    resize('resourceName: cpu, restartPolicy: Never'),
    right,
  ),
  'resize-policy-never': spec(
    'Resizing restarts a container that must not restart.',
    "The Pod's `restartPolicy` is `Never`.",
    `restartPolicy: Never\n${web(resize('resourceName: cpu, restartPolicy: RestartContainer'))}`,
    `restartPolicy: Never\n${web(right)}`,
  ),
  'podres-windows': spec(
    'A Windows Pod has resources of its own.',
    'Only Linux can limit a Pod as a whole.',
    'os: {name: windows}\nresources: {limits: {cpu: 1}}',
    'resources: {limits: {cpu: 1}}',
  ),
  'podres-claims': spec(
    "The Pod's resources have claims.",
    'Only containers claim devices.',
    'resources: {claims: [{name: gpu}]}\nresourceClaims: [{name: gpu, resourceClaimName: my-gpu}]',
    'resourceClaims: [{name: gpu, resourceClaimName: my-gpu}]',
  ),
  'podres-name': spec(
    'A Pod as a whole cannot have this resource.',
    'Only cpu, memory and huge pages are limited for a Pod.',
    'resources: {limits: {ephemeral-storage: 1Gi}}',
    'resources: {limits: {memory: 1Gi}}',
  ),
  'podres-requests-too-low': spec(
    'The Pod asks for less than its containers.',
    'Their sum must fit into it.',
    `resources: {requests: {cpu: 1}}\n${web('resources: {requests: {cpu: 2}}')}`,
    `resources: {requests: {cpu: 2}}\n${web('resources: {requests: {cpu: 2}}')}`,
  ),
  'podres-hugepages-limit': spec(
    'The Pod may use fewer huge pages than its containers.',
    'Their sum must fit into it.',
    `resources: {limits: {memory: 1Gi, hugepages-2Mi: 2Mi}}\n${web('resources: {limits: {memory: 8Mi, hugepages-2Mi: 4Mi}}')}`,
    `resources: {limits: {memory: 1Gi, hugepages-2Mi: 4Mi}}\n${web('resources: {limits: {memory: 8Mi, hugepages-2Mi: 4Mi}}')}`,
  ),
  'podres-container-limit': spec(
    'A container may use more than its Pod.',
    "The Pod's limit counts for all of them.",
    `resources: {limits: {cpu: 1}}\n${web('resources: {limits: {cpu: 2}, requests: {cpu: 100m}}')}`,
    `resources: {limits: {cpu: 2}}\n${web('resources: {limits: {cpu: 2}, requests: {cpu: 100m}}')}`,
  ),
  'claims-name-required': spec(
    'The claim has no name.',
    'Containers use it by this name.',
    'resourceClaims: [{resourceClaimName: a}]',
    'resourceClaims: [{name: gpu, resourceClaimName: a}]',
  ),
  'claims-name-label': spec(
    "The claim's name is not an RFC 1123 label.",
    'It becomes a part of other names.',
    'resourceClaims: [{name: A_B, resourceClaimName: a}]',
    'resourceClaims: [{name: a-b, resourceClaimName: a}]',
  ),
  'claims-name-duplicate': spec(
    'Two claims have the same name.',
    'Containers use claims by name.',
    'resourceClaims: [{name: a, resourceClaimName: yours}, {name: a, resourceClaimName: mine}]',
    'resourceClaims: [{name: a, resourceClaimName: yours}, {name: b, resourceClaimName: mine}]',
  ),
  'claims-both-sources': spec(
    'The claim has two sources.',
    'It is either an existing one or made from a template.',
    'resourceClaims: [{name: a, resourceClaimName: yours, resourceClaimTemplateName: mine}]',
    'resourceClaims: [{name: a, resourceClaimName: yours}]',
  ),
  'claims-no-source': spec(
    'The claim has no source.',
    'It is either an existing one or made from a template.',
    'resourceClaims: [{name: a}]',
    'resourceClaims: [{name: a, resourceClaimTemplateName: mine}]',
  ),
  'claims-claim-name': spec(
    'The name of the existing claim is malformed.',
    'No claim can have such a name.',
    'resourceClaims: [{name: a, resourceClaimName: A_B}]',
    'resourceClaims: [{name: a, resourceClaimName: a-b}]',
  ),
  'claims-template-name': spec(
    'The name of the claim template is malformed.',
    'No template can have such a name.',
    'resourceClaims: [{name: a, resourceClaimTemplateName: A_B}]',
    'resourceClaims: [{name: a, resourceClaimTemplateName: a-b}]',
  ),
  'claims-mirror': rulesIn('manifest')(
    'A mirror Pod has resource claims.',
    'Only the API server can allocate them, and a mirror Pod is not its own.',
    'apiVersion: v1\nkind: Pod\nmetadata: {name: web, annotations: {kubernetes.io/config.mirror: x}}\nspec: {nodeName: a, resourceClaims: [{name: a, resourceClaimName: yours}], containers: [{name: web, image: nginx:1.27}]}',
    'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {resourceClaims: [{name: a, resourceClaimName: yours}], containers: [{name: web, image: nginx:1.27}]}',
  ),
};
