/**
 * What SARIF 2.1.0 and GitHub's code scanning ask of a log, as a schema of our own: the parts that a linter writes. The published schema
 * knows more, but nothing of these parts may be otherwise.
 */
import { Ajv } from 'ajv';

const text = { type: 'object', required: ['text'], properties: { text: { type: 'string', minLength: 1 } } };
const position = { type: 'integer', minimum: 1 };

const schema = {
  type: 'object',
  required: ['version', 'runs'],
  additionalProperties: false,
  properties: {
    $schema: { type: 'string', pattern: '^https://' },
    version: { const: '2.1.0' },
    runs: {
      type: 'array',
      minItems: 1,
      // GitHub's limits.
      maxItems: 20,
      items: {
        type: 'object',
        required: ['tool', 'results'],
        additionalProperties: false,
        properties: {
          columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
          tool: {
            type: 'object',
            required: ['driver'],
            properties: {
              driver: {
                type: 'object',
                required: ['name', 'rules'],
                properties: {
                  name: { type: 'string', minLength: 1 },
                  informationUri: { type: 'string', pattern: '^https?://' },
                  rules: {
                    type: 'array',
                    maxItems: 25_000,
                    items: {
                      type: 'object',
                      required: ['id', 'shortDescription', 'fullDescription', 'help'],
                      properties: {
                        id: { type: 'string', minLength: 1 },
                        name: { type: 'string', maxLength: 255 },
                        shortDescription: { ...text, properties: { text: { type: 'string', maxLength: 1024 } } },
                        fullDescription: { ...text, properties: { text: { type: 'string', maxLength: 1024 } } },
                        help: {
                          ...text,
                          required: ['text', 'markdown'],
                          properties: { text: { type: 'string', minLength: 20 }, markdown: { type: 'string' } },
                        },
                      },
                    },
                  },
                },
              },
            },
          },
          results: {
            type: 'array',
            maxItems: 25_000,
            items: {
              type: 'object',
              required: ['ruleId', 'message', 'locations'],
              additionalProperties: false,
              properties: {
                ruleId: { type: 'string' },
                ruleIndex: { type: 'integer', minimum: 0 },
                level: { enum: ['none', 'note', 'warning', 'error'] },
                message: text,
                locations: {
                  type: 'array',
                  minItems: 1,
                  items: {
                    type: 'object',
                    required: ['physicalLocation'],
                    properties: {
                      physicalLocation: {
                        type: 'object',
                        required: ['artifactLocation', 'region'],
                        properties: {
                          artifactLocation: {
                            type: 'object',
                            required: ['uri'],
                            // A URI reference: no spaces, no letters beyond ASCII.
                            properties: { uri: { type: 'string', pattern: "^[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+$" } },
                          },
                          region: {
                            type: 'object',
                            required: ['startLine'],
                            properties: {
                              startLine: position,
                              startColumn: position,
                              endLine: position,
                              endColumn: position,
                            },
                          },
                        },
                      },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
};

interface Log {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly { readonly ruleId: string; readonly ruleIndex?: number }[];
  }[];
}

const validate = new Ajv({ allErrors: true }).compile<Log>(schema);

/** What is wrong with a log; empty for a good one. */
export function sarifProblems(log: unknown): readonly string[] {
  if (!validate(log))
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
  return log.runs.flatMap(({ tool: { driver }, results }) =>
    results
      .filter(({ ruleId, ruleIndex }) => ruleIndex !== undefined && driver.rules[ruleIndex]?.id !== ruleId)
      .map(({ ruleId, ruleIndex }) => `rule ${String(ruleIndex)} is not ${ruleId}`),
  );
}
