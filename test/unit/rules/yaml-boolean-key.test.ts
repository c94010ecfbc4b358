import rule from '../../../server/src/core/rules/yaml-boolean-key.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: ['"on": 1\n', 'true: 1\n', 'onn: 1\n', "panel: { x: 0, 'y': 0 }\n", 'oN: 1\n'],
  invalid: [
    {
      values: yaml`
        position:
          x: 1
          y: 2 # down
        # ^ The key 'y' is 'true' to Helm (YAML 1.1): nothing finds its value at 'position.y'. Put the key in quotes.
      `,
      fixed: yaml`
        position:
          x: 1
          "y": 2 # down
      `,
    },
    {
      values: yaml`
        workflow:
          on:
        # ^^ The key 'on' is 'true' to Helm…
            push: {}
      `,
      fixed: yaml`
        workflow:
          "on":
            push: {}
      `,
    },
    yaml`
      languages:
        - { no: Norsk }
      #     ^^ The key 'no' is 'false' to Helm…
    `,
  ],
});
