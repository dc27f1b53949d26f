/**
 * Manifests full of YAML's corners: scalars of every kind, block scalars with all marks, tags, anchors, odd keys,
 * line ends, tabs.
 */
import type { Random } from './random.ts';

const scalars = (
  '0x1F|0X1f|0o17|0O17|017|08|1_000|_1|1__0|.5|5.|1e3|1E3|1e+3|+1|-0|-0.0|.inf|-.Inf|+.INF|.nan|.NaN|0b101|-0b1|1:30|190:20:30|12e03|1.0|' +
  '1.50|0.1e-2|9223372036854775807|9223372036854775808|-9223372036854775808|-9223372036854775809|18446744073709551615|' +
  '18446744073709551616|1e400|-1e400|1e-400|0.1|123456789.123|1e21|1e20|123456789012345678901234567890|y|Y|yes|Yes|YES|n|N|no|on|On|off|' +
  'OFF|true|True|TRUE|tRue|false|False|~|null|Null|NULL|nULL||2001-12-14|2001-12-14t21:59:43.10-05:00|2001-12-14 21:59:43.10 -5|' +
  '2001-1-1|2001-12-14T21:59:43Z|a: b|a:b|a #b|a#b|- a|-a|? a|?a|: a|:a|,a|[a|]a|{a|}a|&a|*a|!a|!!str 5|!!int 5|!!int "5"|!!int a|!!float 5|' +
  '!!float a|!!bool yes|!!bool "true"|!!null a|!!null ""|!!binary YQ==|!!binary "%%"|!!timestamp 2001-01-01|!!map {}|!!seq []|!!set {a}|' +
  "!!omap [a: b]|!local x|!<tag:yaml.org,2002:str> 5|!<tag:yaml.org,2002:int> 5|!!merge x|! 5|! a|!!str|!!int|'it''s'|'a\"b'|\"a\\nb\"|" +
  '"\\x41\\u00e9\\U0001F600"|"\\e\\_\\N\\L\\P\\0\\a\\b\\v\\f\\r"|"\\q"|"\\/"|"\\ud83d\\ude00"|"\\ud83d"|"\\xff"|"\\U00110000"|"a\\\tb"|"a"b|' +
  '\'a\'b|"a" "b"|"unclosed|\'unclosed|%a|@a|`a|a%b|=|<<|.|..|...|---|--|-|?|:|!|&|*|#|a&b|a*b|é|日本|😀|\u00a0x|x\u0085y|x\u2028y|\ufeffx|' +
  'a\u0000b|a\u0007b|a\u001bb|\u007f|\ufffe|1Gi|100m|0.5|25%|10s|1h30m|null null|true false|1 2|"1"|\'1\'|"true"|"null"|"~"|"=": x|0.|-.5|' +
  '+.5|.5e3|1.e3|.e3|e3|0e0|00|000|0x|0xg|0b2|0b|0o8|0o|+|+-1|--1|1-|1,000|1.2.3|1.2.3.4|::1|a::b|http://x:80/|C:\\x|a\\b|{{ .Values.x }}|' +
  '{{x}}|${X}|$(X)|<a>|>a|\\|a|"a: b"|{a: b}|{a}|{a: }|{a,b}|{"a":b}|{"a":"b"}|{a: b,}|[a, b]|[a, b,]|[a b]|[,a]|[a,,b]|[a: b]|[a, {b: c}]|' +
  '{a: [b, c]}|[]|{}|[[]]|{{}}|{a: {b: {c: d}}}|{? a : b}|{? a}|[? a : b]|{a: b, a: c}|{1: a}|{true: a}|{null: a}|{~: a}|{1.5: a}|{[a]: b}|' +
  '{{a: b}: c}|{"a b": c}|{a : b}|{a:b}|{a: b # c\n}|[a # c\n, b]|*missing|&x|&x a|&x-y a|&x: a|*x:|&a &b c|!!str !!int c|&a !!str c|!!str &a c'
)
  .split('|')
  .map((text) => text.replace(/\\$/, '|'));

