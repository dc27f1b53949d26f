/** From the server's verdict to the editor: every error on the smallest right range, one diagnosis for one cause. */
import type { Manifest } from '../model/manifest.ts';
import { aroundFindings } from './diagnose-around.ts';
import type { Finding } from './finding.ts';
import { behindTypos } from './behind-typos.ts';
import { decodingDiagnostics } from './diagnose-decoding.ts';
import { versionDiagnostics } from './diagnose-version.ts';
import { validationDiagnostics } from './diagnose-validation.ts';
import type { Verdict } from './verdict.ts';
import { defaultVerdictSettings, type VerdictSettings } from './verdict-settings.ts';

/** All that the server and kubectl say about a manifest, sorted by place. */
export function diagnoseManifest(
  manifest: Manifest,
  verdict: Verdict | undefined,
  settings: VerdictSettings = defaultVerdictSettings,
): readonly Finding[] {
  if (manifest.items.length > 0)
    return manifest.items.flatMap((item, i) => diagnoseManifest(item, verdict?.items?.[i], settings));
  const decoding = decodingDiagnostics(manifest, verdict?.version);
  const { typos } = decoding;
  const behind = verdict === undefined ? undefined : behindTypos(manifest, verdict, typos, settings);
  const meant = new Set(typos.map(({ field }) => field));
  const validation =
    verdict === undefined
      ? []
      : validationDiagnostics(manifest, verdict, (error, path) => {
          // That a field is missing which stands there misspelled is no news.
          return (error.type === 'FieldValueRequired' && meant.has(path)) || behind?.isBehind(error) === true;
        });
  const mended = new Map(typos.map(({ finding }, i) => [finding, behind?.findings[i] ?? finding]));
  const read = decoding.findings.map((finding) => mended.get(finding) ?? finding);
  const dropped = versionDiagnostics(manifest, verdict?.dropped ?? [], verdict?.version ?? '1.36');
  const findings = [...read, ...dropped, ...validation, ...aroundFindings(manifest, verdict, settings)];
  return findings.sort((left, right) => left.range.start - right.range.start || left.range.end - right.range.end);
}
