import rule from '../../../server/src/core/rules/service-session-affinity-timeout.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const config = (timeout: string) =>
  `service:\n  sessionAffinity: ClientIP\n  sessionAffinityConfig:\n    clientIP:\n      timeoutSeconds: ${timeout}\n`;

testRule(rule, {
  valid: [config('1'), config('86400'), config('"{{ .t }}"'), config('null')],
  invalid: [
    {
      values: yaml`
        service:
          sessionAffinityConfig:
            clientIP:
              timeoutSeconds: 86401
        #                     ^^^^^ 'service.sessionAffinityConfig.clientIP.timeoutSeconds: 86401' must be from 1 to 86400 seconds…
      `,
      fixed: yaml`
        service:
          sessionAffinityConfig:
            clientIP:
              timeoutSeconds: 86400
      `,
    },
    {
      values: yaml`
        sessionAffinityConfig: { clientIP: { timeoutSeconds: 0 } }
        #                                                    ^ 'sessionAffinityConfig.clientIP.timeoutSeconds: 0' must be…
      `,
      fixed: yaml`
        sessionAffinityConfig: { clientIP: { timeoutSeconds: 10800 } }
      `,
    },
    yaml`
      a:
        service:
          sessionAffinityConfig:
            clientIP:
              timeoutSeconds: "-1"
      #                       ^^^^ 'a.service.sessionAffinityConfig.clientIP.timeoutSeconds: -1' must…
    `,
  ],
});
