import rule from '../../../server/src/core/rules/spaces-vector-buffer.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const vector = (size: string, maxSize: string) => `controlPlanes:
  vector:
    persistence:
      enabled: true
      size: ${size}
    sinks:
      usage:
        buffer:
          maxSize: ${maxSize}
`;

testRule(rule, {
  valid: [
    { product: 'spaces', profile: 'default', values: vector('1Gi', '268435488') },
    { product: 'spaces', values: vector('1Gi', '"536870912"') },
    // In memory the buffer counts events.
    { product: 'spaces', values: vector('1Gi', '1000').replace('enabled: true', 'enabled: false') },
    { product: 'spaces', values: vector('1Gi', '"{{ .size }}"') },
    { product: 'spaces', values: vector('"{{ .size }}"', '5368709120') },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      profile: 'default',
      values: vector('1Gi', '1000000').replace(
        /$/,
        "#                  ^^^^^^^ Vector does not start with a disk buffer of 1000000 bytes ('controlPlanes.vector.sinks.usage.buffer.maxSize')…\n",
      ),
      fixed: vector('1Gi', '268435488'),
    },
    {
      product: 'spaces@1.17.1',
      values: vector('1Gi', '2147483648').replace(
        'size: 1Gi\n',
        'size: 1Gi\n#           ^^^ The volume of Vector has 1Gi, the buffer on it 2147483648 bytes: it does not fit…\n',
      ),
      titles: ['Use a volume of 4Gi'],
      fixed: vector('4Gi', '2147483648'),
    },
    {
      product: 'spaces@1.17.1',
      values: yaml`
        controlPlanes:
          vector:
            persistence: { enabled: true, size: 128Mi }
        #                                       ^^^^^ The volume of Vector has 128Mi, the buffer on it 268435488 bytes…
      `,
    },
  ],
});
