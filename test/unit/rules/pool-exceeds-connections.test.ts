import rule from '../../../server/src/core/rules/pool-exceeds-connections.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const pools = (replicas: number, size: number, limit: number) =>
  `postgresql:\n  max_connections: ${limit}\npgbouncer:\n  replicas: ${replicas}\n  default_pool_size: ${size}\n`;

testRule(rule, {
  valid: [
    // 2 × 48 + 3 = 99
    pools(2, 48, 100),
    'pgbouncer:\n  replicas: 9\n  default_pool_size: 100\n',
    // Which belongs to which is not known.
    `${pools(3, 50, 100)}other:\n  max_connections: 400\n`,
    'postgresql: { max_connections: 100 }\npgbouncer: { default_pool_size: 200 }\n',
    { defaults: pools(3, 50, 100), values: 'a: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        postgresql:
          parameters:
            max_connections: "100"
        pgbouncer:
          replicaCount: 2
          config:
            default_pool_size: "50"
        #                      ^^^^ 2 poolers with 55 connections each may open 110, and PostgreSQL takes 100 (3 of them reserved)…
            reserve_pool_size: "5"
      `,
      fixed: yaml`
        postgresql:
          parameters:
            max_connections: "100"
        pgbouncer:
          replicaCount: 2
          config:
            default_pool_size: "43"
            reserve_pool_size: "5"
      `,
    },
    {
      defaults: pools(2, 40, 100),
      values: yaml`
        pgbouncer:
        ^^^^^^^^^ 3 poolers with 40 connections each may open 120…
          replicas: 3
      `,
    },
    yaml`
      database: { maxConnections: 50 }
      pooler: { instances: 1, defaultPoolSize: 48 }
      #                                        ^^ 1 poolers with 48 connections each may open 48…
    `,
  ],
});
