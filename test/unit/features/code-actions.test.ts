import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type Action,
  fixActions,
  fixAllOf,
  fixAllSafe,
  fixableCodes,
  ignoreActions,
} from '../../../server/src/core/features/code-actions.ts';
import { applyEdits } from '../../../server/src/core/text/edit.ts';
import { parse, type ValuesDocument } from '../../../server/src/core/values/document.ts';
import { cursor } from '../../support/cursor.ts';
import { analyzeCase } from '../../support/snapshot.ts';
import { yaml } from '../../support/yaml.ts';

const reparse = (document: ValuesDocument, text: string): ValuesDocument =>
  parse(document.uri, document.version + 1, text);

function spaces(marked: string) {
  const { text, offset } = cursor(marked);
  const { findings, snapshot } = analyzeCase([], { values: text, product: 'spaces@1.17.1' });
  const [document] = snapshot.stack.layers;
  assert.ok(document);
  const span = { start: offset, end: offset };
  const after = (actions: readonly Action[], title: string) => {
    const action = actions.find(candidate => candidate.title === title);
    assert.ok(action, actions.map(candidate => candidate.title).join(', '));
    return applyEdits(text, action.edits);
  };
  return { text, document, findings, span, after };
}

describe('code actions', () => {
  it('fixes what the cursor touches', () => {
    const { document, findings, span, after } = spaces('router:\n  hpa:\n    enab|ld: true\n    minReplica: 2\n');
    const actions = fixActions(document, findings, span, reparse);
    assert.deepEqual(
      actions.map(({ title, preferred }) => [title, preferred]),
      [["Rename to 'enabled'", true]],
    );
    assert.equal(after(actions, "Rename to 'enabled'"), 'router:\n  hpa:\n    enabled: true\n    minReplica: 2\n');
  });

  it('offers nothing away from findings', () => {
    const { document, findings, span } = spaces('rou|ter:\n  hpa:\n    enabld: true\n');
    assert.deepEqual(fixActions(document, findings, span, reparse), []);
    assert.deepEqual(ignoreActions(document, findings, span), []);
  });

  const ignored: readonly [string, string, string][] = [
    [
      'in the indentation of its line',
      'router:\n  hpa:\n    enab|ld: true\n',
      'router:\n  hpa:\n    # production-values-ignore-next schema/unknown-key\n    enabld: true\n',
    ],
    [
      'with the line breaks of the file',
      'router:\r\n  enab|ld: true\r\n',
      'router:\r\n  # production-values-ignore-next schema/unknown-key\r\n  enabld: true\r\n',
    ],
    [
      'behind a byte order mark',
      '\uFEFFroutr|: {}\n',
      '\uFEFF# production-values-ignore-next schema/unknown-key\nroutr: {}\n',
    ],
    [
      'before a list item',
      'controlPlanes:\n  etcd:\n    tolerations:\n      - ke|y2: a\n',
      'controlPlanes:\n  etcd:\n    tolerations:\n      # production-values-ignore-next schema/unknown-key\n      - key2: a\n',
    ],
  ];
  for (const [title, marked, expected] of ignored) {
    it(`ignores ${title}`, () => {
      const { document, findings, span, after } = spaces(marked);
      const result = after(ignoreActions(document, findings, span), "Ignore 'schema/unknown-key' here");
      assert.equal(result, expected);
      assert.deepEqual(
        analyzeCase([], { values: result, product: 'spaces@1.17.1' }).findings.map(({ code }) => code),
        [],
      );
    });
  }

  it('does not offer to ignore broken YAML', () => {
    const { document, findings, span } = spaces('router: [|\n');
    assert.ok(findings.length > 0);
    assert.deepEqual(ignoreActions(document, findings, { start: 0, end: document.text.length }), []);
    assert.deepEqual(ignoreActions(document, findings, span), []);
  });

  it('puts all findings of one rule right', () => {
    const { text, document, findings, span } = spaces(yaml`
      router:
        hpa:
          enab|ld: true # one
          minReplica: 2
      api:
        replicaCount: "2"
    `);
    assert.deepEqual(fixableCodes(document, findings, span), ['schema/unknown-key']);
    assert.equal(
      applyEdits(text, fixAllOf([{ document, findings }], 'schema/unknown-key', reparse)),
      yaml`
        router:
          hpa:
            enabled: true # one
            minReplicas: 2
        api:
          replicaCount: "2"
      `,
    );
  });

  it('applies the safe fixes of a file as edits of the lines that change', () => {
    const { text, document, findings } = spaces('|router:\n  hpa:\n    enabld: true\n\n\n# far away\nbiling: {}\n');
    const edits = fixAllSafe([{ document, findings }], reparse);
    assert.ok(edits.every(({ span }) => span.end - span.start < 20));
    assert.equal(applyEdits(text, edits), 'router:\n  hpa:\n    enabled: true\n\n\n# far away\nbilling: {}\n');
  });
});
