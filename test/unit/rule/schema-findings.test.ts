import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyFixes } from '../../../server/src/core/rule/apply.ts';
import { parse } from '../../../server/src/core/values/document.ts';
import { picture, yaml } from '../../support/picture.ts';
import { reparse } from '../../support/rule-tester.ts';
import { analyzeCase } from '../../support/snapshot.ts';

const spaces = { product: 'spaces@1.17.1' };

describe('schema findings', () => {
  picture(
    'types, as Helm reads them',
    yaml`
      api:
        replicaCount: two
      #               ^^^ error schema/type: 'api.replicaCount' must be a whole number, but 'two' is text. The default is 1.
        hpa:
          enabled: "true"
      #            ^^^^^^ error schema/type: 'api.hpa.enabled' must be true or false, but 'true' is quoted text. Any text that is not empty counts as true in a template, "false" too. The default is false.
          minReplicas: 1.5
      #                ^^^ error schema/type: 'api.hpa.minReplicas' must be a whole number, but '1.5' is a fraction. The default is 1.
      account: yes
      #        ^^^ error schema/type: 'account' must be text, but 'yes' is read as true by Helm (YAML 1.1). The default is "notdemo".
      router: []
      #       ^^ error schema/type: 'router' must be a map, but this value is a list.
    `,
    spaces,
  );

  picture(
    'a key that is nearly right, and one that is not',
    yaml`
      controlPlanes:
        ha:
          enable: true
      #   ^^^^^^ error schema/unknown-key: Upbound Spaces 1.17.1 has no setting 'controlPlanes.ha.enable'. Helm ignores it without a word, so what you set here has no effect. Did you mean 'enabled'?
        somethingElse: 1
      # ^^^^^^^^^^^^^ warning schema/unknown-key: Upbound Spaces 1.17.1 has no setting 'controlPlanes.somethingElse'. Helm…
      x-anchors:
        a: 1
      global:
        anything: goes
    `,
    spaces,
  );

  picture(
    'keys of other versions',
    yaml`
      controlPlanes:
        etcd:
          tolerations: []
        mxpController:
          tolerations: []
      #   ^^^^^^^^^^^ warning schema/future-key: 'controlPlanes.mxpController.tolerations' exists from Upbound Spaces 1.17.0 on; version 1.14.0 ignores it. Upgrade the chart, or take the key out.
    `,
    { product: 'spaces@1.14.0' },
  );

  picture(
    'what a template fills in later is left alone',
    yaml`
      api:
        replicaCount: "{{ .replicas }}"
      router:
        replicaCount: \${REPLICAS}
    `,
    spaces,
  );

  picture(
    'null removes a default anywhere',
    yaml`
      api:
        replicaCount: null
        hpa: ~
      router:
    `,
    spaces,
  );

  picture(
    'Kubernetes types inside values',
    yaml`
      controlPlanes:
        etcd:
          tolerations:
            - key: target
              operater: Equal
      #       ^^^^^^^^ error schema/unknown-key: Upbound Spaces 1.17.1 has no setting 'controlPlanes.etcd.tolerations[0].operater'. Helm…
              effect: NoSchedul
      #               ^^^^^^^^^ error schema/enum: 'controlPlanes.etcd.tolerations[0].effect' must be…
    `,
    spaces,
  );

  it('secret-looking values are never repeated', () => {
    const text =
      'metering:\n  storage:\n    postgres:\n      connection:\n        credentials:\n          password: 12345\n          secret:\n            name: 5\n';
    const { findings } = analyzeCase([], { values: text, ...spaces });
    assert.deepEqual(
      findings.filter(({ message }) => message.includes('12345')),
      [],
    );
  });
});

describe('schema fixes', () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    [
      'a rename keeps value and comment',
      'spaces',
      'controlPlanes:\n  ha:\n    enable: true # on\n',
      'controlPlanes:\n  ha:\n    enabled: true # on\n',
    ],
    ['quotes come off a number', 'spaces', "api:\n  replicaCount: '2'\n", 'api:\n  replicaCount: 2\n'],
    ['quotes come off a boolean', 'spaces', 'api:\n  hpa:\n    enabled: "True"\n', 'api:\n  hpa:\n    enabled: true\n'],
    ['a number becomes text', 'kcp/kcp', 'externalPort: 443 # https\n', 'externalPort: "443" # https\n'],
    [
      'a block moves with its comments to where it counts',
      'spaces',
      'controller:\n  # sized by hand\n  resources: # from the guide\n    limits:\n      cpu: 2000m # burst\nrouter: {}\n',
      'controller:\n  controller:\n    # sized by hand\n    resources: # from the guide\n      limits:\n        cpu: 2000m # burst\nrouter: {}\n',
    ],
    [
      'a moved key joins what is there',
      'spaces',
      'features:\n  alpha:\n    apollo:\n      enabled: true\n      replicaCount: 2\napollo:\n  apollo:\n    podLabels: {}\n',
      'features:\n  alpha:\n    apollo:\n      enabled: true\napollo:\n  apollo:\n    podLabels: {}\n    replicaCount: 2\n',
    ],
  ];
  for (const [title, product, before, after] of cases) {
    it(title, () => {
      const document = parse('0', 1, before);
      const { findings } = analyzeCase([], { values: before, product, profile: 'default' });
      const { text } = applyFixes(document, findings, 'safe', reparse);
      assert.equal(text, after);
      const again = analyzeCase([], { values: after, product, profile: 'default' }).findings;
      assert.deepEqual(
        again.map(({ message }) => message),
        [],
      );
    });
  }
});
