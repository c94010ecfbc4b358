import rule from '../../../server/src/core/rules/security-context-missing.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'replicaCount: 1\npodSecurityContext:\n  fsGroup: 1\nsecurityContext: {}\n',
    'replicaCount: 1\n',
    { defaults: 'replicaCount: 1\nsecurityContext: {}\n', values: 'replicaCount: 2\n' },
  ],
  invalid: [
    {
      values: yaml`
        replicaCount: 2
        podSecurityContext: {}
        ^^^^^^^^^^^^^^^^^^ 'This chart' has no security context…
        securityContext: {}
      `,
      fixed: yaml`
        replicaCount: 2
        podSecurityContext:
          runAsNonRoot: true
          seccompProfile:
            type: RuntimeDefault
        securityContext: {}
      `,
    },
    yaml`
      web:
        replicas: 2
        securityContext: null
      # ^^^^^^^^^^^^^^^ 'web' has no security context…
    `,
    yaml`
      web:
        replicas: 2
        containerSecurityContext:
      # ^^^^^^^^^^^^^^^^^^^^^^^^ 'web' has no security context…
    `,
  ],
});
