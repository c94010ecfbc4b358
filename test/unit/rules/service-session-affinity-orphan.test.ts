import rule from '../../../server/src/core/rules/service-session-affinity-orphan.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const config = 'sessionAffinityConfig:\n    clientIP:\n      timeoutSeconds: 60\n';

testRule(rule, {
  valid: [
    `service:\n  sessionAffinity: ClientIP\n  ${config}`,
    `service:\n  ${config}`,
    'service:\n  sessionAffinity: None\n  sessionAffinityConfig: {}\n',
    `service:\n  sessionAffinity: "{{ .affinity }}"\n  ${config}`,
    { defaults: `service:\n  sessionAffinity: None\n  ${config}`, values: 'a: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        service:
          sessionAffinity: None
        #                  ^^^^ 'service.sessionAffinityConfig' needs sessionAffinity: ClientIP beside it, which is 'None'…
          sessionAffinityConfig:
            clientIP:
              timeoutSeconds: 60
      `,
      fixed: yaml`
        service:
          sessionAffinity: ClientIP
          sessionAffinityConfig:
            clientIP:
              timeoutSeconds: 60
      `,
    },
    {
      defaults: 'service:\n  sessionAffinity: ""\n  sessionAffinityConfig: {}\n',
      values: yaml`
        service:
          sessionAffinityConfig:
        # ^^^^^^^^^^^^^^^^^^^^^ 'service.sessionAffinityConfig' needs sessionAffinity: ClientIP beside it, which is not set…
            clientIP:
              timeoutSeconds: 60
      `,
      fixed: yaml`
        service:
          sessionAffinityConfig:
            clientIP:
              timeoutSeconds: 60
          sessionAffinity: ClientIP
      `,
    },
    yaml`
      a: { sessionAffinity: none, sessionAffinityConfig: { clientIP: {} } }
      #                     ^^^^ 'a.sessionAffinityConfig' needs…
    `,
  ],
});
