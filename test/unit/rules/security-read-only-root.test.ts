import rule from '../../../server/src/core/rules/security-read-only-root.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'containerSecurityContext:\n  readOnlyRootFilesystem: true\n',
    'podSecurityContext:\n  runAsNonRoot: true\n',
    'containerSecurityContext:\n  readOnlyRootFilesystem: "{{ .ro }}"\n',
  ],
  invalid: [
    {
      values: yaml`
        containerSecurityContext:
          readOnlyRootFilesystem: false
        # ^^^^^^^^^^^^^^^^^^^^^^ 'containerSecurityContext' leaves the root file system writable…
      `,
      fixed: yaml`
        containerSecurityContext:
          readOnlyRootFilesystem: true
      `,
    },
    yaml`
      web:
        securityContext:
      # ^^^^^^^^^^^^^^^ 'web.securityContext' leaves…
          privileged: false
    `,
    yaml`
      containerSecurityContext: { runAsUser: 1 }
      ^^^^^^^^^^^^^^^^^^^^^^^^ 'containerSecurityContext' leaves…
    `,
  ],
});
