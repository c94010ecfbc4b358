import { fieldOf, type MapDatum } from '../tree/datum.ts';
import { apiVersionOf, type Shape } from './shape.ts';

const isConfig = (root: MapDatum): boolean =>
  apiVersionOf(root) === '' &&
  ['node-taint', 'node-label', 'node-taint+', 'node-label+'].some(name => fieldOf(root, name) !== undefined);

const PLACES = [{ at: '', name: 'node-name' }];

/** RKE2's `config.yaml`: as K3s', told apart by where it lies. */
export const rke2Shape: Shape = {
  source: 'rke2',
  owns: (root, uri) => isConfig(root) && /rke2/i.test(uri),
  places: PLACES,
};

/** K3s' `config.yaml`, and k3d's configuration. */
export const k3sShape: Shape = {
  source: 'k3s',
  owns: root => isConfig(root) || apiVersionOf(root).startsWith('k3d.io/'),
  places: PLACES,
};
