import rule from '../../../server/src/core/rules/security-host-namespace.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'hostNetwork: false\n',
    'node-exporter:\n  hostNetwork: true\n  hostPID: true\n',
    'controller:\n  kind: DaemonSet\n  hostNetwork: true\n',
    'hostNetwork: "{{ .hostNetwork }}"\n',
    { defaults: 'hostNetwork: true\n', values: 'a: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        web:
          hostNetwork: true
        #              ^^^^ 'web.hostNetwork: true' shares the network of the node with the pod…
      `,
      fixed: yaml`
        web:
          hostNetwork: false
      `,
    },
    yaml`
      hostPID: true
      #        ^^^^ 'hostPID: true' shares the processes…
      hostIPC: true
      #        ^^^^ 'hostIPC: true' shares the shared memory…
    `,
    {
      product: 'spaces',
      values: yaml`
        controller:
          controller:
            service:
              webhook:
                hostNetwork: true
        #                    ^^^^ 'controller.controller.service.webhook.hostNetwork: true' runs the webhook in the node's network…
      `,
    },
  ],
});
