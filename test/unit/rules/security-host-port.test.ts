import rule from '../../../server/src/core/rules/security-host-port.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'ports:\n  - containerPort: 80\n',
    'proxy:\n  hostPort: null\n',
    'controller:\n  kind: DaemonSet\n  hostPort: 80\n',
    'hostPort:\n  enabled: false\n',
  ],
  invalid: [
    {
      values: yaml`
        ports:
          - containerPort: 80
            hostPort: 80
        #             ^^ 'ports[0].hostPort: 80' opens the port on the node…
      `,
      fixed: yaml`
        ports:
          - containerPort: 80
      `,
    },
    {
      product: 'spaces',
      values: yaml`
        router:
          proxy:
            hostPort: 443
        #             ^^^ 'router.proxy.hostPort: 443' opens…
      `,
    },
    yaml`
      a: { hostPort: 9000 }
      #              ^^^^ 'a.hostPort: 9000' opens…
    `,
  ],
});
