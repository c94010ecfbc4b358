import { datumAt, fieldOf } from '../tree/datum.ts';
import type { Shape } from './shape.ts';

/** Talos' machine configuration, and the patches for it. */
export const talosShape: Shape = {
  source: 'talos',
  owns: root =>
    fieldOf(root, 'machine')?.kind === 'map' &&
    ['type', 'nodeTaints', 'nodeLabels', 'install', 'kubelet', 'token'].some(
      name => datumAt(root, `machine.${name}`) !== undefined,
    ),
  places: [{ at: 'machine', name: 'network.hostname' }],
};
