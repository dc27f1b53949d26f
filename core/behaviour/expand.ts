/** `$(NAME)` in variables, commands and paths, as the kubelet replaces it. */

/**
 * `$(NAME)` is replaced where NAME is known; `$$(NAME)` stands for `$(NAME)`. Mirrors
 * third_party/forked/golang/expansion (1.36).
 */
export const expand = (word: string, env: Readonly<Record<string, string>>): string =>
  word.replace(/\$(\$)|\$\(([^)]*)\)/g, (whole, dollar: string | undefined, name: string | undefined) =>
    dollar !== undefined ? '$' : name === undefined ? whole : (env[name] ?? whole),
  );
