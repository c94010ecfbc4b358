import rule from '../../../server/src/core/rules/resources-unit-style.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const memory = (request: string, limit: string) =>
  `resources:\n  requests:\n    memory: ${request}\n  limits:\n    memory: ${limit}\n`;

testRule(rule, {
  valid: [memory('512M', '1G'), memory('512Mi', '1Gi'), memory('512000000', '1Gi'), memory('"{{ .memory }}M"', '1Gi')],
  invalid: [
    {
      values: yaml`
        resources:
          requests:
            memory: 512M
        #           ^^^^ '512M' counts by 1000, and '1Gi' beside it by 1024…
          limits:
            memory: 1Gi
      `,
      fixed: memory('512Mi', '1Gi'),
    },
    yaml`
      web:
        resources: { requests: { memory: 1Gi }, limits: { memory: "2G" } }
      #                                                           ^^^^ '2G' counts…
    `,
    yaml`
      resources:
        limits:
          memory: 1Gi
          ephemeral-storage: 5G
      #                      ^^ '5G' counts…
    `,
  ],
});
