import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyFixes, type FixLevel } from '../../../server/src/core/rule/apply.ts';
import type { ProfileName } from '../../../server/src/core/rule/rule.ts';
import { parse } from '../../../server/src/core/values/document.ts';
import { formatPath } from '../../../server/src/core/values/path.ts';
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
      #        ^^^ error schema/type: 'account' must be text, but 'yes' is read as true by Helm (YAML 1.1). Put it in quotes: "yes". The default is "notdemo".
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
    const said = findings.flatMap(({ message, fixes }) => [message, ...fixes().map(({ title }) => title)]);
    assert.deepEqual(
      said.filter(text => text.includes('12345')),
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
    [
      'a number becomes text',
      'kcp/kcp',
      'externalHostname: kcp.example.com\nexternalPort: 443 # https\n',
      'externalHostname: kcp.example.com\nexternalPort: "443" # https\n',
    ],
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

/** Paths of the official documents that do not count: what is said of each, and the file after the fixes. */
const WRONG_IN_THE_DOCUMENTS: readonly {
  readonly title: string;
  readonly product: string;
  readonly before: string;
  /** `<code> <path>: <part of the message>` */
  readonly said: readonly string[];
  /** Absent: nothing is mended without a decision. */
  readonly after?: string;
  readonly safety?: FixLevel;
}[] = [
  {
    title: 'high availability guide: the resources of the controller',
    product: 'spaces@1.17.1',
    before:
      'controller:\n  # sized by hand\n  resources: # from the guide\n    limits:\n      cpu: 2000m # burst\n      memory: 4Gi\n',
    said: [
      "schema/moved-key controller.resources: Upbound Spaces never had 'controller.resources': it belongs at 'controller.controller.resources'.",
    ],
    after:
      'controller:\n  controller:\n    # sized by hand\n    resources: # from the guide\n      limits:\n        cpu: 2000m # burst\n        memory: 4Gi\n',
  },
  {
    title: 'high availability guide: replicas of Apollo',
    product: 'spaces@1.16.0',
    before: 'features:\n  alpha:\n    apollo:\n      enabled: true\n      # one a zone\n      replicaCount: 2\n',
    said: [
      "schema/moved-key features.alpha.apollo.replicaCount: is no setting of Upbound Spaces since 1.15.1 (this is 1.16.0): it belongs at 'apollo.apollo.replicaCount'.",
    ],
    after:
      'features:\n  alpha:\n    apollo:\n      enabled: true\napollo:\n  apollo:\n    # one a zone\n    replicaCount: 2\n',
  },
  {
    title: "quickstart: Apollo's database",
    product: 'spaces@1.17.1',
    before:
      'features:\n  alpha:\n    apollo:\n      enabled: true\n      storage:\n        postgres:\n          create: false # managed\n          connection:\n            url: db.example.com:5432\n',
    said: ["schema/moved-key features.alpha.apollo.storage: it belongs at 'apollo.apollo.storage'."],
    after:
      'features:\n  alpha:\n    apollo:\n      enabled: true\napollo:\n  apollo:\n    storage:\n      postgres:\n        create: false # managed\n        connection:\n          url: db.example.com:5432\n',
  },
  {
    title: 'notes of 1.17.0: Crossplane, RBAC manager and UXP v2',
    product: 'spaces@1.17.1',
    before:
      'controlPlanes:\n  crossplane:\n    # own pool\n    tolerations:\n      - key: target # pool\n        operator: Exists\n  rbacManager:\n    tolerations: []\n  v2:\n    enabled: true # UXP v2\n',
    said: [
      "schema/moved-key controlPlanes.crossplane: it belongs at 'controlPlanes.uxp.crossplane'.",
      "schema/moved-key controlPlanes.rbacManager: it belongs at 'controlPlanes.uxp.rbacManager'.",
      "schema/moved-key controlPlanes.v2: it belongs at 'controlPlanes.uxp.v2'.",
    ],
    after:
      'controlPlanes:\n  uxp:\n    crossplane:\n      # own pool\n      tolerations:\n        - key: target # pool\n          operator: Exists\n    rbacManager:\n      tolerations: []\n    v2:\n      enabled: true # UXP v2\n',
  },
  {
    title: 'audit log guide: the policy',
    product: 'spaces@1.17.1',
    before:
      'observability:\n  controlPlanes:\n    apiServer:\n      # everything\n      auditPolicy: |\n        apiVersion: audit.k8s.io/v1\n',
    said: [
      "schema/moved-key observability.controlPlanes.apiServer.auditPolicy: it belongs at 'observability.collectors.apiServer.auditPolicy'.",
    ],
    after:
      'observability:\n  collectors:\n    apiServer:\n      # everything\n      auditPolicy: |\n        apiVersion: audit.k8s.io/v1\n',
  },
  {
    title: 'scaling guide: a memory limit for the API server of control planes, until 1.12',
    product: 'spaces@1.12.0',
    before: 'controlPlanes:\n  vcluster:\n    resources:\n      limits:\n        memory: 6Gi\n',
    said: [],
  },
  {
    title: 'scaling guide: the same from 1.13 on, where the schema still takes it',
    product: 'spaces@1.17.1',
    before:
      'controlPlanes:\n  vcluster:\n    resources:\n      limits:\n        cpu: 2 # two\n        memory: 6Gi # from the guide\n',
    said: ['schema/removed-key controlPlanes.vcluster.resources.limits.memory: since 1.13.1 (this is 1.17.1).'],
    after: 'controlPlanes:\n  vcluster:\n    resources:\n      limits:\n        cpu: 2 # two\n',
    safety: 'all',
  },
  {
    title: 'scaling guide: dots where a file has levels',
    product: 'spaces@1.12.0',
    before: '# from the guide\ncontrolPlanes.vcluster.resources.limits.memory: 6Gi # much\naccount: acme\n',
    said: ['schema/unknown-key ["controlPlanes.vcluster.resources.limits.memory"]: as one key with dots in its name'],
    after:
      'account: acme\ncontrolPlanes:\n  vcluster:\n    resources:\n      limits:\n        # from the guide\n        memory: 6Gi # much\n',
  },
  {
    title: 'deployment guide of 1.13 to 1.15: the public host name',
    product: 'spaces@1.15.2',
    before: 'externalTLS:\n  host: spaces.example.com\n',
    said: ['schema/future-key externalTLS.host: exists from Upbound Spaces 1.16.0 on; version 1.15.2 ignores it.'],
  },
  {
    title: 'the same where the whole section is yet to come: the version that knows all of it is named',
    product: 'spaces@1.12.0',
    before: 'externalTLS:\n  host: spaces.example.com\n',
    said: ['schema/future-key externalTLS: exists from Upbound Spaces 1.16.0 on; version 1.12.0 ignores it.'],
  },
  {
    title: 'mirror guide: the repository of Crossplane charts',
    product: 'spaces@1.17.1',
    before:
      'controlPlanes:\n  uxp:\n    repository: registry.example.com/charts\n    registryOverride: registry.example.com # mirror\n',
    said: ['schema/removed-key controlPlanes.uxp.repository: since 1.11.0 (this is 1.17.1).'],
    after: 'controlPlanes:\n  uxp:\n    registryOverride: registry.example.com # mirror\n',
  },
  {
    title: 'management guide: the cluster type',
    product: 'spaces@1.17.1',
    before: 'clusterType: eks # where it runs\naccount: acme # us\n',
    said: ['schema/removed-key clusterType: since 1.11.0 (this is 1.17.1). The chart needs no cluster type'],
    after: 'account: acme # us\n',
  },
  {
    title: 'workload identity guide: backups',
    product: 'spaces@1.17.1',
    before:
      'account: acme\nbackup:\n  enabled: true\n  storage:\n    provider: aws\n    aws:\n      region: " eu-central-1"\n',
    said: ["schema/removed-key backup: Upbound Spaces never had 'backup'."],
    after: 'account: acme\n',
  },
  {
    title: 'workload identity guide: shared secrets',
    product: 'spaces@1.17.1',
    before: '# from Vault\nsharedSecrets:\n  enabled: true # preview\n',
    said: ["schema/moved-key sharedSecrets: it belongs at 'features.alpha.sharedSecrets'."],
    after: 'features:\n  alpha:\n    # from Vault\n    sharedSecrets:\n      enabled: true # preview\n',
  },
  {
    title: 'workload identity guides: a label that is a boolean',
    product: 'spaces@1.17.1',
    before:
      'controlPlanes:\n  sharedSecrets:\n    pod:\n      customLabels:\n        azure.workload.identity/use: true # Azure\n',
    said: [
      'schema/type controlPlanes.sharedSecrets.pod.customLabels["azure.workload.identity/use"]: must be text, but \'true\' is true or false. Put it in quotes: "true".',
    ],
    after:
      'controlPlanes:\n  sharedSecrets:\n    pod:\n      customLabels:\n        azure.workload.identity/use: "true" # Azure\n',
  },
  {
    title: 'notes of 1.12.0: tolerations of the collector, at 1.15',
    product: 'spaces@1.15.2',
    before:
      'observability:\n  collector:\n    # the pool\n    tolerations:\n      - key: target # pool\n        operator: Exists\n',
    said: ["schema/moved-key observability.collector: it belongs at 'observability.collectors'."],
    after:
      'observability:\n  collectors:\n    # the pool\n    tolerations:\n      - key: target # pool\n        operator: Exists\n',
  },
  {
    title: 'notes of 1.12.0: the same, where they have moved on since',
    product: 'spaces@1.17.1',
    before:
      'observability:\n  collector:\n    # the pool\n    tolerations:\n      - key: target # pool\n        operator: Exists\n',
    said: [
      "schema/moved-key observability.collector.tolerations: it belongs at 'observability.collectors.logCollector.tolerations'.",
    ],
    after:
      'observability:\n  collectors:\n    logCollector:\n      # the pool\n      tolerations:\n        - key: target # pool\n          operator: Exists\n',
  },
  {
    title: 'old workload identity guide: the secret of billing',
    product: 'spaces@1.17.1',
    before:
      'controlPlanes:\n  vector:\n    billing:\n      storage:\n        secretRef:\n          name: "" # workload identity\n',
    said: ["schema/moved-key controlPlanes.vector.billing: it belongs at 'billing'."],
    after: 'billing:\n  storage:\n    secretRef:\n      name: "" # workload identity\n',
  },
];

describe('wrong paths in the documents', () => {
  for (const { title, product, before, said, after = before, safety = 'safe' } of WRONG_IN_THE_DOCUMENTS) {
    it(title, () => {
      const { findings } = analyzeCase([], { values: before, product, profile: 'default' });
      const heard = findings.map(({ code, path, message }) => `${code} ${formatPath(path)}: ${message}`);
      assert.equal(heard.length, said.length, heard.join('\n'));
      said.forEach((wanted, index) => {
        const [place = '', ...message] = wanted.split(': ');
        assert.ok(heard[index]?.startsWith(`${place}: `), `${heard[index]}\n${place}`);
        assert.ok(heard[index]?.includes(message.join(': ')), `${heard[index]}\n${message.join(': ')}`);
      });
      const { text } = applyFixes(parse('0', 1, before), findings, safety, reparse);
      assert.equal(text, after);
      const again = after === before ? [] : analyzeCase([], { values: after, product, profile: 'default' }).findings;
      assert.deepEqual(
        again.map(({ message }) => message),
        [],
      );
    });
  }
});

describe('moves', () => {
  const both = (product: string, ...values: readonly string[]) =>
    analyzeCase([], { values, product, profile: 'default' }).findings.map(
      ({ code, path, message, fixes, related }) => ({
        code,
        path: formatPath(path),
        both: message.includes('Both are set'),
        fixes: fixes().length,
        related: related.map(({ site }) => site.uri),
      }),
    );

  it('are not offered where the target is set too, in this file or another one', () => {
    const old = 'controller:\n  resources:\n    limits:\n      cpu: 2\n';
    const now = 'controller:\n  controller:\n    resources:\n      limits:\n        cpu: 1\n';
    const said = { code: 'schema/moved-key', path: 'controller.resources', both: true, fixes: 0 };
    assert.deepEqual(both('spaces', `${old}${now.slice('controller:\n'.length)}`), [{ ...said, related: ['0'] }]);
    assert.deepEqual(both('spaces', now, old), [{ ...said, related: ['0'] }]);
    assert.deepEqual(both('spaces', old, now), [{ ...said, related: ['1'] }]);
  });

  it('are offered where old and new place set different keys, or the new one is empty', () => {
    const said = { code: 'schema/moved-key', path: 'controller.resources', both: false, fixes: 1, related: [] };
    const old = 'controller:\n  resources:\n    limits:\n      cpu: 2\n';
    assert.deepEqual(both('spaces', `${old}  controller:\n    resources:\n      requests:\n        cpu: 1\n`), [said]);
    assert.deepEqual(both('spaces', `${old}  controller:\n    resources:\n`), [said]);
  });

  it('take a map apart whose parts go different ways', () => {
    const values =
      'controlPlanes:\n  api:\n    resources:\n      requests:\n        memory: 3Gi\n      limits:\n        memory: 6Gi\n    nonsense: 1\n';
    assert.deepEqual(
      both('spaces@1.17.1', values).map(({ code, path }) => `${code} ${path}`),
      [
        'schema/moved-key controlPlanes.api.resources.requests',
        'schema/removed-key controlPlanes.api.resources.limits.memory',
        'schema/unknown-key controlPlanes.api.nonsense',
      ],
    );
  });

  it('say nothing of what is no longer there to be moved, and of settings that stayed', () => {
    assert.deepEqual(both('spaces@1.17.1', 'features:\n  alpha:\n    apollo:\n      enabled: true\n'), []);
    assert.deepEqual(both('spaces@1.15.2', 'observability:\n  collectors:\n    tolerations: []\n'), []);
    assert.deepEqual(both('spaces@1.17.1', 'x-old:\n  controller:\n    resources: {}\n'), []);
  });

  it('a key of the main branch is in no release yet', () => {
    const { findings } = analyzeCase([], {
      values: 'externalHostname: kcp.example.com\nkcp:\n  podSecurityContext: {}\n',
      product: 'kcp/kcp@0.16.6',
      profile: 'default',
    });
    assert.deepEqual(
      findings.map(({ code, message }) => `${code} ${message}`),
      [
        "schema/future-key 'kcp.podSecurityContext' is in no release of kcp (Helm chart) yet: it came after 0.16.6; version 0.16.6 ignores it. Take the key out until it is released.",
      ],
    );
  });

  it('a deprecated key names the version and its successor', () => {
    const { findings } = analyzeCase([], { values: 'router:\n  secretRefs:\n    tlsSecretName: mine\n', ...spaces });
    assert.deepEqual(
      findings.map(({ code, message }) => `${code} ${message}`),
      [
        "schema/deprecated-key 'router.secretRefs.tlsSecretName' is deprecated since Upbound Spaces 1.13.1. Use `externalTLS.tlsSecret.name`.",
      ],
    );
  });
});

describe('what a template demands', () => {
  const said = (product: string, profile: ProfileName, values: readonly string[]) =>
    analyzeCase([], { values, product, profile }).findings.map(
      ({ code, severity, site }) => `${severity} ${code} ${site.uri}:${site.span.start}`,
    );
  const host = 'externalHostname: kcp.example.com\n';
  const empty = 'externalHostname: ""\n';
  /** Values, and what is said of them in any file, and in one for production. */
  const cases: readonly (readonly [string, string, readonly string[], readonly string[], readonly string[]])[] = [
    ['left empty', 'kcp/kcp', [`kcp: {}\n${empty}`], ['warning schema/required 0:26'], ['error schema/required 0:26']],
    [
      'taken away',
      'kcp/kcp',
      ['externalHostname: null\n'],
      ['warning schema/required 0:18'],
      ['error schema/required 0:18'],
    ],
    ['in no file', 'kcp/kcp', ['# ours\nkcp:\n  v: 2\n'], [], ['warning schema/required 0:0']],
    ['set', 'kcp/kcp', [host], [], []],
    ['filled in later', 'kcp/kcp', ['externalHostname: <host>\n'], [], []],
    ['set below', 'kcp/kcp', [host, 'kcp:\n  v: 2\n'], [], []],
    ['set above', 'kcp/kcp', [empty, host], [], []],
    ['emptied above', 'kcp/kcp', [host, empty], ['warning schema/required 1:18'], ['error schema/required 1:18']],
    ['where the chart has a default', 'kcp/kcp@0.2.6', ['kcp:\n  v: 2\n'], [], []],
    [
      'in another chart',
      'kcp/init-agent',
      ['kcpKubeconfig: ""\n'],
      ['warning schema/required 0:15'],
      ['error schema/required 0:15'],
    ],
  ];
  for (const [title, product, values, anywhere, production] of cases) {
    it(title, () => {
      assert.deepEqual(said(product, 'default', values), anywhere);
      assert.deepEqual(said(product, 'production', values), production);
    });
  }
});

describe('settings that no template reads', () => {
  const said = (values: string) =>
    analyzeCase([], {
      values: `externalHostname: a.example.com\n${values}`,
      product: 'kcp/kcp',
      profile: 'default',
    }).findings.map(({ code, path }) => `${code} ${formatPath(path)}`);
  it('are reported where someone wished something else', () =>
    assert.deepEqual(said('kcp:\n  volumeSize: 50Gi\n'), ['values/unused kcp.volumeSize']));
  it('are left alone in a copy of values.yaml', () =>
    assert.deepEqual(said('kcp:\n  volumeSize: 1Gi\n  volumeClassName: ""\n'), []));
});
