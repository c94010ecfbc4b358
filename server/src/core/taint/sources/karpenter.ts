import { apiVersionOf, type Shape } from './shape.ts';

/** Karpenter's NodePool and NodeClaim, and the Provisioner before them; node classes hold bootstrap arguments. */
export const karpenterShape: Shape = {
  source: 'karpenter',
  owns: root => /^karpenter\./.test(apiVersionOf(root)),
  places: [
    {
      at: '',
      name: 'metadata.name',
      labels: ['spec.template.metadata.labels', 'spec.labels'],
      requirements: ['spec.template.spec.requirements', 'spec.requirements'],
    },
  ],
};
