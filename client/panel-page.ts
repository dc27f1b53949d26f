/** The constant page around the panel: strict policy, no text of users in it. Without VS Code, so that tests serve the very same page. */

export interface PageParts {
  /** Where the webview's own files may come from. */
  readonly cspSource: string;
  /** Fresh for each load. */
  readonly nonce: string;
  readonly language: string;
  readonly script: string;
  /** The module behind the script: asked for at the same time. */
  readonly start: string;
  readonly style: string;
}

export function panelPage({ cspSource, nonce, language, script, start, style }: PageParts): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `img-src ${cspSource} data:`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${/^[a-zA-Z-]+$/.test(language) ? language : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}">
<link rel="modulepreload" nonce="${nonce}" href="${start}">
<title>Pod Lifecycle</title>
</head>
<body>
<div id="root"></div>
<script type="module" nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}

/** 128 random bits. */
export function makeNonce(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
