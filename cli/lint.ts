/** `podscope lint`: what the API server says about each document, and all diagnoses, in five formats. */
import { writeFileSync } from 'node:fs';
import {
  applyEdits,
  createLanguage,
  type DecidingObjects,
  decidingObjects,
  disagreeingObjects,
  type Diagnostic,
  type DocumentReport,
  type FileDocument,
  type Fix,
  type Language,
  type LanguageSettings,
  type Level,
  type ManifestFile,
  reportDocument,
  mergeFixes,
} from '../core/language.ts';
import { withoutBaseline, writeBaseline } from './baseline.ts';
import { readArguments, lastOf, type Arguments } from './arguments.ts';
import { type Config, configFor, ignores } from './config.ts';
import { type InputFile, readInputs } from './files.ts';
import { positionOf } from './positions.ts';
import { formats, isFormat } from './lint-formats.ts';
import { fail, type Output } from './output.ts';
import { isPatchFile } from './kustomization.ts';

export interface LintedFile {
  readonly file: string;
  readonly text: string;
  readonly documents: readonly DocumentReport[];
  readonly diagnostics: readonly LintedDiagnostic[];
}
export interface LintedDiagnostic {
  readonly code: string;
  /** All rules behind a sentence that says several things; left out where `code` is the only one. */
  readonly codes?: readonly string[];
  readonly level: Level;
  readonly severity: string;
  readonly message: string;
  readonly document: number;
  readonly field?: string;
  readonly range: { readonly start: Place; readonly end: Place };
  /** What belongs to it at other places, in this file or another. */
  readonly related?: readonly RelatedPlace[];
  readonly fixes?: readonly { readonly title: string; readonly kind: string }[];
}
export interface RelatedPlace {
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly character: number;
}
interface Place {
  readonly line: number;
  readonly character: number;
}

const levels: readonly Level[] = ['rejected', 'fails', 'warned', 'advice'];
const shape = {
  values: [
    'files-from',
    'format',
    'kubernetes-version',
    'namespace',
    'config',
    'fail-on',
    'color',
    'feature-gate',
    'baseline',
    'write-baseline',
  ],
  flags: ['fix', 'defaulted'],
};

export function lint(args: readonly string[], output: Output): number {
  const read = readArguments(args, shape);
  const format = lastOf(read, 'format') ?? 'text';
  const failOn = lastOf(read, 'fail-on') ?? 'fails';
  if (read.problem !== undefined) return fail(output, read.problem);
  if (!isFormat(format)) return fail(output, `unknown format ${format}`);
  if (!levels.includes(failOn as Level)) return fail(output, `--fail-on takes ${levels.join(', ')}`);
  const inputs = readInputs(read.rest, read.values['files-from'] ?? []);
  if (read.rest.length === 0 && read.values['files-from'] === undefined)
    return fail(output, 'name at least one file or folder');
  for (const problem of inputs.problems) output.error(problem);
  const linter = createLinter(inputs.files, read);
  if (typeof linter === 'string') return fail(output, linter);
  const found = linter.files
    .filter(({ config, input }) => !ignores(config, input.file))
    .map((one) => lintFile(linter, one, read));
  const [known, written] = [lastOf(read, 'baseline'), lastOf(read, 'write-baseline')];
  if (written !== undefined) writeBaseline(written, found);
  const files = known === undefined ? found : withoutBaseline(known, found);
  if (typeof files === 'string') return fail(output, files);
  output.write(formats[format](files, linter.kubernetesVersion, output));
  if (inputs.problems.length > 0) return 2;
  // What was just written down is known from now on.
  if (written !== undefined) return 0;
  const worst = levels.indexOf(failOn as Level);
  return files.some(({ diagnostics }) => diagnostics.some(({ level }) => levels.indexOf(level) <= worst)) ? 1 : 0;
}

type DisagreeingObjects = ReturnType<typeof disagreeingObjects>;

interface Opened {
  readonly input: InputFile;
  readonly file: ManifestFile;
  readonly config: Config;
}
interface Linter {
  readonly language: Language;
  readonly refused: ReadonlySet<object>;
  readonly files: readonly Opened[];
  readonly kubernetesVersion: string;
  readonly settings: Map<string, LanguageSettings>;
  readonly deciders: Map<string, DecidingObjects>;
  readonly disagreeing: Map<string, DisagreeingObjects>;
}

function createLinter(inputs: readonly InputFile[], args: Arguments): Linter | string {
  const language = createLanguage();
  const files: Opened[] = [];
  for (const input of inputs) {
    const config = configFor(input.file, lastOf(args, 'config'));
    if (typeof config === 'string') return config;
    files.push({ input, config, file: language.openFile(input.text, input.file) });
  }
  const kubernetesVersion = lastOf(args, 'kubernetes-version') ?? files[0]?.config.kubernetesVersion ?? '1.36';
  return {
    language,
    files,
    refused: refusedObjects(language, files),
    kubernetesVersion,
    settings: new Map(),
    deciders: new Map(),
    disagreeing: new Map(),
  };
}

