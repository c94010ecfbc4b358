import { apiVersionOf, kindOf, type Shape } from './shape.ts';

/** kOps' instance groups. */
export const kopsShape: Shape = {
  source: 'kops',
  owns: root => apiVersionOf(root).startsWith('kops.k8s.io/') || kindOf(root) === 'InstanceGroup',
  places: [{ at: '', name: 'metadata.name', labels: ['spec.nodeLabels'] }],
};
