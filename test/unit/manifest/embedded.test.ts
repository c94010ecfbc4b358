import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { documentSpans } from '../../../server/src/core/manifest/documents.ts';
import { inlineDocuments, readManifest } from '../../../server/src/core/manifest/manifest.ts';
import { reparse } from '../../../server/src/core/manifest/reparse.ts';
import { applyEdits } from '../../../server/src/core/text/edit.ts';
import { positionAt } from '../../../server/src/core/text/lines.ts';
import { editsFor } from '../../../server/src/core/values/edit.ts';
import { nodeAt, toJson } from '../../../server/src/core/values/node.ts';
import type { Operation } from '../../../server/src/core/values/operation.ts';
import { formatPath, parsePath } from '../../../server/src/core/values/path.ts';

const parts = (text: string) => {
  const manifest = readManifest('file:///a.yaml', 1, text);
  return manifest ? inlineDocuments(manifest) : [];
};

const flux = `# a comment
apiVersion: v1
kind: Namespace
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: podinfo
spec:
  values:
    api:
      # two of them
      replicas: 2
    list:
      - name: one
`;
const argo = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: app
spec:
  source:
    chart: spaces
    repoURL: xpkg.upbound.io/spaces-artifacts
    targetRevision: 1.17.1
    helm:
      parameters:
        - name: api.list[1].name
          value: "7"
        - name: plain\\.key
          value: "7"
          forceString: true
      values: |

        api:
          replicas: 2 # two

          text: |
            deep
        other: [1, 2]
`;
const set = `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata:
  name: set
spec:
  template:
    spec:
      sources:
        - repoURL: https://example.org
          ref: values
        - chart: podinfo
          helm:
            values: |
              ignored: 1
            valuesObject:
              api:
                name: '{{ .env }}'
`;
const helmfile = `{{ readFile "x" }}
repositories:
  - name: up
    url: https://charts.upbound.io/stable
releases:
  - name: one
    chart: up/spaces
    version: {{ .Values.version }}
    values:
      - common.yaml
      - api:
          replicas: {{ .Values.replicas }}
          {{- if .Values.debug }}
          debug: true
          {{- end }}
      - more: 1
`;

describe('values inside a manifest: where they stand and what they are', () => {
  const cases: readonly (readonly [string, string, readonly (readonly [string, unknown])[]])[] = [
    [
      'a HelmRelease among several documents',
      flux,
      [['spec.values', { api: { replicas: 2 }, list: [{ name: 'one' }] }]],
    ],
    [
      'an Application: block string and parameters',
      argo,
      [
        ['spec.source.helm.values', { api: { replicas: 2, text: 'deep\n' }, other: [1, 2] }],
        ['spec.source.helm.parameters', { api: { list: [{ name: 7 }] }, 'plain.key': '7' }],
      ],
    ],
    [
      'an ApplicationSet: valuesObject takes the place of values',
      set,
      [['spec.template.spec.sources[1].helm.valuesObject', { api: { name: '{{ .env }}' } }]],
    ],
    [
      'a helmfile with templates',
      helmfile,
      [
        ['releases[0].values[1]', { api: { replicas: '{{ .Values.replicas }}', debug: true } }],
        ['releases[0].values[2]', { more: 1 }],
      ],
    ],
    [
      'a folded string has no lines of its own',
      argo.replace('values: |', 'values: >'),
      [['spec.source.helm.parameters', { api: { list: [{ name: 7 }] }, 'plain.key': '7' }]],
    ],
    ['another kind', flux.replace('kind: HelmRelease', 'kind: HelmChart'), []],
    ['a values file that has releases', 'releases:\n  - name: a\n    chart: b\n    values: [{ a: 1 }]\nimage: x\n', []],
    ['values that are empty', flux.replace(/values:[\s\S]*$/, 'values: {}\n'), [['spec.values', {}]]],
    ['no values', flux.replace(/ {2}values:[\s\S]*$/, '  interval: 5m\n'), []],
  ];
  for (const [name, text, expected] of cases) {
    for (const [form, written] of [
      ['', text],
      [', with Windows line ends', text.replace(/\n/g, '\r\n')],
      [', with a byte order mark', `\uFEFF${text}`],
    ] as const) {
      it(`${name}${form}`, () =>
        assert.deepEqual(
          parts(written).map(part => [part.embeddedAt, toJson(part.root)]),
          expected,
        ));
    }
  }
});

describe('values inside a manifest: each scalar at its own line and column', () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    [flux, 'api.replicas', '12:16', '2'],
    [flux, 'list[0].name', '14:14', 'one'],
    [argo, 'api.replicas', '19:20', '2'],
    [argo, 'other[1]', '23:19', '2'],
    [argo, 'api.list[0].name', '12:17', '"7"'],
    [set, 'api.name', '16:22', "'{{ .env }}'"],
    [helmfile, 'api.replicas', '11:20', '{{ .Values.replicas }}'],
    [helmfile, 'more', '15:14', '1'],
  ];
  for (const [text, path, place, written] of cases) {
    for (const whole of [text, text.replace(/\n/g, '\r\n')]) {
      it(`${path} at ${place}${whole === text ? '' : ', with Windows line ends'}`, () => {
        const steps = parsePath(path) ?? [];
        const part = parts(whole).find(candidate => nodeAt(candidate.root, steps));
        assert.ok(part);
        const node = nodeAt(part.root, steps);
        const { line, character } = positionAt(part.lines, node?.site.span.start ?? 0);
        assert.equal(`${line}:${character}`, place);
        assert.equal(whole.slice(node?.site.span.start, node?.site.span.end), written);
        assert.equal(formatPath(node?.path ?? []), path);
      });
    }
  }
});

describe('edits inside a manifest', () => {
  const cases: readonly (readonly [string, string, readonly Operation[], string, string])[] = [
    [
      'rename in a HelmRelease',
      flux,
      [{ op: 'rename', path: ['api', 'replicas'], name: 'replicaCount' }],
      '      replicas: 2',
      '      replicaCount: 2',
    ],
    [
      'a new key at the depth of its neighbours',
      flux,
      [{ op: 'set', path: ['api', 'image', 'tag'], value: 'v1' }],
      '      replicas: 2\n',
      '      replicas: 2\n      image:\n        tag: v1\n',
    ],
    [
      'a new key at the top of a block string',
      argo,
      [{ op: 'set', path: ['router'], value: { replicas: 3 } }],
      '        other: [1, 2]\n',
      '        other: [1, 2]\n        router:\n          replicas: 3\n',
    ],
    [
      'a value in a block string',
      argo,
      [{ op: 'set', path: ['api', 'replicas'], value: 3 }],
      'replicas: 2 # two',
      'replicas: 3 # two',
    ],
    [
      'a move with its comment',
      flux,
      [{ op: 'move', from: ['api', 'replicas'], to: ['controller', 'replicas'] }],
      `    api:
      # two of them
      replicas: 2
    list:
      - name: one