function lintFile(linter: Linter, opened: Opened, args: Arguments): LintedFile {
  const namespace = lastOf(args, 'namespace') ?? opened.config.namespace ?? 'default';
  const { file, input } = opened;
  const settingsOf = (document: FileDocument | undefined): LanguageSettings =>
    settingsFor(linter, opened, args, document?.manifest?.namespace || namespace, namespace);
  const documents = file.documents.map((document) =>
    reportDocument(document, verdictOf(linter, file, document, settingsOf(document), namespace), {
      namespace,
      withDefaults: args.flags.has('defaulted'),
    }),
  );
  const namespaces = [...new Set(file.documents.map(({ manifest }) => manifest?.namespace || namespace))];
  const found = namespaces.flatMap((own) => {
    const settings = settingsFor(linter, opened, args, own, namespace);
    return linter.language
      .diagnose(file, settings)
      .filter(({ document }) => (file.documents[document]?.manifest?.namespace || namespace) === own)
      .map((diagnostic) => ({ diagnostic, fixes: linter.language.fixes(file, diagnostic, settings) }));
  });
  if (args.flags.has('fix')) fixFile(opened, found);
  const diagnostics = found.map((one) => toLinted(opened, one));
  diagnostics.sort(
    (left, right) =>
      left.range.start.line - right.range.start.line || left.range.start.character - right.range.start.character,
  );
  return { file: input.file, text: input.text, documents, diagnostics };
}

/** What the server refuses is not in the cluster and decides nothing. */
function refusedObjects(language: Language, files: readonly Opened[]): ReadonlySet<object> {
  const decisive = files.flatMap(({ file }) =>
    file.documents.filter(({ manifest }) => manifest !== undefined && manifest.podSpecPath === undefined),
  );
  return new Set(
    decisive.flatMap((document) =>
      language.verdict(document)?.accepted === false && document.manifest ? [document.manifest.defaulted] : [],
    ),
  );
}

function decidersOf(linter: Linter, defaultNamespace: string): DecidingObjects {
  const known = linter.deciders.get(defaultNamespace);
  const made =
    known ??
    decidingObjects(
      linter.files.map(({ file }) => file),
      defaultNamespace,
      (object) => linter.refused.has(object),
    );
  linter.deciders.set(defaultNamespace, made);
  return made;
}

function disagreeingOf(linter: Linter, defaultNamespace: string): DisagreeingObjects {
  const known = linter.disagreeing.get(defaultNamespace);
  if (known !== undefined) return known;
  const files = linter.files.map(({ file }) => file);
  const made = disagreeingObjects(files, defaultNamespace, (object) => linter.refused.has(object));
  linter.disagreeing.set(defaultNamespace, made);
  return made;
}

/** Objects that decide may stand in any of the files. */
function verdictOf(
  linter: Linter,
  file: ManifestFile,
  document: FileDocument,
  settings: LanguageSettings,
  defaultNamespace: string,
): ReturnType<Language['verdict']> {
  const namespace = document.manifest?.namespace || defaultNamespace;
  const objects = decidersOf(linter, defaultNamespace)(file, namespace).filter(
    (object) => object !== document.manifest?.defaulted,
  );
  return linter.language.verdict(document, { ...settings, objects, asSent: true });
}

function settingsFor(
  linter: Linter,
  opened: Opened,
  args: Arguments,
  namespace: string,
  defaultNamespace: string,
): LanguageSettings {
  const key = `${opened.input.file}\n${namespace}`;
  const known = linter.settings.get(key);
  if (known !== undefined) return known;
  const own = new Set(opened.file.documents.map(({ manifest }) => manifest?.defaulted));
  const made: LanguageSettings = {
    kubernetesVersion: lastOf(args, 'kubernetes-version') ?? opened.config.kubernetesVersion ?? '1.36',
    featureGates: { ...opened.config.featureGates, ...gatesOf(args) },
    namespace: defaultNamespace,
    objects: decidersOf(linter, defaultNamespace)(opened.file, namespace).filter((object) => !own.has(object)),
    disagreeing: disagreeingOf(linter, defaultNamespace)(opened.file, namespace),
    rules: opened.config.rules,
    ...(isPatchFile(opened.input.file) && { isPatch: true }),
  };
  linter.settings.set(key, made);
  return made;
}

function gatesOf(args: Arguments): Readonly<Record<string, boolean>> {
  const entries = (args.values['feature-gate'] ?? [])
    .map((text) => text.split('='))
    .map(([name = '', value]) => [name, value !== 'false'] as const);
  return Object.fromEntries(entries);
}

interface Found {
  readonly diagnostic: Diagnostic;
  readonly fixes: readonly Fix[];
}

function toLinted({ file, input }: Opened, { diagnostic, fixes }: Found): LintedDiagnostic {
  const related = (diagnostic.related ?? []).map(({ message, range, uri, position }): RelatedPlace => {
    return { message, file: uri ?? input.file, ...(position ?? positionOf(file.text, range.start)) };
  });
  const { code, codes, level, severity, message, document, field, range } = diagnostic;
  return {
    code,
    ...(codes !== undefined && { codes }),
    level,
    severity,
    message,
    document,
    ...(field === undefined ? {} : { field }),
    range: { start: positionOf(file.text, range.start), end: positionOf(file.text, range.end) },
    ...(related.length > 0 && { related }),
    ...(fixes.length === 0 ? {} : { fixes: fixes.map(({ title, kind }) => ({ title, kind })) }),
  };
}

/** Writes the safe fixes of all documents into the file at once; the report is of the text before. */
function fixFile({ input, file }: Opened, found: readonly Found[]): void {
  if (input.file === '<stdin>') return;
  const edits = mergeFixes(found.flatMap(({ fixes }) => fixes.filter(({ kind }) => kind === 'safe').slice(0, 1)));
  if (edits.length > 0) writeFileSync(input.file, applyEdits(file.text, edits));
}
