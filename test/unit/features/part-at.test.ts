import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { partAt, partContext } from '../../../server/src/core/features/part-at.ts';
import { createWorkspace } from '../../../server/src/workspace/workspace.ts';
import { cursor } from '../../support/cursor.ts';
import { memoryHost } from '../workspace/memory-host.ts';

/** The values that the cursor `~` stands in and the path there, with what is known of an earlier text. */
async function typed(marked: string, earlier?: string): Promise<string | undefined> {
  const { text, offset } = cursor(marked, '~');
  const files = { '/w/file.yaml': earlier ?? text };
  const { parts } = await createWorkspace(memoryHost(files), ['file:///w'], []).check('file:///w/file.yaml');
  const place = partContext(parts, text, offset);
  return place && `${parts.indexOf(place.part)} ${place.context.kind} ${place.context.path.join('.')}`.trim();
}

const release = (name: string, values: string) => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: ${name} }
spec:
  chart: { spec: { chart: x, sourceRef: { kind: HelmRepository, name: r } } }
  values:
${values.replace(/^(?=.)/gm, '    ')}`;

const application = (values: string) => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: a }
spec:
  sources:
    - { repoURL: x, chart: y, targetRevision: 1.0.0 }
    - repoURL: x
      chart: z
      helm:
        values: |- # of z
${values.replace(/^(?=.)/gm, '          ')}`;

describe('where something is typed in a manifest', () => {
  const cases: readonly (readonly [string, string, string | undefined, string?])[] = [
    ['a line of its own', release('a', 'a: 1\n~'), '0 key'],
    ['a key at their indentation', release('a', 'a: 1\nb~\n'), '0 key'],
    ['a key further in', release('a', 'a:\n  b: 1\n  c~\n'), '0 key a'],
    ['a value', release('a', 'a:\n  b: tr~\n'), '0 value a.b'],
    ['below their last line', release('a', 'a:\n  b: 1\n  ~'), '0 key a'],
    ['the second of two releases', `${release('a', 'a: 1\n')}---\n${release('b', 'b:\n  c: 1\n  ~\n')}`, '1 key b'],
    ['a string', application('a:\n  b: 1\n  c~\n'), '0 key a'],
    ['a list in a string', application('a:\n  - x: 1\n    y~\n'), '0 key a.0'],
    ['outside of the values', release('a', 'a: 1\n').replace('spec:\n', 'spec:\n  x~\n'), undefined],
    ['text that does not parse any more', release('a', 'a: [\nb:\n  ~\n'), '0 key b', release('a', 'a: []\nb: {}\n')],
    ['text that has moved', `# one\n# two\n${release('a', 'a: 1\nb~\n')}`, '0 key', release('a', 'a: 1\nb: {}\n')],
    [
      'helmfile',
      'repositories: []\nreleases:\n  - name: a\n    chart: r/x\n    values:\n      - base.yaml\n      - a:\n          b: 1\n          c~\n',
      '0 key a',
    ],
    ['a plain values file', 'a:\n  b: 1\n  c~\n', '0 key a'],
  ];
  for (const [name, marked, expected, earlier] of cases) {
    const given = name.startsWith('a plain') ? `# production-values: product=helm\n${marked}` : marked;
    it(name, async () => assert.equal(await typed(given, earlier), expected));
  }

  it('the part around an offset', async () => {
    const { text, offset } = cursor(`${release('a', 'a: 1\n')}---\n${release('b', 'b~: 1\n')}`, '~');
    const host = memoryHost({ '/w/file.yaml': text });
    const { parts } = await createWorkspace(host, ['file:///w'], []).check('file:///w/file.yaml');
    const found = partAt(parts, offset);
    assert.equal(found && parts.indexOf(found), 1);
    assert.equal(partAt(parts, text.indexOf('kind')), undefined);
  });
});
