/** What Podscope calls its own version, in `--version` and to clients; the same as in package.json (tested). */
export const version = '0.1.0';
