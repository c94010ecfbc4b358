import { fieldOf } from '../tree/datum.ts';
import { apiVersionOf, type Shape } from './shape.ts';

/** eksctl's ClusterConfig, and the parts of one that guides show. */
export const eksctlShape: Shape = {
  source: 'eksctl',
  owns: root =>
    apiVersionOf(root).startsWith('eksctl.io/') ||
    ['nodeGroups', 'managedNodeGroups'].some(name => fieldOf(root, name)?.kind === 'list'),
  places: ['nodeGroups[]', 'managedNodeGroups[]'].map(at => ({ at, name: 'name', labels: ['labels'] })),
};
