import rule from '../../../server/src/core/rules/spaces-monitoring-disabled.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'spaces', values: 'router:\n  prometheus:\n    podMonitor:\n      enabled: true\n' },
    { product: 'spaces', values: 'observability:\n  enabled: true\n' },
    { product: 'spaces', values: 'observability:\n  enabled: ${OBSERVABILITY}\n' },
    { product: 'spaces@1.13.1', values: 'features:\n  alpha:\n    observability:\n      enabled: true\n' },
    // Scraped by annotation.
    { product: 'spaces', values: 'controller:\n  podAnnotations:\n    prometheus.io/scrape: "true"\n' },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      values: yaml`
        controller:
          prometheus:
            podMonitor:
              enabled: false
        #              ^^^^^ Nothing collects the metrics of this Space: 'controller.prometheus.podMonitor.enabled'…
      `,
      fixed: yaml`
        controller:
          prometheus:
            podMonitor:
              enabled: true
        api:
          prometheus:
            podMonitor:
              enabled: true
        router:
          prometheus:
            podMonitor:
              enabled: true
      `,
    },
    {
      product: 'spaces@1.14.0',
      values: yaml`
        account: acme
        ^^^^^^^ Nothing collects the metrics of this Space…
      `,
      titles: ['Enable the PodMonitors'],
    },
    {
      product: 'spaces@1.17.1',
      values: [
        'observability: { enabled: true }\n',
        'observability: { enabled: false }\n^^^^^^^^^^^^^ Nothing collects the metrics of this Space…\n',
      ],
    },
  ],
});
