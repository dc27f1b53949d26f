/** The formats of `podscope lint`: for people, for programs, for code scanning, for GitHub's log, for test reports. */
import type { Level } from '../core/language.ts';
import type { LintedDiagnostic, LintedFile } from './lint.ts';
import { readAsset } from './assets.ts';
import { type Output, paint } from './output.ts';

type Format = (files: readonly LintedFile[], kubernetesVersion: string, output: Output) => string;

export const formats: Readonly<Record<'text' | 'json' | 'sarif' | 'github' | 'junit', Format>> = {
  text,
  json,
  sarif,
  github,
  junit,
};

export function isFormat(name: string): name is keyof typeof formats {
  return Object.hasOwn(formats, name);
}

const colours = { rejected: 'red', fails: 'yellow', warned: 'yellow', advice: 'blue' } as const;

function text(files: readonly LintedFile[], _version: string, output: Output): string {
  const lines: string[] = [];
  for (const { file, diagnostics } of files) {
    for (const diagnostic of diagnostics) {
      const { line, character } = diagnostic.range.start;
      const place = paint(output, 'bold', `${file}:${line + 1}:${character + 1}`);
      lines.push(
        `${place} ${paint(output, colours[diagnostic.level], diagnostic.level)} ${diagnostic.message} ${paint(output, 'grey', `[${(diagnostic.codes ?? [diagnostic.code]).join(', ')}]`)}`,
      );
      for (const { message, file: other, line: at, character: column } of (diagnostic.related ?? []).slice(0, 5))
        lines.push(`    ${paint(output, 'grey', `${other}:${at + 1}:${column + 1}`)} ${message}`);
      for (const fix of diagnostic.fixes ?? []) lines.push(`    ${paint(output, 'green', 'fix:')} ${fix.title}`);
    }
  }
  return [...lines, summary(files)].join('\n') + '\n';
}

function summary(files: readonly LintedFile[]): string {
  const all = files.flatMap(({ diagnostics }) => diagnostics);
  const count = (level: Level): number => all.filter((one) => one.level === level).length;
  const parts = (['rejected', 'fails', 'warned', 'advice'] as const)
    .map((level) => [count(level), level] as const)
    .filter(([number]) => number > 0);
  const documents = files.reduce(
    (sum, file) => sum + file.documents.filter(({ accepted }) => accepted !== undefined).length,
    0,
  );
  const found = parts.length === 0 ? 'nothing to say' : parts.map(([number, level]) => `${number} ${level}`).join(', ');
  return `${documents} ${documents === 1 ? 'document' : 'documents'} in ${files.length} ${files.length === 1 ? 'file' : 'files'}: ${found}`;
}

function json(files: readonly LintedFile[], kubernetesVersion: string): string {
  const shown = files.map(({ file, documents, diagnostics }) => ({ file, documents, diagnostics }));
  return `${JSON.stringify({ version: 1, kubernetesVersion, files: shown }, withoutBigints, 1)}\n`;
}

function withoutBigints(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}

const githubLevels = { rejected: 'error', fails: 'warning', warned: 'warning', advice: 'notice' } as const;

function github(files: readonly LintedFile[]): string {
  const escape = (value: string): string =>
    value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = (value: string): string => escape(value).replaceAll(':', '%3A').replaceAll(',', '%2C');
  return files
    .flatMap(({ file, diagnostics }) =>
      diagnostics.map(
        ({ level, message, code, range }) =>
          `::${githubLevels[level]} file=${property(file)},line=${range.start.line + 1},col=${range.start.character + 1},title=${property(code)}::${escape(message)}\n`,
      ),
    )
    .join('');
}

const sarifLevels = { rejected: 'error', fails: 'warning', warned: 'warning', advice: 'note' } as const;

function sarif(files: readonly LintedFile[]): string {
  const codes = [...new Set(files.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code)))].sort();
  const results = files.flatMap(({ file, diagnostics }) =>
    diagnostics.map((diagnostic) => sarifResult(file, diagnostic, codes)),
  );
  const driver = {
    name: 'podscope',
    informationUri: 'https://kubernetes.io/docs/concepts/workloads/pods/',
    rules: codes.map(sarifRule),
  };
  return `${JSON.stringify({ version: '2.1.0', $schema: 'https://json.schemastore.org/sarif-2.1.0.json', runs: [{ tool: { driver }, results, columnKind: 'utf16CodeUnits' }] }, null, 1)}\n`;
}

/** Code scanning shows the page of a rule beside its findings. */
function sarifRule(id: string): unknown {
  const page =
    readAsset<Readonly<Record<string, { readonly title: string; readonly markdown: string }>>>('rule-docs.json')?.[id];
  if (page === undefined) return { id };
  const text = page.markdown.replace(/^#.*\n+/, '').replace(/[`*]/g, '');
  return {
    id,
    name: id,
    shortDescription: { text: page.title },
    fullDescription: { text: text.split('\n\n')[0] ?? page.title },
    help: { text, markdown: page.markdown },
  };
}

function sarifResult(
  file: string,
  { code, level, message, range: { start, end } }: LintedDiagnostic,
  codes: readonly string[],
): unknown {
  const region = {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
  const physicalLocation = { artifactLocation: { uri: uriOf(file) }, region };
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: sarifLevels[level],
    message: { text: message },
    locations: [{ physicalLocation }],
  };
}

/** A relative path stays one; spaces and other letters are encoded, as a URI wants them. */
function uriOf(file: string): string {
  const path = file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  return path.replace(/^([A-Za-z])%3A\//, 'file:///$1:/');
}

function junit(files: readonly LintedFile[]): string {
  const suites = files.map(({ file, diagnostics }) => {
    const cases =
      diagnostics.length === 0
        ? [`  <testcase name="podscope" classname="${xml(file)}"/>`]
        : diagnostics.map(
            ({ code, level, message, range }) =>
              `  <testcase name="${xml(code)}" classname="${xml(file)}"><failure type="${level}" message="${xml(message)}">line ${range.start.line + 1}</failure></testcase>`,
          );
    return [
      `<testsuite name="${xml(file)}" tests="${Math.max(1, diagnostics.length)}" failures="${diagnostics.length}">`,
      ...cases,
      '</testsuite>',
    ].join('\n');
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('\n')}\n</testsuites>\n`;
}

export function xml(value: string): string {
  const clean = value.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD]/g, '');
  return clean
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');
}
