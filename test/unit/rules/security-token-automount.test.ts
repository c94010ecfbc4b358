import rule from '../../../server/src/core/rules/security-token-automount.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'serviceAccount:\n  automount: false\n',
    'controller:\n  leaderElection: true\n  replicas: 2\n  automountServiceAccountToken: true\n',
    { defaults: 'automountServiceAccountToken: true\n', values: 'a: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        serviceAccount:
          automount: true
        #            ^^^^ 'serviceAccount.automount: true' mounts a token…
      `,
      fixed: yaml`
        serviceAccount:
          automount: false
      `,
    },
    yaml`
      automountServiceAccountToken: true
      #                             ^^^^ 'automountServiceAccountToken: true' mounts…
    `,
    yaml`
      web: { serviceAccount: { automountServiceAccountToken: true } }
      #                                                      ^^^^ 'web.serviceAccount.automountServiceAccountToken: true' mounts…
    `,
  ],
});
