import type { Taint } from './toleration.ts';

/**
 * The node pools that the high availability guide of Upbound Spaces reserves, one for etcd and one for API servers.
 * A pool carries its taint, and the label of the same key and value that the affinities select.
 * Source: https://docs.upbound.io/self-hosted-spaces/howtos/configure-ha/
 */
export const guidePoolKey = 'target';

export type GuidePool = 'etcd' | 'apiserver';

export const guideTaint = (pool: GuidePool): Taint & { readonly value: GuidePool } => ({
  key: guidePoolKey,
  value: pool,
  effect: 'NoSchedule',
});