const blockMarks = '| > |- >- |+ >+ |2 >2 |1 |4 |2- |-2 >+1 |9 |0 |10 |-+ |x |# |-# >2- |2+ |3'.split(' ');
const keys = (
  'a b: "a": \'a\': 1: 1.5: true: null: ~: yes: 0x10: 010: <<: =: "": !!str a: !!int 1: &k a: *k : ? a\n  ? [a]\n  [a]: {a: b}: a b: a:b: ' +
  '"a\\nb": .inf: .nan: 2001-01-01: é: "\\u00e9": __proto__: constructor: 1e3: 12345678901234567890: -1: 0: 0.0: -0: 01: "1": \'1\': !!null a: "true": A: on: '
)
  .split(/: |\n/)
  .filter(Boolean);

type Slot = (value: string) => string;

const slots: readonly { readonly indent: string; readonly wrap: Slot }[] = [
  { indent: '  ', wrap: (value) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n${value}` },
  {
    indent: '    ',
    wrap: (value) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  annotations:\n${value}`,
  },
  { indent: '    ', wrap: (value) => `kind: ConfigMap\napiVersion: v1\nmetadata:\n  labels:\n${value}\n  name: a` },
  { indent: '  ', wrap: (value) => `apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\nstringData:\n${value}` },
  { indent: '  ', wrap: (value) => `apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\ndata:\n${value}` },
  {
    indent: '    ',
    wrap: (value) => `apiVersion: v1\nkind: ResourceQuota\nmetadata:\n  name: a\nspec:\n  hard:\n${value}`,
  },
  {
    indent: '    ',
    wrap: (value) =>
      `apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n  - name: a\n    image: b\n  nodeSelector:\n${value}`,
  },
];

/** Fields of a Pod that take one scalar of some type. */
const fields = (
  'replicas minReadySeconds paused image args terminationGracePeriodSeconds hostNetwork cpu memory containerPort name value ' +
  'periodSeconds priority runAsUser creationTimestamp defaultMode expirationSeconds readOnly maxSurge annotation label command'
).split(' ');

export function yamlText(random: Random): string {
  const text = random.chance(0.5) ? mapText(random) : fieldText(random);
  return random.chance(0.25) ? lineEnds(text, random) : text;
}

function mapText(random: Random): string {
  const { indent, wrap } = random.pick(slots);
  const count = 1 + random.int(4);
  const lines = Array.from({ length: count }, () => entry(indent, random));
  if (random.chance(0.1))
    lines.unshift(`${indent}<<: ${random.pick(['*b', '{x: y}', '[{x: y}, {x: z}]', '[]', 'x', '~', '[x]'])}`);
  const anchor = random.chance(0.1) ? `x-base: &b {m: n, a: "1"}\n` : '';
  return `${anchor}${wrap(lines.join('\n'))}\n`;
}

function entry(indent: string, random: Random): string {
  const key = random.chance(0.25) ? random.pick(keys) : random.pick(['a', 'b', 'c', 'cpu', 'memory', 'example.com/x']);
  const gap = random.chance(0.9)
    ? ' '
    : random.pick(['', '  ', '\t', ' \t', `\n${indent}  `, `\n${indent}`, ' # c\n    ']);
  return `${indent}${key}:${gap}${valueText(indent, random)}`;
}

function valueText(indent: string, random: Random): string {
  const kind = random.int(10);
  if (kind < 6) return random.pick(scalars);
  if (kind < 9) return blockText(indent, random);
  return random.pick([
    `a\n${indent}  b\n\n${indent}  c`,
    `"a\n${indent}  b\\\n${indent}  c\n\n${indent}d"`,
    `'a\n\n${indent} b'`,
    `a\n${indent}b`,
    `"a\nb"`,
    `a\n${indent}  b: c`,
    `a\n${indent}  # c\n${indent}  b`,
    `\n${indent}- a\n${indent}- b`,
    `\n${indent}  - a\n${indent}  -b`,
    `\n${indent}  x: 1\n${indent}  y: 2`,
    `"${'x'.repeat(random.pick([10, 1000, 3000]))}"`,
    'y'.repeat(random.pick([128, 1024, 1030, 5000])),
  ]);
}

