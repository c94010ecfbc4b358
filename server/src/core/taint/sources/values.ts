import { apiVersionOf, kindOf, type Shape } from './shape.ts';

/** Helm values of charts that make node pools (Karpenter's, Cluster API's): no fixed places, only fields named for taints. */
export const valuesShape: Shape = {
  source: 'helm-values',
  owns: (root, uri) =>
    apiVersionOf(root) === '' &&
    kindOf(root) === '' &&
    /(?:^|\/)values(?:[./-][^/]*)?(?:\/|$)|values\.ya?ml$/i.test(uri),
  places: [],
};
