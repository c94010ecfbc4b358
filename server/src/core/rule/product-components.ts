import { compareVersions } from '../product/version.ts';
import type { Path } from '../values/path.ts';

/** Where a chart that is known by name keeps the settings of one of its workloads. Dotted paths from the chart's root. */
export interface ComponentSpec {
  readonly name: string;
  readonly path: Path;
  readonly kind: 'deployment' | 'statefulset' | 'daemonset';
  readonly serving: boolean;
  readonly operator?: boolean;
  readonly quorum?: boolean;
  /** A switch elsewhere that must be true for the workload to exist. */
  readonly gate?: string;
  readonly replicas?: string;
  /** The chart's templates fix the number of members. */
  readonly fixedReplicas?: number;
  readonly autoscaler?: string;
  readonly budget?: string;
  readonly resources?: string;
  readonly tolerations?: string;
  readonly affinity?: string;
  readonly nodeSelector?: string;
  readonly spread?: string;
}

/** The workloads of a known chart at a version (undefined: the newest); undefined for any other chart. */
export function productComponents(
  productId: string,
  version: string | undefined,
): readonly ComponentSpec[] | undefined {
  const since = (wanted: string) => version === undefined || compareVersions(version, wanted) >= 0;
  switch (productId) {
    case 'spaces':
      return spaces(since);
    case 'kcp/kcp':
      return kcp();
    default:
      return undefined;
  }
}

function spaces(since: (version: string) => boolean): readonly ComponentSpec[] {
  const placed = (at: string) => ({ tolerations: `${at}.tolerations`, affinity: `${at}.affinity` });
  const controlPlanes: ComponentSpec[] = [
    {
      name: 'vcluster',
      path: ['controlPlanes', 'vcluster'],
      kind: 'statefulset',
      serving: true,
      resources: 'controlPlanes.vcluster.resources',
      ...placed('controlPlanes.vcluster'),
    },
    {
      name: 'etcd',
      path: ['controlPlanes', 'etcd'],
      kind: 'statefulset',
      serving: true,
      quorum: true,
      resources: 'controlPlanes.etcd.resources',
      ...placed('controlPlanes.etcd'),
    },
  ];
  const scheduled: ComponentSpec[] = since('1.17.0')
    ? ['mxpController', 'uxp.crossplane', 'uxp.rbacManager', 'uxp.v2.controllerManager'].map(at => ({
        name: at.split('.').at(-1) ?? at,
        path: ['controlPlanes', ...at.split('.')],
        kind: 'deployment',
        serving: false,
        operator: true,
        ...placed(`controlPlanes.${at}`),
      }))
    : [];
  return [
    ...controlPlanes,
    ...scheduled,
    {
      name: 'api',
      path: ['api'],
      kind: 'deployment',
      serving: true,
      replicas: 'api.replicaCount',
      autoscaler: 'api.hpa',
      resources: 'api.proxy.resources',
    },
    {
      name: 'router',
      path: ['router'],
      kind: 'deployment',
      serving: true,
      replicas: 'router.replicaCount',
      autoscaler: 'router.hpa',
      resources: 'router.proxy.resources',
      nodeSelector: 'router.proxy.nodeSelector',
      ...placed('router.proxy'),
    },
    {
      name: 'controller',
      path: ['controller'],
      kind: 'deployment',
      serving: false,
      operator: true,
      replicas: 'controller.replicaCount',
      budget: 'controller.controller.podDisruptionBudget',
      resources: 'controller.controller.resources',
    },
    apolloComponent(since),
  ];
}

/** The Query API: since 1.15 a subchart with settings of its own, still switched by its old feature gate. */
function apolloComponent(since: (version: string) => boolean): ComponentSpec {
  const subchart = since('1.15.0');
  const at = subchart ? 'apollo.apollo' : 'features.alpha.apollo';
  return {
    name: 'apollo',
    path: at.split('.'),
    kind: 'deployment',
    serving: true,
    gate: 'features.alpha.apollo.enabled',
    replicas: `${at}.replicaCount`,
    resources: `${at}.apiserver.resources`,
    ...(since('1.12.0') && { autoscaler: `${at}.hpa` }),
    ...(subchart && {
      tolerations: `${at}.tolerations`,
      affinity: `${at}.affinity`,
      nodeSelector: `${at}.nodeSelector`,
      spread: `${at}.topologySpreadConstraints`,
    }),
  };
}

function kcp(): readonly ComponentSpec[] {
  const standard = (at: string) => ({
    resources: `${at}.resources`,
    tolerations: `${at}.tolerations`,
    affinity: `${at}.affinity`,
    nodeSelector: `${at}.nodeSelector`,
    budget: `${at}.podDisruptionBudget`,
  });
  return [
    {
      name: 'etcd',
      path: ['etcd'],
      kind: 'statefulset',
      serving: true,
      quorum: true,
      fixedReplicas: 3,
      ...standard('etcd'),
    },
    { name: 'kcp', path: ['kcp'], kind: 'deployment', serving: true, replicas: 'kcp.replicas', ...standard('kcp') },
    {
      name: 'kcpFrontProxy',
      path: ['kcpFrontProxy'],
      kind: 'deployment',
      serving: true,
      replicas: 'kcpFrontProxy.replicas',
      ...standard('kcpFrontProxy'),
    },
  ];
}
