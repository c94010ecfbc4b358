import rule from '../../../server/src/core/rules/redis-maxmemory-headroom.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const limits = 'resources:\n    limits:\n      memory: 2Gi\n';

testRule(rule, {
  valid: [
    `redis:\n  maxmemory: 1536mb\n  ${limits}`,
    // 80 % exactly
    'redis:\n  maxmemory: 80mb\n  resources: { limits: { memory: 100Mi } }\n',
    'redis:\n  maxmemory: 2gb\n',
    `redis:\n  maxmemory: 0\n  ${limits}`,
    { defaults: `redis:\n  maxmemory: 2gb\n  ${limits}`, values: 'a: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        redis:
          config:
            maxmemory: 2gb
        #              ^^^ maxmemory 2gb is 100 % of the memory limit 2Gi ('redis.resources.limits.memory')…
          resources:
            limits:
              memory: 2Gi
      `,
      fixed: yaml`
        redis:
          config:
            maxmemory: 1536mb
          resources:
            limits:
              memory: 2Gi
      `,
    },
    {
      defaults: 'redis:\n  maxmemory: 900mb\n  resources: { limits: { memory: 2Gi } }\n',
      values: yaml`
        redis:
          resources: { limits: { memory: 1Gi } }
        #                                ^^^ maxmemory 900mb is 87 % of the memory limit 1Gi…
      `,
    },
    {
      values: yaml`
        redis:
          master:
            configuration: |-
        #                  ^^ maxmemory 1gb is 100 %…
              maxmemory 1gb
            resources: { limits: { memory: 1Gi } }
      `,
      titles: [],
    },
  ],
});
