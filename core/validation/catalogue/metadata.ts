/** Documentation of the checks of metadata and annotations. */
import { type Catalogue, rulesIn } from './entry.ts';

const rule = rulesIn('metadata');
const template = rulesIn('template');
const manifest = rulesIn('manifest');
const pod = (metadata: string, spec: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: web, ${metadata}}\nspec: {${spec}}`;
const image = 'image: nginx:1.27';

export const metadataCatalogue: Catalogue = {
  'meta-name-required': rule(
    'The object has no name.',
    'Every object is found by its name; `generateName` lets the server choose one.',
    'name: ""',
    'name: web',
  ),
  'meta-name-subdomain': rule(
    'The name is not an RFC 1123 subdomain.',
    'Names become parts of URLs and of DNS names.',
    'name: My_App',
    'name: my-app',
  ),
  'meta-generatename-format': rule(
    '`generateName` does not begin a valid name.',
    'The server appends five characters to it.',
    'name: ""\ngenerateName: App_',
    'name: ""\ngenerateName: app-',
  ),
  'meta-namespace-label': rule(
    'The namespace is not an RFC 1123 label.',
    'No namespace can have such a name.',
    'namespace: My.Ns',
    'namespace: my-ns',
  ),
  'meta-label-key': rule(
    'A label has a malformed key.',
    'Keys are `name` or `prefix/name`, so that tools do not clash.',
    'labels: {"app name": web}',
    'labels: {app-name: web}',
  ),
  'meta-label-value': rule(
    'A label has a malformed value.',
    'Label values stand in selectors, which have a syntax of their own.',
    'labels: {app: "my app"}',
    'labels: {app: my-app}',
  ),
  'meta-annotation-key': rule(
    'An annotation has a malformed key.',
    'Keys are `name` or `prefix/name`; only values are free.',
    'annotations: {"a b": x}',
    'annotations: {a-b: x}',
  ),
  'meta-annotations-size': rule(
    'The annotations are longer than 256 KiB together.',
    "Objects must stay small in the cluster's store.",
  ),
  'meta-owner-apiversion': rule(
    'An owner reference has no version.',
    'The garbage collector could not find the owner.',
    'ownerReferences: [{apiVersion: "", kind: Job, name: a, uid: b}]',
    'ownerReferences: [{apiVersion: batch/v1, kind: Job, name: a, uid: b}]',
  ),
  'meta-owner-kind': rule(
    'An owner reference has no kind.',
    'The garbage collector could not find the owner.',
    'ownerReferences: [{apiVersion: v1, kind: "", name: a, uid: b}]',
    'ownerReferences: [{apiVersion: v1, kind: Pod, name: a, uid: b}]',
  ),
  'meta-owner-name': rule(
    'An owner reference has no name.',
    'The garbage collector could not find the owner.',
    'ownerReferences: [{apiVersion: v1, kind: Pod, name: "", uid: b}]',
    'ownerReferences: [{apiVersion: v1, kind: Pod, name: a, uid: b}]',
  ),
  'meta-owner-uid': rule(
    'An owner reference has no uid.',
    'A new object of the same name is another owner.',
    'ownerReferences: [{apiVersion: v1, kind: Pod, name: a, uid: ""}]',
    'ownerReferences: [{apiVersion: v1, kind: Pod, name: a, uid: b}]',
  ),
  'meta-owner-banned': rule(
    'An Event cannot own anything.',
    'Events expire, and would take the object with them.',
    'ownerReferences: [{apiVersion: v1, kind: Event, name: a, uid: b}]',
    'ownerReferences: [{apiVersion: v1, kind: Pod, name: a, uid: b}]',
  ),
  'meta-owner-one-controller': rule(
    'Two owners claim to be the controller.',
    'Only one controller may manage an object.',
    'ownerReferences: [{apiVersion: v1, kind: Pod, name: a, uid: b, controller: true}, {apiVersion: v1, kind: Pod, name: c, uid: d, controller: true}]',
    'ownerReferences: [{apiVersion: v1, kind: Pod, name: a, uid: b, controller: true}]',
  ),
  'meta-finalizer-name': rule(
    'A finalizer is not a qualified name.',
    'Finalizers name the program that removes them.',
    'finalizers: ["a b"]',
    'finalizers: [example.com/cleanup]',
  ),
  'meta-finalizer-standard': rule(
    'A finalizer without a domain is none of the standard ones.',
    'Nobody would ever remove it, and the object could not be deleted.',
    'finalizers: [cleanup]',
    'finalizers: [example.com/cleanup]',
  ),
  'meta-finalizer-conflict': rule(
    'Orphan and foreground deletion exclude each other.',
    'Dependents are either left alone or deleted first.',
    'finalizers: [orphan, foregroundDeletion]',
    'finalizers: [orphan]',
  ),
  'tmpl-label-key': template(
    'A label of the template has a malformed key.',
    'Each Pod gets the labels of the template.',
    'metadata: {labels: {app: web, "a b": x}}',
    'metadata: {labels: {app: web, a-b: x}}',
  ),
  'tmpl-label-value': template(
    'A label of the template has a malformed value.',
    'Each Pod gets the labels of the template.',
    'metadata: {labels: {app: web, tier: "a b"}}',
    'metadata: {labels: {app: web, tier: a-b}}',
  ),
  'tmpl-annotation-key': template(
    'An annotation of the template has a malformed key.',
    'Each Pod gets the annotations of the template.',
    'metadata: {labels: {app: web}, annotations: {"a b": x}}',
    'metadata: {labels: {app: web}, annotations: {a-b: x}}',
  ),
  'tmpl-annotations-size': template(
    'The annotations of the template are longer than 256 KiB together.',
    'Each Pod gets them, and must stay small.',
  ),
  'anno-mirror-nodename': rule(
    'A mirror Pod names no node.',
    'Only a kubelet creates mirror Pods, for its own node.',
    'annotations: {kubernetes.io/config.mirror: x}',
    'annotations: {example.com/mirror: x}',
  ),
  'anno-tolerations-json': rule(
    'The annotation of tolerations is not JSON.',
    'It is read as a list of tolerations; the field `tolerations` replaced it long ago.',
    'annotations: {scheduler.alpha.kubernetes.io/tolerations: x}',
    'annotations: {example.com/tolerations: x}',
  ),
  'anno-tolerations-content': rule(
    'The annotation holds a wrong toleration.',
    'It is checked as the field is.',
    'annotations: {scheduler.alpha.kubernetes.io/tolerations: \'[{"key":"a b"}]\'}',
    'annotations: {example.com/tolerations: x}',
  ),
  'anno-deletion-cost': rule(
    'The deletion cost is not a plain 32-bit integer.',
    'A ReplicaSet sorts its Pods by this number.',
    'annotations: {controller.kubernetes.io/pod-deletion-cost: "+10"}',
    'annotations: {controller.kubernetes.io/pod-deletion-cost: "10"}',
  ),
  'anno-seccomp-pod': rule(
    'The annotation names no seccomp profile.',
    'It has no effect since 1.27, but is still checked.',
    'annotations: {seccomp.security.alpha.kubernetes.io/pod: foo}',
    'annotations: {seccomp.security.alpha.kubernetes.io/pod: runtime/default}',
  ),
  'anno-seccomp-container': rule(
    'The annotation names no seccomp profile.',
    'It has no effect since 1.27, but is still checked.',
    'annotations: {container.seccomp.security.alpha.kubernetes.io/web: foo}',
    'annotations: {container.seccomp.security.alpha.kubernetes.io/web: runtime/default}',
  ),
  'anno-seccomp-localhost-path': rule(
    "The path of the profile leaves the kubelet's directory.",
    'Profiles are files below one directory of the node.',
    'annotations: {seccomp.security.alpha.kubernetes.io/pod: localhost//etc}',
    'annotations: {seccomp.security.alpha.kubernetes.io/pod: localhost/web.json}',
  ),
  'anno-seccomp-type-mismatch': manifest(
    'Annotation and field name different types of seccomp profile.',
    'It would be unclear which one counts.',
    pod(
      'annotations: {seccomp.security.alpha.kubernetes.io/pod: unconfined}',
      `securityContext: {seccompProfile: {type: RuntimeDefault}}, containers: [{name: web, ${image}}]`,
    ),
    pod('labels: {}', `securityContext: {seccompProfile: {type: RuntimeDefault}}, containers: [{name: web, ${image}}]`),
  ),
  'anno-seccomp-profile-mismatch': manifest(
    'Annotation and field name different seccomp profiles.',
    'It would be unclear which one counts.',
    pod(
      'annotations: {seccomp.security.alpha.kubernetes.io/pod: localhost/a}',
      `securityContext: {seccompProfile: {type: Localhost, localhostProfile: b}}, containers: [{name: web, ${image}}]`,
    ),
    pod(
      'labels: {}',
      `securityContext: {seccompProfile: {type: Localhost, localhostProfile: b}}, containers: [{name: web, ${image}}]`,
    ),
  ),
  'anno-apparmor-container': rule(
    'The annotation is for a container that does not exist.',
    'The profile would protect nothing.',
    'annotations: {container.apparmor.security.beta.kubernetes.io/nope: runtime/default}',
    'annotations: {container.apparmor.security.beta.kubernetes.io/web: runtime/default}',
  ),
  'anno-apparmor-format': rule(
    'The annotation names no AppArmor profile.',
    'Known are `runtime/default`, `unconfined` and `localhost/` with a name.',
    'annotations: {container.apparmor.security.beta.kubernetes.io/web: foo}',
    'annotations: {container.apparmor.security.beta.kubernetes.io/web: runtime/default}',
  ),
  'anno-apparmor-type-mismatch': manifest(
    'Annotation and field name different types of AppArmor profile.',
    'It would be unclear which one counts.',
    pod(
      'annotations: {container.apparmor.security.beta.kubernetes.io/web: runtime/default}',
      `containers: [{name: web, ${image}, securityContext: {appArmorProfile: {type: Unconfined}}}]`,
    ),
    pod('labels: {}', `containers: [{name: web, ${image}, securityContext: {appArmorProfile: {type: Unconfined}}}]`),
  ),
  'anno-apparmor-profile-mismatch': manifest(
    'Annotation and field name different AppArmor profiles.',
    'It would be unclear which one counts.',
    pod(
      'annotations: {container.apparmor.security.beta.kubernetes.io/web: localhost/a}',
      `containers: [{name: web, ${image}, securityContext: {appArmorProfile: {type: Localhost, localhostProfile: b}}}]`,
    ),
    pod(
      'labels: {}',
      `containers: [{name: web, ${image}, securityContext: {appArmorProfile: {type: Localhost, localhostProfile: b}}}]`,
    ),
  ),
};