`,
      `    list:
      - name: one
    controller:
      # two of them
      replicas: 2
`,
    ],
    [
      'an item of a list',
      flux,
      [{ op: 'append', path: ['list'], items: [{ name: 'two' }] }],
      '      - name: one\n',
      '      - name: one\n      - name: two\n',
    ],
    [
      'two changes, the second on what the first left',
      argo,
      [
        { op: 'set', path: ['api', 'a', 'b'], value: 1 },
        { op: 'set', path: ['api', 'a', 'c'], value: 2 },
      ],
      '            deep\n',
      '            deep\n          a:\n            b: 1\n            c: 2\n',
    ],
    ['templates around it stay', helmfile, [{ op: 'set', path: ['more'], value: 2 }], '- more: 1', '- more: 2'],
  ];
  for (const [name, text, operations, before, after] of cases) {
    it(name, () => {
      const part = parts(text).find(
        ({ root }) => toJson(root) !== undefined && nodeAt(root, [before.includes('more') ? 'more' : 'api']),
      );
      assert.ok(part);
      const edits = editsFor(part, operations, reparse);
      assert.ok(edits, 'no edit');
      assert.equal(applyEdits(text, edits), text.replace(before, after));
    });
  }
  it('parameters are not edited as values are', () => {
    const part = parts(argo).find(({ embeddedAt }) => embeddedAt?.endsWith('parameters'));
    assert.ok(part);
    assert.equal(editsFor(part, [{ op: 'rename', path: ['api'], name: 'router' }], reparse), undefined);
    assert.equal(editsFor(part, [{ op: 'set', path: ['x'], value: 1 }], reparse), undefined);
  });
  it('what is gone from the text takes no edit', () => {
    const [part] = parts(flux);
    assert.ok(part);
    assert.deepEqual(
      reparse(part, 'a: 1\n').problems.map(({ code }) => code),
      ['yaml/syntax'],
    );
  });
});

describe('documents of a file', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['a: 1\n', ['a: 1\n']],
    ['---\na: 1\n---\nb: 2\n', ['---\na: 1\n', '---\nb: 2\n']],
    ['# only a comment\n---\nb: 2\n', ['---\nb: 2\n']],
    ['a: |\n  ---\n  x\n--- # next\nb: 2\n...\n', ['a: |\n  ---\n  x\n', '--- # next\nb: 2\n']],
    ['--- {a: 1}\n---\n', ['--- {a: 1}\n']],
    ['', []],
  ];
  for (const [text, expected] of cases) {
    it(JSON.stringify(text), () =>
      assert.deepEqual(
        documentSpans(text).map(({ start, end }) => text.slice(start, end)),
        expected,
      ),
    );
  }
});
