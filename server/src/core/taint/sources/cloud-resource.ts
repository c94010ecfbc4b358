import { apiVersionOf, type Shape } from './shape.ts';

/** Node pools as Crossplane's providers declare them, alone or in a Composition. */
export const crossplaneShape: Shape = {
  source: 'crossplane',
  owns: root => /crossplane\.io\/|upbound\.io\//.test(apiVersionOf(root)),
  places: [
    {
      at: '',
      name: 'metadata.name',
      labels: ['spec.forProvider.labels', 'spec.forProvider.nodeConfig.labels'],
    },
    { at: 'spec.forProvider.nodeConfig[]', name: 'name', labels: ['labels'] },
  ],
};

/** Google's Config Connector. */
export const configConnectorShape: Shape = {
  source: 'config-connector',
  owns: root => /\.cnrm\.cloud\.google\.com\//.test(apiVersionOf(root)),
  places: [{ at: '', name: 'metadata.name', labels: ['spec.nodeConfig.labels'] }],
};

/** Node groups of AWS' controllers and of Azure's service operator. */
export const cloudControllerShape: Shape = {
  source: 'other',
  owns: root => /^(?:eks\.services\.k8s\.aws|containerservice\.azure\.com)\//.test(apiVersionOf(root)),
  places: [{ at: '', name: 'metadata.name', labels: ['spec.labels'] }],
};
