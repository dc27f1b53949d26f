/** Splits a text into what a server would be asked about: the documents of the file, and the items of a List. */

/** The non-blank documents, as kubectl's reader hands them over: a separator in front of the first stays with it. */
export function documentsOf(text: string): readonly string[] {
  const documents: string[] = [];
  let lines: string[] = [];
  const end = (): void => {
    const document = lines.join('');
    if (withoutSeparator(document).trim() !== '') documents.push(document);
    lines = [];
  };
  for (const line of text.split(/(?<=\n)/)) {
    if (line.startsWith('---') && lines.length > 0) end();
    else lines.push(line);
  }
  end();
  return documents;
}

function withoutSeparator(document: string): string {
  return document.replace(/^---[^\n]*\n?/, '');
}

/** A separator with more than a comment behind it ends kubectl's reading. */
export function hasOddSeparator(text: string): boolean {
  return /^---(?![ \t\r]*(?:#[^\n]*)?$)/m.test(text);
}
