/** Formats of names: RFC 1123 labels and subdomains, qualified names, environment variables, ports; one text per failing test. */

/** The failing texts for a name; `isPrefix` for a `generateName`, whose last `-` is masked. */
export type NameFormat = (name: string, isPrefix: boolean) => readonly string[];
