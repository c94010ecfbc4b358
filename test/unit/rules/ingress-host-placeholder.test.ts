import rule from '../../../server/src/core/rules/ingress-host-placeholder.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'ingress:\n  enabled: true\n  host: shop.acme.dev\n',
    'ingress:\n  enabled: false\n  host: shop.example.com\n',
    // A real name that only looks like one.
    'ingress:\n  enabled: true\n  host: counterexample.com\n',
    'ingress:\n  enabled: true\n  host: "{{ .host }}.example.com"\n',
    { defaults: 'ingress:\n  enabled: true\n  host: chart-example.local\n', values: 'a: 1\n' },
  ],
  invalid: [
    yaml`
      ingress:
        enabled: true
        hosts:
          - host: chart-example.local
      #           ^^^^^^^^^^^^^^^^^^^ 'ingress.hosts[0].host' is the placeholder 'chart-example.local'…
            paths: []
    `,
    {
      defaults: 'web:\n  ingress:\n    enabled: false\n    hosts: [{ host: chart-example.local }]\n',
      values: yaml`
        web:
          ingress:
            enabled: true
        #            ^^^^ 'web.ingress' is switched on with the chart's placeholder host 'chart-example.local'…
      `,
    },
    yaml`
      ingress: { enabled: true, hostname: app.10.0.0.1.nip.io }
      #                                   ^^^^^^^^^^^^^^^^^^^ 'ingress.hostname' is the placeholder…
    `,
  ],
});
