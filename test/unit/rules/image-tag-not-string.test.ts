import rule from '../../../server/src/core/rules/image-tag-not-string.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'image:\n  tag: "1.10"\n',
    // Printed as it is written.
    'image:\n  tag: 1.27\n',
    'image:\n  tag: 16\n',
    'image:\n  tag: 1.27.3\n',
    'git:\n  tag: 1.10\n',
    'schema:\n  version: 3\n',
    { defaults: 'image:\n  tag: 1.10\n', values: 'a: 1\n' },
    'image:\n  tag: 12e4567\n',
  ],
  invalid: [
    {
      values: yaml`
        image:
          repository: postgres
          tag: 1.10 # LTS
        #      ^^^^ 'image.tag: 1.10' is a number to Helm, which prints it as 1.1. Put it in quotes.
      `,
      fixed: yaml`
        image:
          repository: postgres
          tag: "1.10" # LTS
      `,
    },
    {
      values: yaml`
        app:
          image:
            tag: 20240101
        #        ^^^^^^^^ 'app.image.tag: 20240101' is a number to Helm, which prints it as 2.0240101e+07…
        job:
          imageTag: 007
        #           ^^^ 'job.imageTag: 007' is a number to Helm, which prints it as 7…
      `,
      fixed: yaml`
        app:
          image:
            tag: "20240101"
        job:
          imageTag: "007"
      `,
    },
    {
      values: yaml`
        image: { tag: on }
        #             ^^ 'image.tag: on' is true to Helm (YAML 1.1)…
        kubernetesVersion: 1.30
        #                  ^^^^ 'kubernetesVersion: 1.30' is a number to Helm, which prints it as 1.3…
      `,
      fixed: yaml`
        image: { tag: "on" }
        kubernetesVersion: "1.30"
      `,
    },
    yaml`
      image:
        tag: 1e5
      #      ^^^ 'image.tag: 1e5' is a number to Helm, which prints it as 100000…
        pullPolicy: Always
    `,
  ],
});
