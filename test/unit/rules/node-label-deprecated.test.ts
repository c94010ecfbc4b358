import rule from '../../../server/src/core/rules/node-label-deprecated.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'nodeSelector:\n  kubernetes.io/os: linux\n',
    'nodeSelector:\n  kubernetes.io/os: linux\n  beta.kubernetes.io/os: linux\n',
    { defaults: 'nodeSelector:\n  beta.kubernetes.io/os: linux\n', values: 'a: 1\n' },
    'nodeSelector: "{{ .selector }}"\n',
  ],
  invalid: [
    {
      values: yaml`
        nodeSelector:
          beta.kubernetes.io/arch: amd64 # not ours
        # ^^^^^^^^^^^^^^^^^^^^^^^ The node label 'beta.kubernetes.io/arch' is deprecated…
      `,
      fixed: yaml`
        nodeSelector:
          kubernetes.io/arch: amd64 # not ours
      `,
    },
    {
      values: yaml`
        topologySpreadConstraints:
          - topologyKey: failure-domain.beta.kubernetes.io/zone
        #                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The node label 'failure-domain.beta.kubernetes.io/zone'…
      `,
      fixed: yaml`
        topologySpreadConstraints:
          - topologyKey: topology.kubernetes.io/zone
      `,
    },
    {
      values: yaml`
        affinity:
          nodeAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              nodeSelectorTerms:
                - matchExpressions:
                    - { key: beta.kubernetes.io/os, operator: In, values: [linux] }
        #                    ^^^^^^^^^^^^^^^^^^^^^ The node label 'beta.kubernetes.io/os'…
      `,
      fixed: yaml`
        affinity:
          nodeAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              nodeSelectorTerms:
                - matchExpressions:
                    - { key: kubernetes.io/os, operator: In, values: [linux] }
      `,
    },
  ],
});
