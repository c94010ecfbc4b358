import rule from '../../../server/src/core/rules/spaces-billing-incomplete.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'spaces', profile: 'default', values: 'billing:\n  enabled: false\n' },
    {
      product: 'spaces',
      values: 'billing:\n  enabled: true\n  storage:\n    provider: gcp\n    gcp:\n      bucket: usage\n',
    },
    { product: 'spaces', values: 'billing:\n  enabled: true\n  storage:\n    provider: "{{ .provider }}"\n' },
    {
      product: 'spaces',
      values: 'billing:\n  enabled: true\n  storage:\n    provider: azure\n    azure:\n      container: ${CONTAINER}\n',
    },
    {
      product: 'spaces',
      values: yaml`
        metering:
          enabled: true
          storage: { postgres: { connection: { url: "db:5432", credentials: { secret: { name: metering } } } } }
      `,
    },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      profile: 'default',
      values: yaml`
        billing:
        ^^^^^^^ 'billing.enabled' is on, but 'billing.storage.provider' is empty…
          enabled: true
      `,
    },
    {
      product: 'spaces@1.17.1',
      values: yaml`
        billing:
          enabled: true
          storage:
            provider: aws
            aws:
              bucket: ""
        #             ^^ 'billing.enabled' is on, but 'billing.storage.aws.bucket' is empty…
              region: eu-west-1
      `,
    },
    {
      product: 'spaces@1.15.1',
      values: yaml`
        metering:
          enabled: true
          storage:
            postgres:
              connection:
        #     ^^^^^^^^^^ 'metering.enabled' is on, but 'metering.storage.postgres.connection.credentials.secret.name' is empty…
                url: db:5432
      `,
    },
  ],
});
