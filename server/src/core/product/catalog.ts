import type { Family } from './chart-in-force.ts';

/** The charts that are known by name. */
export interface KnownProduct {
  readonly id: string;
  readonly family: Family;
  readonly title: string;
  /** The chart's name in Chart.yaml and in references to it. */
  readonly chartName: string;
  /** Parts of repository addresses that tell this chart from others of the same name; empty: the name is enough. */
  readonly repositories: readonly string[];
  /** Dotted keys that this chart's values have and others hardly do, with how telling each is. */
  readonly signs: Readonly<Record<string, number>>;
}

const kcpDev = ['kcp-dev'];

export const knownProducts: readonly KnownProduct[] = [
  {
    id: 'spaces',
    family: 'spaces',
    title: 'Upbound Spaces',
    chartName: 'spaces',
    repositories: ['upbound', 'spaces-artifacts'],
    signs: {
      'controlPlanes.vcluster': 3,
      'controlPlanes.etcd': 3,
      'controlPlanes.ha': 3,
      'controlPlanes.uxp': 3,
      'controlPlanes.mxpController': 3,
      'controlPlanes.vector': 3,
      'controlPlanes.container': 2,
      'controlPlanes.policies': 2,
      'controlPlanes.k8sVersion': 2,
      controlPlanes: 2,
      'features.alpha.apollo': 3,
      'features.alpha.upboundRBAC': 3,
      'features.alpha.sharedSecrets': 3,
      'features.alpha': 1,
      'apollo.apollo': 3,
      'controller.controller': 1,
      'controller.crossplane': 2,
      'controller.mxeInit': 3,
      'router.proxy': 1,
      'router.hpa': 2,
      'router.controlPlane': 2,
      'observability.spacesCollector': 3,
      'observability.collectors': 1,
      'billing.storage': 2,
      'metering.storage': 2,
      'gatewayAPI.spacesRouterRoute': 3,
      'externalTLS.tlsSecret': 2,
      'ingress.provision': 2,
      hostCluster: 1,
      clusterType: 1,
      account: 1,
      'api.proxy': 1,
      xpkg: 1,
    },
  },
  {
    id: 'kcp/kcp',
    family: 'kcp',
    title: 'kcp (Helm chart)',
    chartName: 'kcp',
    repositories: [],
    signs: {
      kcp: 2,
      kcpFrontProxy: 3,
      etcd: 1,
      externalHostname: 1,
      'kcp.tokenAuth': 2,
      'kcp.batteries': 2,
      'kcp.etcd': 1,
      'kcp.homeWorkspaces': 2,
      sharding: -3,
      externalCache: -3,
      caBundle: -2,
      cache: -1,
    },
  },
  {
    id: 'kcp/shard',
    family: 'kcp',
    title: 'kcp shard (Helm chart)',
    chartName: 'shard',
    repositories: kcpDev,
    signs: { sharding: 2, kcp: 2, etcd: 1, externalCache: 3, caBundle: 2, cache: 1, kcpFrontProxy: -3 },
  },
  {
    id: 'kcp/proxy',
    family: 'kcp',
    title: 'kcp front proxy (Helm chart)',
    chartName: 'proxy',
    repositories: kcpDev,
    signs: { kcpFrontProxy: 2, sharding: 2, kcp: -3, etcd: -3 },
  },
  {
    id: 'kcp/cache',
    family: 'kcp',
    title: 'kcp cache (Helm chart)',
    chartName: 'cache',
    repositories: kcpDev,
    signs: {},
  },
  {
    id: 'kcp/certificates',
    family: 'kcp',
    title: 'kcp certificates (Helm chart)',
    chartName: 'certificates',
    repositories: kcpDev,
    signs: { 'certificates.frontproxy': 2, 'certificates.kcp': 2, kcpFrontProxy: -3, kcp: -3, cache: -3, sharding: -3 },
  },
  {
    id: 'kcp/kcp-operator',
    family: 'kcp',
    title: 'kcp operator (Helm chart)',
    chartName: 'kcp-operator',
    repositories: [],
    signs: {},
  },
  {
    id: 'kcp/api-syncagent',
    family: 'kcp',
    title: 'kcp api-syncagent (Helm chart)',
    chartName: 'api-syncagent',
    repositories: [],
    signs: {
      apiExportName: 3,
      apiExportEndpointSliceName: 3,
      kcpKubeconfig: 2,
      publishedResourceSelector: 2,
      agentName: 1,
    },
  },
  {
    id: 'kcp/init-agent',
    family: 'kcp',
    title: 'kcp init-agent (Helm chart)',
    chartName: 'init-agent',
    repositories: [],
    signs: { initTargetSelector: 3, wstCluster: 2, configCluster: 2, configWorkspace: 2, kcpKubeconfig: 1 },
  },
];

export const productById = (id: string): KnownProduct | undefined => knownProducts.find(product => product.id === id);

/** The product that a chart of this name is; ambiguous names (`proxy`) need a repository or home page that tells. */
export function productOfChart(name: string, references: readonly string[]): KnownProduct | undefined {
  return knownProducts.find(
    product =>
      product.chartName === name &&
      (product.repositories.length === 0 ||
        product.repositories.some(part => references.some(reference => reference.includes(part)))),
  );
}

/** `spaces@1.17.1` taken apart. */
export function parseProductReference(text: string): { readonly id: string; readonly version: string | undefined } {
  const at = text.lastIndexOf('@');
  return at > 0 ? { id: text.slice(0, at), version: text.slice(at + 1) } : { id: text, version: undefined };
}
