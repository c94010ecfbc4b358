import rule from '../../../server/src/core/rules/anti-affinity-namespace-wide.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const term = (extra: string, kind = 'podAntiAffinity') =>
  `affinity:\n  ${kind}:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      - topologyKey: kubernetes.io/hostname\n        labelSelector: {}\n${extra}`;

testRule(rule, {
  valid: [
    term(''),
    term('        namespaceSelector: {}\n', 'podAffinity'),
    // Its own namespace, in so many words.
    term('        namespaces: [prod]\n'),
    term('        namespaceSelector: null\n'),
  ],
  invalid: [
    {
      values: yaml`
        affinity:
          podAntiAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              - topologyKey: kubernetes.io/hostname
                namespaceSelector: {}
        #       ^^^^^^^^^^^^^^^^^ This anti-affinity keeps the pods away from those of other namespaces…
                labelSelector: {}
      `,
      fixed: term(''),
    },
    yaml`
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: kubernetes.io/hostname
              namespaces: [a, b]
      #       ^^^^^^^^^^ This anti-affinity keeps…
              labelSelector: {}
    `,
    {
      product: 'spaces@1.17.1',
      values: yaml`
        controlPlanes:
          vcluster:
            affinity:
              podAntiAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  - namespaceSelector:
        #           ^^^^^^^^^^^^^^^^^ This anti-affinity keeps…
                      matchLabels: {}
                    topologyKey: kubernetes.io/hostname
                    labelSelector: {}
      `,
    },
  ],
});
