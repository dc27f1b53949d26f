/** Lint rules of the house; the core may use neither clock nor randomness nor anything of a host. */
import tseslint from 'typescript-eslint';

const bans = (...selectors) => ['error', ...selectors.map(([selector, message]) => ({ selector, message }))];
const everywhere = [
  ['TSEnumDeclaration', 'Use a union.'],
  ['ExportDefaultDeclaration', 'Name what you export.'],
];
const core = [
  ["MemberExpression[property.name='localeCompare']", 'Order by code units.'],
  ["NewExpression[callee.name='Function']", 'No code generation.'],
];
const hosts = [
  'Date',
  'performance',
  'setTimeout',
  'setInterval',
  'queueMicrotask',
  'console',
  'process',
  'globalThis',
  'window',
  'self',
  'document',
  'navigator',
  'eval',
  'fetch',
  'Intl',
  'crypto',
];

export default tseslint.config(
  {
    ignores: [
      '**/generated/**',
      'dist/**',
      'node_modules/**',
      'test/results/**',
      'test/oracle/**',
      '**/*.mjs',
      '**/*.js',
      '**/*.d.ts',
    ],
  },
  {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser },
    plugins: { ts: tseslint.plugin },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    rules: {
      'ts/no-explicit-any': 'error',
      'ts/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', prefer: 'type-imports' }],
      'ts/no-non-null-assertion': 'off',
      'no-var': 'error',
      'prefer-const': 'error',
      'eqeqeq': ['error', 'always', { null: 'ignore' }],
      'no-debugger': 'error',
      'no-eval': 'error',
      'no-restricted-syntax': bans(...everywhere),
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 5],
      // The formatter keeps code within 120 columns; what it cannot break are texts and comments.
      'max-len': [
        'error',
        { code: 160, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true, ignoreUrls: true },
      ],
    },
  },
  {
    files: ['core/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...hosts],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: "Randomness comes from the Scenario's seed." },
      ],
      'no-restricted-syntax': bans(...everywhere, ...core),
      'no-console': 'error',
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: { 'max-lines': 'off', 'max-len': 'off', 'max-lines-per-function': 'off', 'max-params': 'off' },
  },
);
