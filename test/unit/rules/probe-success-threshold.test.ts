import rule from '../../../server/src/core/rules/probe-success-threshold.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'livenessProbe:\n  successThreshold: 1\n',
    // 0 means the default, 1.
    'startupProbe:\n  successThreshold: 0\n',
    'livenessProbe:\n  successThreshold: "{{ .n }}"\n',
    { defaults: 'livenessProbe:\n  successThreshold: 2\n', values: 'a: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        startupProbe:
          successThreshold: 3 # calm
        #                   ^ 'startupProbe.successThreshold' must be 1: Kubernetes rejects a startup probe…
      `,
      fixed: yaml`
        startupProbe:
          successThreshold: 1 # calm
      `,
    },
    yaml`
      app:
        livenessProbe: { successThreshold: 2 }
      #                                    ^ 'app.livenessProbe.successThreshold' must be 1…
    `,
    yaml`
      probes:
        liveness:
          spec:
            successThreshold: "2"
      #                       ^^^ 'probes.liveness.spec.successThreshold' must be 1…
    `,
  ],
});
