import rule from '../../../server/src/core/rules/postgres-in-chart.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'postgresql:\n  enabled: false\n',
    'postgresql:\n  enabled: true\n  architecture: replication\n',
    'exporters:\n  postgres:\n    enabled: false\n',
    'prometheus-exporter:\n  postgres:\n    enabled: true\n',
    { defaults: 'postgresql:\n  enabled: true\n', values: 'postgresql:\n  auth: {}\n' },
  ],
  invalid: [
    yaml`
      postgresql:
        enabled: true
      #          ^^^^ 'postgresql' runs the chart's own PostgreSQL…
    `,
    yaml`
      app:
        postgres: { enabled: true }
      #                      ^^^^ 'app.postgres' runs the chart's own PostgreSQL…
    `,
    {
      defaults: 'postgresql:\n  enabled: false\n  architecture: standalone\n',
      values: yaml`
        postgresql:
          enabled: true
        #          ^^^^ 'postgresql' runs…
      `,
    },
  ],
});
