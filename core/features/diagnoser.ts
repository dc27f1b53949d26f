/** Opens and diagnoses files with everything remembered that did not change: documents by their text, verdicts and rules by their settings. */
import { isConfigFile } from '../model/config.ts';
import { createManifestCache, type FileDocument, type ManifestFile, openManifestFile } from '../model/manifest-file.ts';
import type { Manifest } from '../model/manifest.ts';
import { isScenario } from '../model/scenario.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import { diagnoseConfig } from './config-service.ts';
import { diagnoseManifest } from './diagnose.ts';
import type { Finding } from './finding.ts';
import { diagnoseFile, type RememberedRules } from './diagnose-file.ts';
import { createNearby } from './nearby-objects.ts';
import { diagnoseScenario } from './scenario-diagnose.ts';
import { defaultVerdictSettings, type VerdictSettings } from './verdict-settings.ts';
import { type Verdict, verdictOf } from './verdict.ts';

export interface LanguageSettings extends VerdictSettings {
  /** Severity by rule, over the rule's own. */
  readonly rules?: Readonly<Record<string, 'off' | 'hint' | 'info' | 'warning' | 'error'>>;
}

export interface Diagnoser {
  readonly open: (text: string, uri?: string) => ManifestFile;
  readonly diagnose: (
    file: ManifestFile,
    settings?: LanguageSettings,
    others?: readonly ManifestFile[],
  ) => readonly Diagnostic[];
  readonly verdict: (document: FileDocument, settings?: LanguageSettings) => Verdict | undefined;
  readonly documentsRead: () => number;
}

interface Judged {
  readonly settings: LanguageSettings;
  readonly verdict: Verdict | undefined;
  findings?: readonly Finding[];
}

export function createDiagnoser(): Diagnoser {
  const cache = createManifestCache();
  const judge = createJudge();
  const nearby = createNearby();
  const remembered = new WeakMap<Manifest, RememberedRules>();
  const diagnose: Diagnoser['diagnose'] = (file, settings = defaultVerdictSettings, others = []) => {
    if (isConfigFile(file.uri)) return diagnoseConfig(file.text);
    const settingsFor = ({ manifest }: FileDocument): LanguageSettings =>
      manifest === undefined ? settings : nearby(file, manifest, settings);
    const server = (document: FileDocument): readonly Finding[] => {
      const { manifest } = document;
      if (manifest === undefined) return [];
      if (isScenario(manifest.tree)) return diagnoseScenario(manifest, [file, ...others]);
      const judged = judge(manifest, settingsFor(document));
      return (judged.findings ??= diagnoseManifest(manifest, judged.verdict, judged.settings));
    };
    return diagnoseFile(file, { others, settings: settingsFor, remembered, server });
  };
  return {
    open: (text, uri) => openManifestFile(text, uri, cache),
    diagnose,
    verdict: ({ manifest }, settings = defaultVerdictSettings) => manifest && judge(manifest, settings).verdict,
    documentsRead: cache.reads,
  };
}

/** One verdict a manifest: that of the settings that were asked for last. */
function createJudge(): (manifest: Manifest, settings: LanguageSettings) => Judged {
  const known = new WeakMap<Manifest, Judged>();
  return (manifest, settings) => {
    const before = known.get(manifest);
    if (before?.settings === settings) return before;
    const fresh = { settings, verdict: verdictOf(manifest, settings) };
    known.set(manifest, fresh);
    return fresh;
  };
}
