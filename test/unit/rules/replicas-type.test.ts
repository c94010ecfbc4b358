import rule from '../../../server/src/core/rules/replicas-type.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'replicaCount: "3"\n',
    'replicaCount: ""\n',
    'replicaCount:\n',
    'replicaCount: "{{ .n }}"\n',
    'web:\n  replicas: 0\n',
    'web:\n  enabled: false\n  replicas: two\n',
  ],
  invalid: [
    {
      values: yaml`
        replicaCount: 2.5 # on average
        #             ^^^ 'replicaCount: 2.5' is no number of pods…
      `,
      fixed: 'replicaCount: 3 # on average\n',
    },
    {
      values: yaml`
        web:
          replicas: 50%
        #           ^^^ 'web.replicas: 50%' is no number…
      `,
      titles: [],
    },
    yaml`
      api:
        replicaCount: true
      #               ^^^^ 'api.replicaCount: true' is no…
      worker:
        replicas: -1
      #           ^^ 'worker.replicas: -1' is no…
    `,
  ],
});
