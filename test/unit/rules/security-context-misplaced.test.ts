import rule from '../../../server/src/core/rules/security-context-misplaced.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'podSecurityContext:\n  fsGroup: 1\n  runAsUser: 1\nsecurityContext:\n  runAsUser: 1\n  privileged: false\n',
    // Which one it is, the template decides.
    'securityContext:\n  fsGroup: 1\n  privileged: false\n',
    'containerSecurityContext:\n  enabled: true\n  runAsNonRoot: true\n',
    { defaults: 'podSecurityContext:\n  privileged: false\n', values: 'podSecurityContext:\n  fsGroup: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        podSecurityContext:
          fsGroup: 1000
          allowPrivilegeEscalation: false # restricted
        # ^^^^^^^^^^^^^^^^^^^^^^^^ 'podSecurityContext.allowPrivilegeEscalation' is a field of the container, not of the pod: Kubernetes ignores or refuses it there, so it is not in force. Move it to 'securityContext'.
        securityContext:
          runAsUser: 1000
      `,
      fixed: yaml`
        podSecurityContext:
          fsGroup: 1000
        securityContext:
          runAsUser: 1000
          allowPrivilegeEscalation: false # restricted
      `,
    },
    {
      values: yaml`
        web:
          containerSecurityContext:
            fsGroup: 1000
        #   ^^^^^^^ 'web.containerSecurityContext.fsGroup' is a field of the pod, not of the container…
            runAsUser: 1000
      `,
      fixed: yaml`
        web:
          containerSecurityContext:
            runAsUser: 1000
          podSecurityContext:
            fsGroup: 1000
      `,
    },
    {
      values: yaml`
        sidecars:
          - name: a
            securityContext: { supplementalGroups: [1] }
        #                      ^^^^^^^^^^^^^^^^^^ 'sidecars[0].securityContext.supplementalGroups' is a field of the pod…
      `,
      titles: [],
    },
  ],
});
