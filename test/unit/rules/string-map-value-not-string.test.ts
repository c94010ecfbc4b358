import rule from '../../../server/src/core/rules/string-map-value-not-string.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'podLabels:\n  a: "1"\n  b: yes-sir\n  c: 1.2.3\n  d:\n',
    // Maps of a shape of their own.
    'labels:\n  enabled: true\nannotations:\n  retries: 3\n',
    'podAnnotations:\n  enabled: true\n  port: 80\n',
    'web:\n  enabled: false\n  nodeSelector:\n    gpu: true\n',
    { defaults: 'nodeSelector:\n  gpu: true\n', values: 'a: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        nodeSelector:
          gpu: true # the fast ones
        #      ^^^^ 'nodeSelector.gpu' is a boolean to Helm (true)…
          tier: 1
        #       ^ 'nodeSelector.tier' is a number to Helm (1)…
      `,
      fixed: yaml`
        nodeSelector:
          gpu: "true" # the fast ones
          tier: "1"
      `,
    },
    {
      values: yaml`
        service:
          annotations: { prometheus.io/port: 8080 }
        #                                    ^^^^ 'service.annotations["prometheus.io/port"]' is a number…
      `,
      fixed: yaml`
        service:
          annotations: { prometheus.io/port: "8080" }
      `,
    },
    yaml`
      affinity:
        podAntiAffinity:
          x:
            - labelSelector:
                matchLabels:
                  primary: yes
      #                    ^^^ 'affinity.podAntiAffinity.x[0].labelSelector.matchLabels.primary' is a boolean to Helm (yes)…
    `,
  ],
});
