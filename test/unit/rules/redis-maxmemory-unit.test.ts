import rule from '../../../server/src/core/rules/redis-maxmemory-unit.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'redis:\n  maxmemory: 1536mb\n',
    'redis:\n  config:\n    maxmemory: "2GB"\n',
    'redis:\n  maxmemory: 75%\n',
    'redis:\n  maxmemory: "{{ .m }}"\n',
    'solver:\n  maxmemory: 1.5Gi\n',
    'redis:\n  configuration: |\n    maxmemory 100mb\n    maxmemory-policy allkeys-lru\n',
  ],
  invalid: [
    {
      values: yaml`
        redis:
          config:
            maxmemory: 1.5Gi # of 2Gi
        #              ^^^^^ 'redis.config.maxmemory': maxmemory 1.5Gi is no size to Redis…
      `,
      fixed: yaml`
        redis:
          config:
            maxmemory: 1536mb # of 2Gi
      `,
    },
    {
      values: yaml`
        valkey:
          maxMemory: 512Mi
        #            ^^^^^ 'valkey.maxMemory': maxmemory 512Mi is no size…
      `,
      fixed: yaml`
        valkey:
          maxMemory: 512mb
      `,
    },
    {
      values: yaml`
        redis:
          commonConfiguration: |
        #                      ^ 'redis.commonConfiguration': maxmemory 2Gi is no size…
            maxmemory 2Gi
            appendonly yes
      `,
      titles: [],
    },
  ],
});
