import rule from '../../../server/src/core/rules/helm-quoted-number.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'replicas: "2"\n',
    { defaults: 'port: http\n', values: 'port: "8080"\n' },
    { defaults: 'port: 80\n', values: 'port: http\n' },
    { defaults: 'zip: 1067\n', values: 'zip: "01067"\n' },
  ],
  invalid: [
    {
      defaults: 'service:\n  port: 80\n',
      values: yaml`
        service:
          port: '8080' # http
        #       ^^^^^^ 'service.port' is text, and the chart's default is the number 80…
      `,
      fixed: yaml`
        service:
          port: 8080 # http
      `,
    },
    {
      defaults: 'replicas: 1\n',
      values: yaml`
        replicas: "0"
        #         ^^^ 'replicas' is text…
      `,
    },
    {
      defaults: 'a: { b: 1.5 }\n',
      values: yaml`
        a: { b: "2" }
        #       ^^^ 'a.b' is text, and the chart's default is the number 1.5…
      `,
    },
  ],
});
