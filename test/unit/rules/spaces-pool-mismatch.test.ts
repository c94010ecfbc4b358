import rule from '../../../server/src/core/rules/spaces-pool-mismatch.ts';
import { testRule } from '../../support/rule-tester.ts';

const pinned = (component: string, pool: string, tolerated: string) => `controlPlanes:
  ${component}:
    affinity:
      nodeAffinity:
        requiredDuringSchedulingIgnoredDuringExecution:
          nodeSelectorTerms:
            - matchExpressions:
                - key: target
                  operator: In
                  values:
                    - ${pool}
    tolerations:
      - key: target
        value: ${tolerated}
        effect: NoSchedule
`;

testRule(rule, {
  valid: [
    { product: 'spaces', profile: 'default', values: pinned('etcd', 'etcd', 'etcd') },
    { product: 'spaces', profile: 'default', values: pinned('vcluster', 'apiserver', 'apiserver') },
    // Names of one's own that agree.
    { product: 'spaces', values: pinned('etcd', 'fast', 'fast') },
    { product: 'spaces', values: pinned('etcd', 'etcd', '"{{ .pool }}"') },
    { product: 'spaces', values: `${pinned('etcd', 'etcd', 'apiserver')}      - operator: Exists\n` },
    // No toleration at all: spaces-etcd-tolerations-missing.
    { product: 'spaces', values: pinned('etcd', 'etcd', 'etcd').replace(/ {4}tolerations:[\s\S]*/, '') },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      profile: 'default',
      values: pinned('etcd', 'etcd', 'apiserver').replace(
        'value: apiserver\n',
        "value: apiserver\n#              ^^^^^^^^^ The etcd pods are pinned to nodes with target=etcd, but 'controlPlanes.etcd.tolerations' tolerates target=apiserver…\n",
      ),
      titles: ['Tolerate target=etcd'],
      fixed: pinned('etcd', 'etcd', 'etcd'),
    },
    {
      product: 'spaces@1.17.1',
      values: pinned('vcluster', 'etcd', 'apiserver').replace(
        '- etcd\n',
        '- etcd\n#                     ^^^^ The API server pods are pinned to target=etcd, the pool of the other component. Use target=apiserver.\n',
      ),
      titles: ['Pin to target=apiserver'],
      fixed: pinned('vcluster', 'apiserver', 'apiserver'),
    },
    {
      // Copied from the other component as a whole.
      product: 'spaces@1.17.1',
      values: pinned('etcd', 'apiserver', 'apiserver')
        .replace(
          '- apiserver\n',
          '- apiserver\n#                     ^^^^^^^^^ The etcd pods are pinned to target=apiserver, the pool…\n',
        )
        .replace(
          'value: apiserver\n',
          'value: apiserver\n#              ^^^^^^^^^ The etcd pods are pinned to nodes with target=etcd, but…\n',
        ),
      fixed: pinned('etcd', 'etcd', 'etcd'),
    },
    {
      product: 'spaces@1.17.1',
      values: pinned('etcd', 'db', 'database').replace(
        'value: database\n',
        'value: database\n#              ^^^^^^^^ The etcd pods are pinned to nodes with target=db, but…\n',
      ),
      fixed: pinned('etcd', 'db', 'db'),
    },
  ],
});
