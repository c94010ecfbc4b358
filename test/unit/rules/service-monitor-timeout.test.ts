import rule from '../../../server/src/core/rules/service-monitor-timeout.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'serviceMonitor:\n  interval: 30s\n  scrapeTimeout: 30s\n',
    'serviceMonitor:\n  scrapeTimeout: 2m\n',
    'serviceMonitor:\n  interval: 30s\n  scrapeTimeout: ""\n',
    'serviceMonitor:\n  enabled: false\n  interval: 5s\n  scrapeTimeout: 10s\n',
    { defaults: 'serviceMonitor:\n  interval: 5s\n  scrapeTimeout: 10s\n', values: 'a: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        serviceMonitor:
          interval: 15s
          scrapeTimeout: 1m
        #                ^^ 'serviceMonitor' waits 1m for a scrape and scrapes every 15s…
      `,
      fixed: yaml`
        serviceMonitor:
          interval: 15s
          scrapeTimeout: 15s
      `,
    },
    {
      defaults: 'metrics:\n  podMonitor:\n    interval: 30s\n    scrapeTimeout: 10s\n',
      values: yaml`
        metrics:
          podMonitor:
            interval: 5s
        #             ^^ 'metrics.podMonitor' waits 10s for a scrape and scrapes every 5s…
      `,
      fixed: yaml`
        metrics:
          podMonitor:
            interval: 5s
            scrapeTimeout: 5s
      `,
    },
    yaml`
      a: { serviceMonitor: { interval: 1m, scrapeTimeout: 61s } }
      #                                                   ^^^ 'a.serviceMonitor' waits 61s…
    `,
  ],
});
