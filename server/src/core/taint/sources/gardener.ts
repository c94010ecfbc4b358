import { apiVersionOf, type Shape } from './shape.ts';

/** Gardener's Shoot, and the Worker that its extensions get. */
export const gardenerShape: Shape = {
  source: 'gardener',
  owns: root => /(?:^|\.)gardener\.cloud\//.test(apiVersionOf(root)),
  places: [
    { at: 'spec.provider.workers[]', name: 'name', labels: ['labels'] },
    { at: 'spec.pools[]', name: 'name', labels: ['labels'] },
  ],
};
