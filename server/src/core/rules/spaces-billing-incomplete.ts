import { switchAt, textAt } from '../rule/remedies/read.ts';
import { defineRule } from '../rule/rule.ts';

/** What each provider has to be told. */
const required: Readonly<Record<string, readonly string[]>> = {
  aws: ['billing.storage.aws.bucket', 'billing.storage.aws.region'],
  gcp: ['billing.storage.gcp.bucket'],
  azure: ['billing.storage.azure.container'],
};
const meteringRequired = [
  'metering.storage.postgres.connection.url',
  'metering.storage.postgres.connection.credentials.secret.name',
];

export default defineRule({
  id: 'spaces-billing-incomplete',
  meta: {
    summary: 'Say where usage records go.',
    why: 'With billing on, Vector of every control plane sends usage to a bucket; with metering on, the Space writes it to a PostgreSQL. Without the place, nothing is recorded, and the licence cannot be accounted for.',
    remedy:
      "For `billing.enabled` set `billing.storage.provider` and that provider's bucket and region, or container. For `metering.enabled` set the URL and the secret of its database.",
    severity: 'error',
    mode: 'E',
    profile: 'default',
    products: ['spaces'],
    messages: {
      missing: "'{gate}' is on, but '{path}' is empty: usage goes nowhere. Set it.",
    },
    examples: {
      bad: 'billing:\n  enabled: true\n  storage:\n    provider: aws\n    aws:\n      bucket: usage\n',
      good: 'billing:\n  enabled: true\n  storage:\n    provider: aws\n    aws:\n      bucket: usage\n      region: eu-west-1\n',
    },
    sources: [
      'https://docs.upbound.io/self-hosted-spaces/howtos/billing/',
      'https://docs.upbound.io/self-hosted-spaces/howtos/capacity-licensing/',
    ],
    covers: ['S1-16'],
  },
  *check(context) {
    const provider = textAt(context, 'billing.storage.provider');
    const billing = provider === '' ? ['billing.storage.provider'] : (required[provider ?? ''] ?? []);
    for (const [gate, names] of [
      ['billing.enabled', billing],
      ['metering.enabled', meteringRequired],
    ] as const) {
      for (const name of switchAt(context, gate) === true ? names : []) {
        const path = context.path(name);
        if (textAt(context, name) === '' && context.knows(path) !== false) {
          yield { path, message: 'missing', data: { gate, path: name } };
        }
      }
    }
  },
});
