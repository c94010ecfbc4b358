import rule from '../../../server/src/core/rules/resources-memory-small.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const memory = (text: string) => `resources:\n  limits:\n    memory: ${text}\n`;

testRule(rule, {
  valid: [
    memory('0'),
    memory('536870912'),
    memory('4Mi'),
    memory('512m'),
    memory('"{{ .memory }}"'),
    'resources:\n  limits:\n    cpu: 1\n',
  ],
  invalid: [
    {
      values: yaml`
        resources:
          limits:
            memory: 512 # MB
        #           ^^^ 'resources.limits.memory: 512' is less than 4 MiB…
      `,
      fixed: memory('512Mi # MB'),
    },
    {
      values: yaml`
        web:
          resources: { requests: { memory: "256Ki" } }
        #                                  ^^^^^^^ 'web.resources.requests.memory: 256Ki' is…
      `,
      fixed: 'web:\n  resources: { requests: { memory: "256Mi" } }\n',
    },
    yaml`
      resources:
        requests:
          ephemeral-storage: 1M
      #                      ^^ 'resources.requests.ephemeral-storage: 1M' is…
    `,
  ],
});
