/** The old AppArmor annotation of a container and the profile field it stands for (pkg/api/pod/util.go, 1.36). */
import { isRecord } from '../../kube/defaults/draft.ts';
import { byteLength } from '../../kube/utf8.ts';

export const appArmorAnnotationPrefix = 'container.apparmor.security.beta.kubernetes.io/';

export interface AppArmorProfile {
  readonly type: string;
  readonly localhostProfile?: string;
}

/** `undefined` for a value that stands for no profile. */
export function appArmorOfAnnotation(value: string): AppArmorProfile | undefined {
  if (value === 'unconfined') return { type: 'Unconfined' };
  if (value === 'runtime/default') return { type: 'RuntimeDefault' };
  const local = value.startsWith('localhost/') ? value.slice('localhost/'.length) : '';
  return local === '' ? undefined : { type: 'Localhost', localhostProfile: local };
}

/** The annotation that says the same as a field; `undefined` for a type that has none. */
export function annotationOfAppArmor(field: unknown): string | undefined {
  if (!isRecord(field)) return undefined;
  if (field.type === 'Unconfined') return 'unconfined';
  if (field.type === 'RuntimeDefault') return 'runtime/default';
  return field.type === 'Localhost' && typeof field.localhostProfile === 'string'
    ? `localhost/${field.localhostProfile}`
    : undefined;
}

/** Whether the server would accept the profile; it copies only such ones. */
export function isValidAppArmor({ type, localhostProfile = '' }: AppArmorProfile): boolean {
  if (type !== 'Localhost') return true;
  return (
    localhostProfile.trim() === localhostProfile && localhostProfile !== '' && byteLength(localhostProfile) <= 4095
  );
}

export function isSameAppArmor(profile: AppArmorProfile, field: unknown): boolean {
  return (
    isRecord(field) && field.type === profile.type && (field.localhostProfile ?? undefined) === profile.localhostProfile
  );
}
