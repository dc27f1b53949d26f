/** What the documentation says about reading, decoding and admission: by code, with examples that a test runs. */

export interface CatalogueEntry {
  readonly summary: string;
  readonly why: string;
  readonly wrong: string;
  readonly right: string;
}

function pod(spec: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n${spec}`;
}

const container = '  containers:\n  - name: app\n    image: nginx:1.27\n';
const plain = pod(container);
const limits =
  'apiVersion: v1\nkind: LimitRange\nmetadata:\n  name: limits\nspec:\n  limits:\n  - type: Container\n    max: {memory: 1Gi}\n---\n';
const quota =
  'apiVersion: v1\nkind: ResourceQuota\nmetadata:\n  name: team\nspec:\n  hard: {requests.memory: 1Gi}\n---\n';
const restricted =
  'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels: {pod-security.kubernetes.io/enforce: baseline}\n---\n';

function memory(amount: string): string {
  return `${plain}    resources:\n      requests: {memory: ${amount}}\n      limits: {memory: ${amount}}\n`;
}

export const decodingCatalogue: Readonly<Record<string, CatalogueEntry>> = {
  yaml: {
    summary: 'The document is no YAML that Kubernetes can read.',
    why: 'kubectl stops at this document and sends nothing of it. Line numbers count from the start of the document, as kubectl counts them.',
    wrong: pod('  containers:\n  - name: app\n     image: nginx:1.27\n'),
    right: plain,
  },
  'yaml-ignored': {
    summary: 'A line that is indented less than the first one ends the document.',
    why: 'Kubernetes reads only up to there and says nothing: the rest of the object is missing.',
    wrong: `  ${plain}`,
    right: plain,
  },
  'dec-unknown-field': {
    summary: 'No such field exists at this place.',
    why: "Strict validation, kubectl's default, refuses it; without it the field is dropped silently. Most often a letter is wrong, or the field belongs to another level.",
    wrong: `${plain}    readinessprobe:\n      tcpSocket: {port: 80}\n`,
    right: `${plain}    readinessProbe:\n      tcpSocket: {port: 80}\n`,
  },
  'field-gated': {
    summary: 'The server accepts the field and drops it without a word.',
    why: 'The field hangs on a feature gate that is off in this version: what it asks for will not happen.',
    wrong: `${plain}    lifecycle:\n      stopSignal: SIGUSR1\n  os: {name: linux}\n`,
    right: `${plain}  os: {name: linux}\n`,
  },
  'dec-duplicate-key-yaml': {
    summary: 'A key is given twice in one map.',
    why: 'kubectl keeps the last one without a word, so the first has no effect; the API server itself and kustomize refuse it.',
    wrong: `${plain}    image: nginx:1.28\n`,
    right: plain,
  },
  'dec-type-mismatch': {
    summary: 'The value has another type than the field.',
    why: 'Words like `yes`, `on` or `1.5` are booleans and numbers in YAML: where a string is wanted they need quotes.',
    wrong: `${plain}    env:\n    - name: VERBOSE\n      value: yes\n`,
    right: `${plain}    env:\n    - name: VERBOSE\n      value: "yes"\n`,
  },
  'dec-type-int-string': {
    summary: 'A number is given in quotes.',
    why: 'Quotes make it a string, and the server does not convert it.',
    wrong: `${plain}    ports:\n    - containerPort: "80"\n`,
    right: `${plain}    ports:\n    - containerPort: 80\n`,
  },
  'dec-list-vs-map': {
    summary: 'A list is wanted and an object is given, or the reverse.',
    why: 'Most often the dash of the list is missing.',
    wrong: pod('  containers:\n    name: app\n    image: nginx:1.27\n'),
    right: plain,
  },
  'dec-intorstring': {
    summary: 'A port, count or percentage is neither a whole number nor a text.',
    why: 'The server takes a number like `80`, a port name or a percentage like `25%`.',
    wrong: `${plain}    livenessProbe:\n      tcpSocket: {port: 80.5}\n`,
    right: `${plain}    livenessProbe:\n      tcpSocket: {port: 80}\n`,
  },
  'dec-quantity-format': {
    summary: 'The amount cannot be read.',
    why: 'Amounts are numbers with a suffix of `m`, `k`, `M`, `G`, `T` or `Ki`, `Mi`, `Gi`, `Ti`: no space, no `B`.',
    wrong: memory('512MB'),
    right: memory('512M'),
  },
  'dec-quantity-suffix': {
    summary: 'The suffix of an amount does not exist.',
    why: 'Upper and lower case matter: `k` is a thousand, `Ki` is 1024, and there is no `K`.',
    wrong: memory('512K'),
    right: memory('512Ki'),
  },
  'dec-kind-missing': {
    summary: 'The object does not say its kind.',
    why: 'kubectl sends nothing without it.',
    wrong: plain.replace('kind: Pod\n', ''),
    right: plain,
  },
  'dec-version-missing': {
    summary: 'The object does not say its API version.',
    why: 'kubectl sends nothing without it.',
    wrong: plain.replace('apiVersion: v1\n', ''),
    right: plain,
  },
  'dec-api-mismatch': {
    summary: 'The server has no such kind in this API version.',
    why: 'The kind is misspelled, belongs to another group, or the version was removed from Kubernetes.',
    wrong: plain.replace('v1', 'v1beta1'),
    right: plain,
  },
  'lr-limit': {
    summary: 'A LimitRange of the namespace refuses the Pod.',
    why: 'Requests and limits, those that the LimitRange fills in included, must lie inside its bounds.',
    wrong: limits + memory('2Gi'),
    right: limits + memory('1Gi'),
  },
  'adm-quota': {
    summary: 'A ResourceQuota of the namespace refuses the object.',
    why: 'Where a quota counts a resource, every container must say how much it takes, and the sum must fit.',
    wrong: quota + plain,
    right: quota + memory('512Mi'),
  },
  'pod-security': {
    summary: 'The Pod Security level of the namespace refuses the Pod.',
    why: 'The labels of a namespace say which privileges its Pods may have.',
    wrong:
      restricted +
      plain
        .replace('  name: web\n', '  name: web\n  namespace: shop\n')
        .replace('spec:\n', 'spec:\n  hostNetwork: true\n'),
    right: restricted + plain.replace('  name: web\n', '  name: web\n  namespace: shop\n'),
  },
  'adm-priority': {
    summary: 'A Pod does not set its priority by number.',
    why: 'The server computes it from `priorityClassName` and refuses another one.',
    wrong: pod(`  priority: 5\n${container}`),
    right: plain,
  },
};
