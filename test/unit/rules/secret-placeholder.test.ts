import rule from '../../../server/src/core/rules/secret-placeholder.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'database:\n  type: internal\n  internal: {size: 1}\n  external:\n    password: changeit\n',
    'keystore:\n  enable: false\n  password: changeit\n',
    'auth:\n  password: 7hG-k2p!vQ\n',
    'auth:\n  password: changeme\n  existingSecret: db\n',
    'user: admin\nrole: test\n',
    'passwordPolicy: default\n',
    { defaults: 'auth:\n  password: changeme\n', values: 'a: 1\n' },
  ],
  invalid: [
    yaml`
      auth:
        rootPassword: CHANGEME
      #               ^^^^^^^^ 'auth.rootPassword' is a well-known word…
        password: password
      #           ^^^^^^^^ 'auth.password' is a well-known word…
    `,
    yaml`
      extraEnv:
        - name: ADMIN_PASSWORD
          value: admin
      #          ^^^^^ 'extraEnv[0].value' is a well-known word…
    `,
    {
      defaults: 'grafana:\n  adminPassword: zQ91kkeT\n',
      values: yaml`
        grafana:
          adminPassword: zQ91kkeT
        #                ^^^^^^^^ 'grafana.adminPassword' is the credential that the chart comes with…
      `,
    },
  ],
});
