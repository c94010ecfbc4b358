import rule from '../../../server/src/core/rules/strategy-recreate.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'service: {}\nstrategy:\n  type: RollingUpdate\n',
    'service: {}\nstrategy:\n  type: Recreate\npersistence:\n  enabled: true\n',
    'worker:\n  replicas: 1\n  strategy:\n    type: Recreate\n',
    'service: {}\nstrategy:\n  type: "{{ .strategy }}"\n',
    { defaults: 'hub:\n  service: {}\n  strategy: {}\n', values: 'hub:\n  strategy:\n    type: Recreate\n' },
    { defaults: 'web:\n  service: {}\n  strategy:\n    type: Recreate\n', values: 'a: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        service: {}
        strategy:
          type: Recreate # quick
        #       ^^^^^^^^ 'This chart' stops all its pods at every update…
      `,
      fixed:
        'service: {}\nstrategy:\n  type: RollingUpdate # quick\n  rollingUpdate:\n    maxSurge: 1\n    maxUnavailable: 0\n',
    },
    {
      values: yaml`
        web:
          ports: []
          deploymentStrategy: Recreate
        #                     ^^^^^^^^ 'web' stops all…
      `,
      fixed: 'web:\n  ports: []\n  deploymentStrategy: RollingUpdate\n',
    },
    {
      defaults: 'web:\n  service: {}\n  updateStrategy:\n    type: Recreate\n  replicas: 1\n',
      values: yaml`
        web:
        ^^^ 'web' stops all…
          replicas: 2
      `,
    },
  ],
});
