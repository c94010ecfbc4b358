import { apiVersionOf, type Shape } from './shape.ts';

/** Machine labels that Cluster API copies to the Node; the others stay on the Machine. */
const reachesNode = (label: string): boolean =>
  /^(?:node-role\.kubernetes\.io|(?:[\w.-]*\.)?node-restriction\.kubernetes\.io|(?:[\w.-]*\.)?node\.cluster\.x-k8s\.io)(?:\/|$)/.test(
    label,
  );

/** Cluster API: clusters with a topology, machine sets and pools, control planes and the bootstrap configurations (kubeadm, RKE2, K3s). */
export const clusterApiShape: Shape = {
  source: 'capi',
  owns: root => /(?:^|\.)cluster\.x-k8s\.io\//.test(apiVersionOf(root)),
  places: [
    {
      at: '',
      name: 'metadata.name',
      labels: ['spec.template.metadata.labels', 'spec.machineTemplate.metadata.labels'],
      reaches: reachesNode,
    },
    {
      at: 'spec.topology.controlPlane',
      name: '=topology.controlPlane',
      labels: ['metadata.labels'],
      reaches: reachesNode,
    },
    ...['machineDeployments', 'machinePools'].map(workers => ({
      at: `spec.topology.workers.${workers}[]`,
      name: 'name',
      labels: ['metadata.labels'],
      reaches: reachesNode,
    })),
  ],
};
