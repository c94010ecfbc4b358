import rule from '../../../server/src/core/rules/pool-mode.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'pgbouncer:\n  poolMode: transaction\n',
    'pgbouncer:\n  enabled: false\n  pool_mode: session\n',
    { defaults: 'pgbouncer:\n  poolMode: session\n', values: 'a: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        pgbouncer:
          pool_mode: session
        #            ^^^^^^^ 'pgbouncer.pool_mode: session' keeps a connection for each client…
      `,
      fixed: yaml`
        pgbouncer:
          pool_mode: transaction
      `,
    },
    yaml`
      env: { POOL_MODE: session }
      #                 ^^^^^^^ 'env.POOL_MODE: session' keeps…
    `,
    yaml`
      pooler: { pgbouncer: { poolMode: "session" } }
      #                                ^^^^^^^^^ 'pooler.pgbouncer.poolMode: session' keeps…
    `,
  ],
});