function blockText(indent: string, random: Random): string {
  const lines = Array.from({ length: random.int(5) }, () =>
    random.pick([
      `${indent}  text`,
      `${indent}  text`,
      `${indent}    more`,
      `${indent} less`,
      '',
      `${indent}  `,
      `${indent}     `,
      `${indent}  # no comment`,
      '# comment',
      `${indent}\ttab`,
      `${indent}  \ttab`,
      `${indent}  trailing  `,
      `${indent}  a: b`,
      `${indent}  - x`,
      '\t',
    ]),
  );
  const after = random.pick(['', '', ' ', ' # c', '#c', '\t# c', ' x']);
  return `${random.pick(blockMarks)}${after}\n${lines.join('\n')}${random.pick(['', '\n', '\n\n', '\n  '])}`;
}

function fieldText(random: Random): string {
  const chosen = new Set(Array.from({ length: 1 + random.int(3) }, () => random.pick(fields)));
  const line = (name: string, indent: string, key = name): string =>
    chosen.has(name) ? `${indent}${key}: ${random.pick(scalars)}\n` : '';
  const pair = (name: string, indent: string, head: string, key: string): string =>
    chosen.has(name) ? `${indent}${head}:\n${line(name, `${indent}  `, key)}` : '';
  const resources = chosen.has('cpu') || chosen.has('memory');
  const meta = `${line('creationTimestamp', '  ')}${pair('annotation', '  ', 'annotations', 'x')}`;
  return (
    `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\n${meta}spec:\n` +
    `${line('replicas', '  ')}${line('minReadySeconds', '  ')}${line('paused', '  ')}` +
    (chosen.has('maxSurge') ? `  strategy:\n    rollingUpdate:\n${line('maxSurge', '      ')}` : '') +
    `  selector:\n    matchLabels:\n      a: b\n  template:\n    metadata:\n      labels:\n        a: b\n${line('label', '        ', 'c')}` +
    `    spec:\n${line('hostNetwork', '      ')}${line('terminationGracePeriodSeconds', '      ')}${line('priority', '      ')}` +
    `${pair('runAsUser', '      ', 'securityContext', 'runAsUser')}      containers:\n      - name: ${chosen.has('name') ? random.pick(scalars) : 'a'}\n` +
    `        image: ${chosen.has('image') ? random.pick(scalars) : 'b'}\n${line('args', '        ')}${line('command', '        ')}` +
    (resources
      ? `        resources:\n          limits:\n${line('cpu', '            ')}${line('memory', '            ')}`
      : '') +
    (chosen.has('containerPort') ? `        ports:\n        - containerPort: ${random.pick(scalars)}\n` : '') +
    (chosen.has('periodSeconds')
      ? `        livenessProbe:\n          exec: {command: [a]}\n${line('periodSeconds', '          ')}`
      : '') +
    (chosen.has('value') ? `        env:\n        - name: A\n${line('value', '          ')}` : '') +
    (chosen.has('defaultMode')
      ? `      volumes:\n      - name: v\n        secret:\n          secretName: s\n${line('defaultMode', '          ')}`
      : '')
  );
}

function lineEnds(text: string, random: Random): string {
  switch (random.int(8)) {
    case 0:
      return text.replaceAll('\n', '\r\n');
    case 1:
      return text.replace(/\n/g, (end) => (random.chance(0.2) ? '\r\n' : end));
    case 2:
      return `\ufeff${text}`;
    case 3:
      return text.replace(/ {2}/g, (indent) => (random.chance(0.1) ? '\t' : indent));
    case 4:
      return `${random.pick(['%YAML 1.1\n---\n', '%YAML 1.2\n---\n', '%TAG ! tag:a,2000:\n---\n', '# c\n---\n', '---\n', '--- # c\n', '\n\n---\n', '%X\n'])}${text}`;
    case 5:
      return `${text}${random.pick(['...\n', '...\n# c\n', '... # c\n', '...\na: b\n', '---\n', '\n# end', '\t', '   ', '\u0000'])}`;
    case 6:
      return text.replace(/\n/g, (end) =>
        random.chance(0.1) ? random.pick(['\r', '\u0085', '\u2028', ' \n', '\t\n', '\n\n']) : end,
      );
    default:
      return text.trimEnd();
  }
}
