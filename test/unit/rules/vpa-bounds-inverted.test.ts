import rule from '../../../server/src/core/rules/vpa-bounds-inverted.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'vpa:\n  minAllowed: { cpu: 100m }\n  maxAllowed: { cpu: 0.1 }\n',
    'vpa:\n  minAllowed: { memory: 1Gi }\n',
    'vpa:\n  enabled: false\n  minAllowed: { cpu: 2 }\n  maxAllowed: { cpu: 1 }\n',
    'vpa:\n  minAllowed: { cpu: "{{ .c }}" }\n  maxAllowed: { cpu: 1 }\n',
  ],
  invalid: [
    {
      values: yaml`
        vpa:
          minAllowed:
            memory: 1Gi
          maxAllowed:
            memory: 1G
        #           ^^ 'vpa' allows at least 1Gi and at most 1G: nothing satisfies both…
      `,
      titles: ['Allow up to 1Gi', 'Allow 1G and more'],
      fixed: yaml`
        vpa:
          minAllowed:
            memory: 1Gi
          maxAllowed:
            memory: 1Gi
      `,
    },
    {
      defaults: 'vpa:\n  maxAllowed: { cpu: 1 }\n',
      values: yaml`
        vpa:
          minAllowed: { cpu: 1500m }
        #                    ^^^^^ 'vpa' allows at least 1500m and at most 1…
      `,
      fixed: yaml`
        vpa:
          minAllowed: { cpu: 1500m }
          maxAllowed:
            cpu: 1500m
      `,
    },
    yaml`
      a: { verticalPodAutoscaler: { minAllowed: { cpu: 2 }, maxAllowed: { cpu: 500m } } }
      #                                                                        ^^^^ 'a.verticalPodAutoscaler' allows…
    `,
  ],
});
