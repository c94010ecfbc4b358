import rule from '../../../server/src/core/rules/security-privilege-escalation.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'containerSecurityContext:\n  allowPrivilegeEscalation: false\n',
    // Of the pod: the field does not exist there.
    'podSecurityContext:\n  fsGroup: 1000\n',
    'securityContext:\n  runAsUser: 1000\n',
    'containerSecurityContext: {}\n',
    // Nobody set out to harden it.
    'containerSecurityContext:\n  runAsUser: 1000\n',
    'securityContext:\n  privileged: true\n',
    {
      defaults: 'containerSecurityContext:\n  allowPrivilegeEscalation: false\n',
      values: 'containerSecurityContext:\n  runAsUser: 1000\n',
    },
  ],
  invalid: [
    {
      values: yaml`
        securityContext:
          allowPrivilegeEscalation: true
        #                           ^^^^ 'securityContext.allowPrivilegeEscalation: true' lets processes gain rights…
      `,
      fixed: yaml`
        securityContext:
          allowPrivilegeEscalation: false
      `,
    },
    {
      values: yaml`
        web:
          podSecurityContext: {}
          securityContext:
        # ^^^^^^^^^^^^^^^ 'web.securityContext' does not forbid privilege escalation…
            runAsNonRoot: true
      `,
      fixed: yaml`
        web:
          podSecurityContext: {}
          securityContext:
            runAsNonRoot: true
            allowPrivilegeEscalation: false
      `,
    },
    yaml`
      sidecars:
        - name: a
          securityContext:
      #   ^^^^^^^^^^^^^^^ 'sidecars[0].securityContext' does not forbid…
            readOnlyRootFilesystem: true
    `,
  ],
});
