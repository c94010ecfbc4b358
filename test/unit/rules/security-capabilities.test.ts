import rule from '../../../server/src/core/rules/security-capabilities.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'securityContext:\n  capabilities:\n    drop: [ALL]\n    add: [NET_BIND_SERVICE]\n',
    'securityContext:\n  capabilities:\n    drop: [all]\n',
    'cilium:\n  securityContext:\n    capabilities:\n      add: [SYS_ADMIN]\n',
    'securityContext:\n  runAsUser: 1\n',
    {
      defaults: 'securityContext:\n  capabilities:\n    drop: [ALL]\n',
      values: 'securityContext:\n  capabilities:\n    add: [CHOWN]\n',
    },
  ],
  invalid: [
    {
      values: yaml`
        securityContext:
          capabilities:
            drop: [ALL]
            add:
              - CHOWN
              - CAP_SYS_ADMIN
        #       ^^^^^^^^^^^^^ 'securityContext.capabilities.add' adds SYS_ADMIN, which is close to root…
      `,
      fixed: yaml`
        securityContext:
          capabilities:
            drop: [ALL]
            add:
              - CHOWN
      `,
    },
    {
      values: yaml`
        web:
          containerSecurityContext:
            capabilities:
              drop: [MKNOD]
        #     ^^^^ 'web.containerSecurityContext.capabilities' does not drop ALL…
      `,
      fixed: yaml`
        web:
          containerSecurityContext:
            capabilities:
              drop:
                - ALL
      `,
    },
    yaml`
      securityContext:
        capabilities: { add: [CHOWN] }
      # ^^^^^^^^^^^^ 'securityContext.capabilities' does not drop ALL…
    `,
  ],
});
