/** `podscope explain`: a field of the API by its path, or a rule by its name. */
import { fieldOfPath } from '../core/language.ts';
import { readAsset } from './assets.ts';
import { fail, type Output } from './output.ts';

type Docs = Readonly<Record<string, Readonly<Record<string, string>>>>;
type Pages = Readonly<Record<string, { readonly title: string; readonly markdown: string }>>;

export function explain(args: readonly string[], output: Output): number {
  const [name, ...more] = args;
  if (name === undefined || more.length > 0)
    return fail(output, 'name one field (pod.spec.containers.livenessProbe.periodSeconds) or rule (no-latest-tag)');
  const page = readAsset<Pages>('rule-docs.json')?.[name];
  if (page !== undefined) {
    output.write(`${page.markdown.trim()}\n`);
    return 0;
  }
  const field = fieldOfPath(name);
  if (field === undefined) return fail(output, `no field and no rule is named ${name}`);
  const docs = readAsset<Docs>('field-docs.json')?.[field.struct]?.[field.name] ?? 'No description.';
  output.write(
    `${name} <${field.type}>${field.required ? ' -required-' : ''}\n\n${wrap(docs, output.width)}\n${fieldsText(field.fields)}`,
  );
  return 0;
}

function fieldsText(fields: readonly string[]): string {
  return fields.length === 0 ? '' : `\nFields: ${fields.join(', ')}\n`;
}

function wrap(text: string, width: number): string {
  const most = Math.max(40, Math.min(width, 110));
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(' ')) {
      if (line !== '' && line.length + 1 + word.length > most) {
        lines.push(line);
        line = word;
      } else line = line === '' ? word : `${line} ${word}`;
    }
    lines.push(line);
  }
  return lines.join('\n');
}
