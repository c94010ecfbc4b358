import rule from '../../../server/src/core/rules/yaml-boolean-word.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'enabled: yes\n',
    'mode: "off"\n',
    'flags: [on, off, true]\n',
    { defaults: 'debug: false\n', values: 'debug: on\n' },
    // An empty default says nothing.
    { defaults: 'debug: ""\n', values: 'debug: on\n' },
    { defaults: 'mode: auto\n', values: 'mode: oN\n' },
  ],
  invalid: [
    {
      defaults: 'tls:\n  mode: require\n',
      values: yaml`
        tls:
          mode: off # inside the mesh
        #       ^^^ 'tls.mode: off' is false to Helm (YAML 1.1), and the chart's default is text…
      `,
      fixed: yaml`
        tls:
          mode: "off" # inside the mesh
      `,
    },
    {
      values: yaml`
        countries: [de, no, se]
        #               ^^ 'countries[1]: no' is false to Helm (YAML 1.1), and the other items are text…
      `,
      fixed: yaml`
        countries: [de, "no", se]
      `,
    },
    yaml`
      args:
        - --tls
        - On
      #   ^^ 'args[1]: On' is true to Helm…
    `,
  ],
});
