import rule from '../../../server/src/core/rules/spaces-postgres-sidecar.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const on = 'features: { alpha: { apollo: { enabled: true } } }\n';

testRule(rule, {
  valid: [
    {
      product: 'spaces',
      values: `${on}apollo:\n  apollo:\n    replicaCount: 1\n    storage: { postgres: { sidecar: true } }\n`,
    },
    {
      product: 'spaces',
      values: `${on}apollo:\n  apollo:\n    replicaCount: 2\n    storage: { postgres: { sidecar: false } }\n`,
    },
    {
      product: 'spaces',
      values: 'apollo:\n  apollo:\n    replicaCount: 2\n    storage: { postgres: { sidecar: true } }\n',
    },
    {
      product: 'spaces',
      values: `${on}apollo:\n  apollo:\n    replicaCount: "{{ .n }}"\n    storage: { postgres: { sidecar: true } }\n`,
    },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      profile: 'default',
      values: yaml`
        features: { alpha: { apollo: { enabled: true } } }
        apollo:
          apollo:
            replicaCount: 3
            storage:
              postgres:
                sidecar: true
        #                ^^^^ 'apollo.apollo.storage.postgres.sidecar' gives each of the 3 Query API pods a database of its own…
      `,
      fixed: yaml`
        features: { alpha: { apollo: { enabled: true } } }
        apollo:
          apollo:
            replicaCount: 3
            storage:
              postgres:
                sidecar: false
      `,
    },
    {
      // One pod today, five tomorrow.
      product: 'spaces@1.17.1',
      values: yaml`
        features: { alpha: { apollo: { enabled: true } } }
        apollo:
          apollo:
            hpa: { enabled: true }
            storage: { postgres: { sidecar: true } }
        #                                   ^^^^ 'apollo.apollo.storage.postgres.sidecar' gives each of the 5…
      `,
    },
    {
      product: 'spaces@1.17.1',
      values: [
        'features: { alpha: { apollo: { enabled: true } } }\napollo: { apollo: { replicaCount: 2 } }\n',
        "apollo: { apollo: { storage: { postgres: { sidecar: true } } } }\n#                                                   ^^^^ 'apollo.apollo.storage.postgres.sidecar' gives each of the 2…\n",
      ],
    },
  ],
});
