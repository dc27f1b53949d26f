/** Unreadable YAML: what the line means in plain words, and the line after the repair. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixed, language } from '../support/diagnoses.ts';

interface Example {
  /** Lines below `containers:` of a Pod. */
  readonly lines: string;
  readonly says: RegExp;
  /** A line of the text after the fix; nothing where none is offered. */
  readonly mended?: string;
}

const examples: Readonly<Record<string, Example>> = {
  'a value with a colon': {
    lines: '- name: a\n  image: nginx: 1.2 # new',
    says: /A value that holds ": " has to be quoted\.$/,
    mended: '  image: "nginx: 1.2" # new',
  },
  'a line too deep': {
    lines: '- name: a\n   image: nginx\n   imagePullPolicy: Always',
    says: /This line is indented deeper than name above it, which has a value already\.$/,
    mended: '  imagePullPolicy: Always',
  },
  'a line not deep enough': {
    lines: '- name: a\n image: nginx\n  imagePullPolicy: Always',
    says: /This line is aligned neither with the keys above it/,
    mended: '  image: nginx',
  },
  'an item out of line': {
    lines: '  - name: a\n    image: nginx\n - name: b\n   image: nginx',
    says: /This line is aligned neither with the keys above it/,
    mended: '  - name: b',
  },
  'a key without a colon': {
    lines: '- name: a\n  image nginx\n  ports: []',
    says: /A key needs a colon and a space behind it; "image nginx" has none\.$/,
    mended: '  image: nginx',
  },
  'a key without a space': {
    lines: '- name: a\n  image:nginx\n  ports: []',
    says: /A space is missing behind the colon in "image:nginx"\.$/,
    mended: '  image: nginx',
  },
  'a value that begins with @': {
    lines: '- name: a\n  image: @nginx',
    says: /A value cannot begin with @ here: quote it\.$/,
    mended: '  image: "@nginx"',
  },
  'a tab': {
    lines: '- name: a\n\timage: nginx',
    says: /YAML is indented with spaces, and here is a tab\.$/,
    mended: '  image: nginx',
  },
  'a star in a list': {
    lines: '- name: a\n  args: [ls, *.log]',
    says: /\* in front of a value refers to an anchor: quote the value if it belongs to it\.$/,
    mended: '  args: [ls, "*.log"]',
  },
  'an anchor that nobody makes': {
    lines: '- name: a\n  image: *image',
    says: /\* in front of a value refers to an anchor/,
    mended: '  image: "*image"',
  },
  'an open bracket': {
    lines: '- name: a\n  args: [ls, -l\n  image: nginx',
    says: /A comma is missing, or a bracket that was opened is not closed\.$/,
    mended: '  args: [ls, -l]',
  },
  'an open quote': {
    lines: '- name: "a\n  image: nginx',
    says: /A quote that was opened is not closed\.$/,
    mended: '- name: "a"',
  },
  'a backslash between double quotes': {
    lines: '- name: a\n  args: ["\\d+", "\\n"]',
    says: /Between double quotes \\ begins an escape: double it, or use single quotes\.$/,
    mended: '  args: ["\\\\d+", "\\n"]',
  },
  'a placeholder': {
    lines: '- name: a\n  image: {{ .Image }}',
    says: /\{\{ \.Image \}\} is the placeholder of a template: render the template first, or quote the value\.$/,
    mended: '  image: "{{ .Image }}"',
  },
  'a conflict of a merge': {
    lines: '- name: a\n<<<<<<< HEAD\n  image: nginx\n=======\n  image: httpd\n>>>>>>> other',
    says: /A conflict of a merge is still in the file: look for <<<<<<<\.$/,
  },
};

const head = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n';

for (const [title, { lines, says, mended }] of Object.entries(examples)) {
  test(title, () => {
    const text = head + lines.replace(/^(?![<>=])/gm, '  ') + '\n';
    const found = language.diagnose(language.openFile(text)).filter(({ code }) => code === 'yaml');
    assert.equal(found.length, 1);
    assert.match(found[0]?.message ?? '', /^error converting YAML to JSON: yaml: /);
    assert.match(found[0]?.message ?? '', says);
    const after = fixed(text, 'yaml');
    if (mended === undefined) assert.equal(found[0]?.fixes, undefined);
    else assert.ok(after?.split('\n').includes(`  ${mended}`), after);
  });
}

test('the line before an error is looked for up to the start of the text, also where that is an empty line', () => {
  const text = '\na\r\n "kind: x\nlivenessProbe:e: demo\nspec:sProbe::\n  :\n';
  const [found] = language.diagnose(language.openFile(text));
  assert.match(found?.message ?? '', /mapping values are not allowed/);
});
