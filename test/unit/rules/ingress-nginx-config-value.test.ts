import rule from '../../../server/src/core/rules/ingress-nginx-config-value.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'controller:\n  config:\n    upstream-keepalive-timeout: "60"\n    keep-alive: 75\n',
    // A time in nginx' own notation.
    'controller:\n  config:\n    upstream-keepalive-time: 1h\n    proxy-body-size: 8m\n',
    'server:\n  config:\n    keep-alive: 60s\n',
    'controller:\n  config:\n    keep-alive: "{{ .k }}"\n',
  ],
  invalid: [
    {
      values: yaml`
        controller:
          config:
            upstream-keepalive-timeout: 60s
        #                               ^^^ 'controller.config.upstream-keepalive-timeout: 60s' is no whole number…
      `,
      fixed: yaml`
        controller:
          config:
            upstream-keepalive-timeout: "60"
      `,
    },
    {
      values: yaml`
        ingress-nginx:
          controller:
            config:
              proxy-read-timeout: 1h
        #                         ^^ 'ingress-nginx.controller.config.proxy-read-timeout: 1h' is no…
      `,
      fixed: yaml`
        ingress-nginx:
          controller:
            config:
              proxy-read-timeout: "3600"
      `,
    },
    {
      values: yaml`
        controller:
          config: { max-worker-connections: 16k }
        #                                   ^^^ 'controller.config.max-worker-connections: 16k' is…
      `,
      titles: [],
    },
  ],
});
