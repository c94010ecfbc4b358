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
      return kcp(since);
    default:
      return undefined;
  }
}

function spaces(since: (version: string) => boolean): readonly ComponentSpec[] {
  const placed = (at: string) => ({ tolerations: `${at}.tolerations`, affinity: `${at}.affinity` });
  // The reference of 1.13 lists tolerations for control planes, but they count from 1.14 on.
  const tolerant = since('1.14.0');
  const controlPlanes: ComponentSpec[] = [
    {
      name: 'vcluster',
      path: ['controlPlanes', 'vcluster'],
      kind: 'statefulset',
      serving: true,
      resources: 'controlPlanes.vcluster.resources',
      ...(since('1.12.0') && { affinity: 'controlPlanes.vcluster.affinity' }),
      ...(tolerant && { tolerations: 'controlPlanes.vcluster.tolerations' }),
    },
    {
      name: 'etcd',
      path: ['controlPlanes', 'etcd'],
      kind: 'statefulset',
      serving: true,
      quorum: true,
      resources: 'controlPlanes.etcd.resources',
      ...(since('1.13.0') && { affinity: 'controlPlanes.etcd.affinity' }),
      ...(tolerant && { tolerations: 'controlPlanes.etcd.tolerations' }),
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
      ...(since('1.10.0') && { replicas: 'api.replicaCount' }),
      ...(since('1.12.0') && { autoscaler: 'api.hpa' }),
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
      ...(since('1.10.0') && placed('router.proxy')),
    },
    {
      name: 'controller',
      path: ['controller'],
      kind: 'deployment',
      serving: false,
      operator: true,
      ...(since('1.10.0') && {
        replicas: 'controller.replicaCount',
        budget: 'controller.controller.podDisruptionBudget',
      }),
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
    ...(since('1.10.0') && { replicas: `${at}.replicaCount` }),
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

function kcp(since: (version: string) => boolean): readonly ComponentSpec[] {
  const standard = (at: string) => ({
    resources: `${at}.resources`,
    ...(since('0.6.3') && { budget: `${at}.podDisruptionBudget` }),
    ...(since('0.8.1') && { affinity: `${at}.affinity` }),
    ...(since('0.10.1') && { tolerations: `${at}.tolerations` }),
    ...(since('0.14.1') && { nodeSelector: `${at}.nodeSelector` }),
  });
  const scaled = (at: string) => ({ ...standard(at), ...(since('0.5.0') && { replicas: `${at}.replicas` }) });
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
    { name: 'kcp', path: ['kcp'], kind: 'deployment', serving: true, ...scaled('kcp') },
    { name: 'kcpFrontProxy', path: ['kcpFrontProxy'], kind: 'deployment', serving: true, ...scaled('kcpFrontProxy') },
  ];
}
