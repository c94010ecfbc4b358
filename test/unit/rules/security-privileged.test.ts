import rule from '../../../server/src/core/rules/security-privileged.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'securityContext:\n  privileged: false\n',
    'csi-driver:\n  securityContext:\n    privileged: true\n',
    'kind: DaemonSet\nsecurityContext:\n  privileged: true\n',
    'sysctlInit:\n  securityContext:\n    privileged: true\n',
    { defaults: 'securityContext:\n  privileged: true\n', values: 'a: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        web:
          securityContext:
            privileged: true
        #               ^^^^ 'web.securityContext.privileged: true' gives the container the whole node…
      `,
      fixed: yaml`
        web:
          securityContext:
            privileged: false
      `,
    },
    yaml`
      sidecars:
        - name: a
          securityContext: { privileged: yes }
      #                                  ^^^ 'sidecars[0].securityContext.privileged: true' gives…
    `,
    yaml`
      containerSecurityContext:
        privileged: true
      #             ^^^^ 'containerSecurityContext.privileged: true' gives…
    `,
  ],
});
