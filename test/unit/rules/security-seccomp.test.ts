import rule from '../../../server/src/core/rules/security-seccomp.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'podSecurityContext:\n  seccompProfile:\n    type: RuntimeDefault\n',
    'podSecurityContext:\n  fsGroup: 1\ncontainerSecurityContext:\n  seccompProfile: { type: RuntimeDefault }\n',
    'podSecurityContext: {}\n',
    // Volumes only: nobody set out to harden it.
    'podSecurityContext:\n  fsGroup: 1\n',
    'securityContext:\n  runAsUser: 1\n',
    'agent:\n  podSecurityContext: { fsGroup: 1 }\n',
  ],
  invalid: [
    {
      values: yaml`
        podSecurityContext:
        ^^^^^^^^^^^^^^^^^^ 'podSecurityContext' names no seccomp profile…
          runAsNonRoot: true
      `,
      fixed: yaml`
        podSecurityContext:
          runAsNonRoot: true
          seccompProfile:
            type: RuntimeDefault
      `,
    },
    {
      values: yaml`
        web:
          securityContext:
            seccompProfile:
              type: Unconfined
        #           ^^^^^^^^^^ 'web.securityContext.seccompProfile.type: Unconfined' filters no system calls…
      `,
      fixed: yaml`
        web:
          securityContext:
            seccompProfile:
              type: RuntimeDefault
      `,
    },
    yaml`
      securityContext: { fsGroup: 1, runAsNonRoot: true }
      ^^^^^^^^^^^^^^^ 'securityContext' names no…
    `,
  ],
});
