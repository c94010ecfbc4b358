import rule from '../../../server/src/core/rules/resources-quantity-invalid.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const memory = (text: string) => `resources:\n  limits:\n    memory: ${text}\n`;

testRule(rule, {
  valid: [
    memory('1Gi'),
    memory('1.5e9'),
    memory('"{{ .memory }}"'),
    memory('null'),
    memory('""'),
    // Not a volume, not resources of a container.
    'pool:\n  size: large\nresources:\n  - pods\n',
    'persistence:\n  enabled: false\n  size: 1GB\n',
    { defaults: memory('1GB'), values: 'a: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        resources:
          limits:
            memory: 512MB # enough
        #           ^^^^^ 'resources.limits.memory: 512MB' is no quantity…
      `,
      titles: ['Write 512M'],
      fixed: memory('512M # enough'),
    },
    {
      values: yaml`
        etcd:
          persistence:
            size: "50 gi"
        #         ^^^^^^^ 'etcd.persistence.size: 50 gi' is no quantity…
      `,
      fixed: 'etcd:\n  persistence:\n    size: "50Gi"\n',
    },
    {
      values: yaml`
        vpa:
          maxAllowed: { memory: Gi, cpu: -1 }
        #                       ^^ 'vpa.maxAllowed.memory: Gi' has a unit and no number…
        #                                ^^ 'vpa.maxAllowed.cpu: -1' is negative…
      `,
      titles: [],
    },
  ],
});
