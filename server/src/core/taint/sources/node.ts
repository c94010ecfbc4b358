import { apiVersionOf, kindOf, type Shape } from './shape.ts';

/** Node objects, also as `kubectl get nodes -o yaml` prints them in a List. */
export const nodeShape: Shape = {
  source: 'node',
  owns: root => kindOf(root) === 'Node' && apiVersionOf(root) === 'v1',
  places: [{ at: '', name: 'metadata.name', labels: ['metadata.labels'] }],
};
