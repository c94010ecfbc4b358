import rule from '../../../server/src/core/rules/spaces-development-values.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'spaces', values: 'development: {}\n' },
    { product: 'spaces', values: 'development:\n' },
    { product: 'spaces', values: 'development: "{{ .dev }}"\n' },
    { product: 'kcp/kcp', values: 'development:\n  rootIdentities:\n    enabled: true\n' },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      values: yaml`
        account: acme
        # only here
        development:
        ^^^^^^^^^^^ 'development' sets fast, sloppy: switches for developing the chart…
          fast: true
          sloppy: true
      `,
      fixed: 'account: acme\n',
    },
    {
      product: 'spaces@1.17.1',
      values: ["development: { fast: true }\n^^^^^^^^^^^ 'development' sets fast…\n", 'account: acme\n'],
    },
    { product: 'spaces@1.14.0', values: "development: { fast: true }\n^^^^^^^^^^^ 'development' sets fast…\n" },
  ],
});
