import rule from '../../../server/src/core/rules/resources-limit-ratio-high.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const cpu = (request: string, limit: string) =>
  `resources:\n  requests:\n    cpu: ${request}\n  limits:\n    cpu: ${limit}\n`;

testRule(rule, {
  valid: [
    cpu('250m', '1'),
    cpu('0', '1'),
    cpu('100m', '"{{ .cpu }}"'),
    { values: cpu('100m', '1'), options: { 'resources-limit-ratio-high': { factor: 10 } } },
    { defaults: `web:\n  ${cpu('100m', '1').replaceAll('\n', '\n  ')}\n`, values: 'a: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        resources:
          requests:
            memory: 512Mi
          limits:
            memory: 20Gi # room
        #           ^^^^ The memory limit 20Gi of 'resources' is 40 times the request 512Mi…
      `,
      titles: ['Lower the limit to 1Gi', 'Request 5Gi'],
      fixed: 'resources:\n  requests:\n    memory: 512Mi\n  limits:\n    memory: 1Gi # room\n',
    },
    yaml`
      web:
        resources: { requests: { cpu: 100m }, limits: { cpu: 500m } }
      #                                                      ^^^^ The cpu limit 500m of 'web.resources' is 5 times…
    `,
    {
      product: 'kcp/kcp',
      values: yaml`
        kcp:
          resources:
            requests:
              cpu: 1
            limits:
              cpu: "8"
        #          ^^^ The cpu limit 8 of 'kcp.resources' is 8 times…
      `,
    },
  ],
});
