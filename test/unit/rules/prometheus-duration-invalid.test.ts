import rule from '../../../server/src/core/rules/prometheus-duration-invalid.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'serviceMonitor:\n  interval: 30s\n  scrapeTimeout: 1m30s\n',
    'serviceMonitor:\n  interval: ""\n',
    'podMonitor:\n  interval: "0"\n',
    // Another tool reads it.
    'worker:\n  interval: 30\nfluxcd:\n  interval: 1.5h\n',
    'serviceMonitor:\n  enabled: false\n  interval: soon\n',
    'rules:\n  - alert: A\n    expr: up == 0\n    for: 15m\n',
    'serviceMonitor:\n  interval: "{{ .i }}"\n',
  ],
  invalid: [
    {
      values: yaml`
        metrics:
          serviceMonitor:
            interval: 30 # seconds
        #             ^^ 'metrics.serviceMonitor.interval: 30' is no Prometheus duration…
            scrapeTimeout: 5mins
        #                  ^^^^^ 'metrics.serviceMonitor.scrapeTimeout: 5mins' is no…
      `,
      fixed: yaml`
        metrics:
          serviceMonitor:
            interval: 30s # seconds
            scrapeTimeout: 5m
      `,
    },
    {
      values: yaml`
        additionalPrometheusRulesMap:
          app:
            groups:
              - name: app
                rules:
                  - alert: Down
                    expr: up == 0
                    for: 1.5h
        #                ^^^^ 'additionalPrometheusRulesMap.app.groups[0].rules[0].for: 1.5h' is no…
      `,
      fixed: yaml`
        additionalPrometheusRulesMap:
          app:
            groups:
              - name: app
                rules:
                  - alert: Down
                    expr: up == 0
                    for: 90m
      `,
    },
    {
      values: yaml`
        prometheus:
          prometheusSpec:
            evaluationInterval: 30s5m
        #                       ^^^^^ 'prometheus.prometheusSpec.evaluationInterval: 30s5m' is…
      `,
      titles: [],
    },
  ],
});
