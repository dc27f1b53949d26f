/** Documentation of the checks of Windows options and of Linux and Windows Pods. */
import { type Catalogue, rulesIn } from './entry.ts';

const rule = rulesIn('container');
const spec = rulesIn('spec');
const own = (fields: string): string => `securityContext: {${fields}}`;
const windows = (fields: string): string => `securityContext: {windowsOptions: {${fields}}}`;
const user = (name: string): string => windows(`runAsUserName: ${name}`);
const hostProcess = (fields: string): string =>
  `hostNetwork: true\nsecurityContext: {windowsOptions: {hostProcess: true}}\n${fields}`;
const noUser = 'Windows knows no such user.';

export const windowsCatalogue: Catalogue = {
  'win-gmsa-name': rule(
    "The credential spec's name is not an RFC 1123 subdomain.",
    'No such object can exist.',
    windows('gmsaCredentialSpecName: A_B'),
    windows('gmsaCredentialSpecName: a-b'),
  ),
  'win-gmsa-empty': rule(
    'The credential spec is empty.',
    'Leave the field out.',
    windows('gmsaCredentialSpec: ""'),
    windows('gmsaCredentialSpec: "{}"'),
  ),
  'win-gmsa-size': rule(
    'The credential spec is longer than 64 KiB.',
    "Objects must stay small in the cluster's store.",
  ),
  'win-user-empty': rule("The user's name is empty.", noUser, user('""'), user('ContainerUser')),
  'win-user-control': rule("The user's name holds control characters.", noUser, user('"a\\tb"'), user('ContainerUser')),
  'win-user-backslash': rule(
    "The user's name has more than one backslash.",
    'It is `user` or `domain\\user`.',
    user("'a\\b\\c'"),
    user("'a\\b'"),
  ),
  'win-user-domain-long': rule(
    'The domain has 256 characters or more.',
    'Windows knows no such domain.',
    user(`'${'a'.repeat(256)}\\b'`),
    user("'a\\b'"),
  ),
  'win-user-domain-format': rule(
    'The domain is neither a NetBIOS nor a DNS name.',
    'Windows knows no such domain.',
    user("'.a\\b'"),
    user("'a\\b'"),
  ),
  'win-user-user-empty': rule('Nothing follows the domain.', noUser, user("'a\\'"), user("'a\\b'")),
  'win-user-user-long': rule(
    "The user's name has more than 104 characters.",
    noUser,
    user('a'.repeat(105)),
    user('ContainerUser'),
  ),
  'win-user-dots': rule("The user's name is only dots and blanks.", noUser, user('".."'), user('ContainerUser')),
  'win-user-chars': rule("The user's name holds a forbidden character.", noUser, user('a/b'), user('ContainerUser')),
  'win-hostprocess-mismatch': spec(
    'Container and Pod disagree about HostProcess.',
    'All containers of a Pod are HostProcess containers, or none.',
    hostProcess(
      'containers: [{name: web, image: nginx:1.27, securityContext: {windowsOptions: {hostProcess: false}}}]',
    ),
    hostProcess('containers: [{name: web, image: nginx:1.27}]'),
  ),
  'win-hostprocess-all': spec(
    'Only some containers are HostProcess containers.',
    'All containers of a Pod are HostProcess containers, or none.',
    'hostNetwork: true\ncontainers: [{name: a, image: nginx:1.27, securityContext: {windowsOptions: {hostProcess: true}}}, {name: b, image: nginx:1.27}]',
    hostProcess(''),
  ),
  'win-hostprocess-hostnet': spec(
    "HostProcess containers are not on the host's network.",
    'They are processes of the node.',
    windows('hostProcess: true'),
    hostProcess(''),
  ),
  'os-linux-windowsoptions': spec(
    'A Linux Pod has Windows options.',
    'They mean nothing there.',
    `os: {name: linux}\n${windows('')}`,
    'os: {name: linux}',
  ),
  'os-windows-pod-securitycontext': spec(
    'A Windows Pod has a setting of Linux.',
    'It means nothing there.',
    `os: {name: windows}\n${own('runAsUser: 1')}`,
    'os: {name: windows}',
  ),
  'os-windows-pod-spec': spec(
    'A Windows Pod shares a namespace of Linux.',
    'Windows has no such namespaces.',
    'os: {name: windows}\nhostPID: true',
    'os: {name: windows}',
  ),
  'os-windows-container-securitycontext': spec(
    'A container of a Windows Pod has a setting of Linux.',
    'It means nothing there, even if it is `false`.',
    'os: {name: windows}\ncontainers: [{name: web, image: nginx:1.27, securityContext: {privileged: false}}]',
    'os: {name: windows}',
  ),
};
