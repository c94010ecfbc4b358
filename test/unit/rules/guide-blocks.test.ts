import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyze } from '../../../server/src/core/analyze.ts';
import { applyFixes } from '../../../server/src/core/rule/apply.ts';
import type { ProfileName } from '../../../server/src/core/rule/rule.ts';
import { rules } from '../../../server/src/core/rules/index.ts';
import { parse } from '../../../server/src/core/values/document.ts';
import { reparse } from '../../support/rule-tester.ts';
import { snapshotOf } from '../../support/snapshot.ts';

// The settings of the high availability guide in one file. Two of them stand where no Spaces chart of today reads them.
const guide = `controlPlanes:
  ha:
    enabled: true
  vcluster:
    affinity:
      nodeAffinity:
        requiredDuringSchedulingIgnoredDuringExecution:
          nodeSelectorTerms:
            - matchExpressions:
                - key: target
                  operator: In
                  values:
                    - apiserver
      podAntiAffinity:
        requiredDuringSchedulingIgnoredDuringExecution:
        - labelSelector:
            matchExpressions:
            - key: app
              operator: In
              values:
              - vcluster
          topologyKey: "kubernetes.io/hostname"
        preferredDuringSchedulingIgnoredDuringExecution:
        - podAffinityTerm:
            labelSelector:
              matchExpressions:
              - key: app
                operator: In
                values:
                - vcluster
            topologyKey: topology.kubernetes.io/zone
          weight: 100
    tolerations:
    - key: "target"
      operator: "Equal"
      value: "apiserver"
      effect: "NoSchedule"
  etcd:
    affinity:
      nodeAffinity:
        requiredDuringSchedulingIgnoredDuringExecution:
          nodeSelectorTerms:
            - matchExpressions:
                - key: target
                  operator: In
                  values:
                    - etcd
      podAntiAffinity:
        requiredDuringSchedulingIgnoredDuringExecution:
        - labelSelector:
            matchExpressions:
            - key: app
              operator: In
              values:
              - vcluster-etcd
          topologyKey: "kubernetes.io/hostname"
        preferredDuringSchedulingIgnoredDuringExecution:
        - podAffinityTerm:
            labelSelector:
              matchExpressions:
              - key: app
                operator: In
                values:
                - vcluster-etcd
            topologyKey: topology.kubernetes.io/zone
          weight: 100
    tolerations:
    - key: "target"
      operator: "Equal"
      value: "etcd"
      effect: "NoSchedule"

api:
  replicaCount: 2

features:
  alpha:
    apollo:
      enabled: true
      replicaCount: 2

router:
  hpa:
    enabled: true
    minReplicas: 2
    maxReplicas: 8
    targetCPUUtilizationPercentage: 80
    targetMemoryUtilizationPercentage: 80

controller:
  resources:
    requests:
      cpu: "500m"
      memory: "1Gi"
    limits:
      cpu: "2000m"
      memory: "4Gi"
`;

// The guide leaves these to other pages: a file of its settings alone says nothing of them.
const leftOut = [
  'spaces-etcd-storage-class-unset',
  'spaces-etcd-storage-small',
  'spaces-monitoring-disabled',
  'spaces-postgres-in-cluster',
];

const spacesRules = rules.filter(({ id }) => id.startsWith('spaces-'));

function check(text: string, product: string, profile: ProfileName) {
  const { findings, crashes } = analyze(snapshotOf(spacesRules, { values: text, product, profile }));
  assert.deepEqual(crashes, []);
  return findings.filter(({ code }) => !leftOut.includes(code));
}

function fixed(text: string, product: string, profile: ProfileName): string {
  const document = parse('0', 1, text);
  return applyFixes(document, check(text, product, profile), 'all', reparse).text;
}

const names = (text: string, product: string, profile: ProfileName) =>
  check(text, product, profile).map(({ code, severity, path }) => `${severity} ${code} ${path.join('.')}`);

describe('the blocks of the high availability guide', () => {
  const apollo = 'error spaces-apollo-values-moved features.alpha.apollo.replicaCount';
  const controller = 'error spaces-controller-resources-misplaced controller.resources';
  for (const profile of ['default', 'production'] as const) {
    it(`has two settings in the wrong place (${profile})`, () => {
      assert.deepEqual(names(guide, 'spaces@1.17.1', profile), [apollo, controller]);
      assert.deepEqual(names(guide, 'spaces@1.15.1', profile), [apollo, controller]);
    });
    it(`had one before Apollo became a subchart (${profile})`, () => {
      assert.deepEqual(names(guide, 'spaces@1.14.0', profile), [controller]);
    });
    it(`has nothing to report after the fixes (${profile})`, () => {
      for (const product of ['spaces@1.17.1', 'spaces@1.15.1', 'spaces@1.14.0']) {
        const text = fixed(guide, product, profile);
        assert.deepEqual(names(text, product, profile), []);
        assert.equal(fixed(text, product, profile), text);
      }
    });
  }

  it('stays the same but for the two moves', () => {
    const wanted = guide
      .replace('      replicaCount: 2\n', '')
      .replace(
        /\n {2}resources:\n(?: {4}.*\n)*/,
        match => `\n  controller:\n${match.slice(1).replace(/^(?=.)/gm, '  ')}`,
      );
    assert.equal(fixed(guide, 'spaces@1.17.1', 'default'), `${wanted}apollo:\n  apollo:\n    replicaCount: 2\n`);
  });
});
