import rule from '../../../server/src/core/rules/security-run-as-root.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'podSecurityContext:\n  runAsUser: 1000\n  runAsNonRoot: false\n',
    // It changes the owner of a volume and ends.
    'volumePermissions:\n  securityContext:\n    runAsUser: 0\n',
    'initContainers:\n  - name: a\n    securityContext: { runAsUser: 0 }\n',
    'node-exporter:\n  securityContext: { runAsUser: 0 }\n',
    'podSecurityContext:\n  enabled: false\n  runAsUser: 0\n',
    { defaults: 'securityContext:\n  runAsUser: 0\n', values: 'securityContext:\n  runAsGroup: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        securityContext:
          runAsUser: 0
        #            ^ 'securityContext.runAsUser: 0' runs the container as root…
          runAsNonRoot: false
      `,
      fixed: yaml`
        securityContext:
          runAsUser: 65532
          runAsNonRoot: true
      `,
    },
    {
      values: yaml`
        web:
          podSecurityContext:
            runAsNonRoot: false
        #                 ^^^^^ 'web.podSecurityContext.runAsNonRoot: false' lets the container run as root…
      `,
      fixed: yaml`
        web:
          podSecurityContext:
            runAsNonRoot: true
      `,
    },
    yaml`
      securityContext:
        container: { runAsUser: 0 }
      #                         ^ 'securityContext.container.runAsUser: 0' runs…
    `,
  ],
});
