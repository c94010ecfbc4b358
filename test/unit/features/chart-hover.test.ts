import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hoverAt } from '../../../server/src/core/features/hover.ts';
import type { Files } from '../workspace/memory-host.ts';
import { nameOf, openIn } from './chart-files.ts';

const chart = {
  'Chart.yaml':
    'apiVersion: v2\nname: app\nversion: 1.0.0\ndependencies:\n  - name: db\n    version: 1.0.0\n    condition: db.enabled\n',
  'values.yaml':
    '# -- How many pods there are.\nreplicas: 1\n# Where the image is.\nimage:\n  tag: "" # Its version.\nunread: true\ndb:\n  enabled: true\n',
  'templates/a.yaml':
    'n: {{ .Values.replicas }}\nm: {{ .Values.replicas }}{{ .Values.replicas }}\ni: {{ toYaml .Values.image }}\n',
  'charts/db/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 1.0.0\n',
  'charts/db/values.yaml': '# How large its disk is.\nsize: 1Gi\n',
  'charts/db/templates/a.yaml': '{{ .Values.size }}',
};

async function hover(files: Files): Promise<string> {
  const { part, offset } = await openIn(files);
  return hoverAt(part.analysis, part.document, offset, nameOf)?.markdown ?? '';
}

describe('what a chart at hand says of its settings', () => {
  const cases: readonly (readonly [string, Files, readonly RegExp[]])[] = [
    [
      'the comment above the default, and how many template lines read it',
      { ...chart, 'values-prod.yaml': 'repl~icas: 3\n' },
      [
        /^\*\*replicas\*\* · number or text · default `1`\n\nHow many pods there are\.\n\nRead by 2 template lines\.\n/,
        /Effective value: `3`, set in values-prod\.yaml:1\n\n- over `1` in values\.yaml:2$/,
      ],
    ],
    [
      'what is written out with all around it',
      { ...chart, 'values-prod.yaml': 'image:\n  ta~g: x\n' },
      [/Read by 1 template line\./],
    ],
    [
      'what nothing reads',
      { ...chart, 'values-prod.yaml': 'unre~ad: false\n' },
      [/^\*\*unread\*\*.*\n\nNo template reads it\./],
    ],
    [
      'a condition',
      { ...chart, 'values-prod.yaml': 'db:\n  enab~led: false\n' },
      [/Read by a condition in Chart\.yaml\./],
    ],
    [
      'a setting of a subchart',
      { ...chart, 'values-prod.yaml': 'db:\n  si~ze: 2Gi\n' },
      [/^\*\*db\.size\*\*.* default `"1Gi"`\n\nHow large its disk is\.\n\nRead by 1 template line\./],
    ],
    [
      'the comment where the schema of the chart is silent',
      {
        ...chart,
        'values.schema.json': '{"properties":{"replicas":{"type":"integer"}}}',
        'values-prod.yaml': 'repl~icas: 3\n',
      },
      [/^\*\*replicas\*\* · integer · default `1`\n\nHow many pods/],
    ],
    [
      'the schema where it speaks',
      {
        ...chart,
        'values.schema.json': '{"properties":{"replicas":{"type":"integer","description":"So many."}}}',
        'values-prod.yaml': 'repl~icas: 3\n',
      },
      [/^\*\*replicas\*\* · integer · default `1`\n\nSo many\.\n\nRead/],
    ],
  ];
  for (const [name, files, expected] of cases) {
    it(name, async () => {
      const text = await hover(files);
      for (const pattern of expected) {
        assert.match(text, pattern);
      }
    });
  }
});
