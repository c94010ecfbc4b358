import rule from '../../../server/src/core/rules/helm-empty-map-keeps-default.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const defaults = 'affinity:\n  podAntiAffinity: { a: 1 }\nnodeSelector: {}\n';

testRule(rule, {
  valid: [
    'affinity: {}\n',
    { defaults, values: 'nodeSelector: {}\n' },
    { defaults, values: 'affinity: null\n' },
    { defaults: 'ingress:\n  enabled: false\n  annotations: { a: b }\n', values: 'ingress:\n  annotations: {}\n' },
    // A list replaces the one below it.
    { defaults: 'hosts:\n  - { tls: { a: 1 } }\n', values: 'hosts:\n  - { tls: {} }\n' },
  ],
  invalid: [
    {
      defaults,
      values: yaml`
        affinity: {}
        #         ^^ An empty map at 'affinity' clears nothing: Helm merges maps, and what the chart sets there stays ('podAntiAffinity')…
      `,
      fixed: yaml`
        affinity: null
      `,
    },
    {
      values: [
        'web:\n  resources: { requests: { cpu: 1 }, limits: { cpu: 2 } }\n',
        yaml`
          web:
            resources: {}
          #            ^^ An empty map at 'web.resources' clears nothing: Helm merges maps, and what a file below sets there stays (2 keys)…
        `,
      ],
    },
    {
      defaults: 'a:\n  b:\n    c: 1\n',
      values: yaml`
        a: { b: {} }
        #       ^^ An empty map at 'a.b' clears nothing…
      `,
    },
  ],
});
