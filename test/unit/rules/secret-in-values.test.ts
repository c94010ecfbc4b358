import rule from '../../../server/src/core/rules/secret-in-values.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'auth:\n  password: ""\n',
    'auth:\n  existingSecret: db\n  password: ignored-then\n',
    'auth:\n  password: "{{ .password }}"\n  token: ENC[AES256_GCM,data:abc]\n',
    'auth:\n  password: vault:secret/data/db#password\n  apiKey: <your key>\n',
    'data:\n  - secretKey: DB_PASSWORD_V2_LONGER\n    remoteRef: { key: db }\n',
    'auth:\n  passwordKey: admin-password\n  secretKeys:\n    adminPasswordKey: postgres-password\n',
    'search:\n  existingSecret:\n    keys:\n      password: search-password\n',
    'auth:\n  password: SEARCH_PASSWORD\n  dbPassword: production/db/password\n',
    'tokenFile: /var/run/token\ncontinueToken: first-page-of-results\n',
    'env:\n  - name: DB_PASSWORD\n    valueFrom:\n      secretKeyRef: { name: db, key: password }\n',
    'url: https://example.com/a:b@c\n',
    { defaults: 'auth:\n  password: hunter22\n', values: 'a: 1\n' },
    // A placeholder is another rule's.
    'auth:\n  password: changeme\n',
  ],
  invalid: [
    yaml`
      postgresql:
        auth:
          password: 7hG-k2p!vQ
      #             ^^^^^^^^^^ 'postgresql.auth.password' holds a password in clear text…
    `,
    yaml`
      env:
        - name: DATABASE_PASSWORD
          value: k2pvQ7hG
      #          ^^^^^^^^ 'env[0].value' holds a password…
        - name: DATABASE_URL
          value: postgres://app:k2pvQ7hG@db:5432/app
      #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'env[1].value' holds a URL with a password…
    `,
    yaml`
      github:
        apiToken: 0a1b2c3d4e5f6071829304
      #           ^^^^^^^^^^^^^^^^^^^^^^ 'github.apiToken' holds a token or key…
        key: |
      #      ^ 'github.key' holds a private key…
          -----BEGIN RSA PRIVATE KEY-----
          MIIEpAIBAAKCAQEA7bqXk0vJ3n8k2Zr5c1Yw
          -----END RSA PRIVATE KEY-----
    `,
  ],
});
