import { didYouMean } from '../text/did-you-mean.ts';

/**
 * Custom resources that the kcp-operator and etcd-druid read, recognised by `apiVersion` and `kind` alone: per document,
 * so a file may hold several.
 */
export interface CustomResource {
  readonly apiVersion: string;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** Who reads it: `kcp-operator`, `etcd-druid`. */
  readonly operator: string;
  /** Set when newer operators know the kind no more: what to do about it. */
  readonly removed?: string;
}

/** A document that was meant to be one of these resources and is none: the API server would refuse it. */
export interface NearMiss {
  /** Whether `apiVersion` or `kind` is to be mended. */
  readonly part: 'apiVersion' | 'kind';
  readonly message: string;
  /** What belongs there, the likeliest first. */
  readonly suggestions: readonly string[];
}

interface Group {
  readonly group: string;
  readonly version: string;
  readonly operator: string;
  readonly kinds: readonly string[];
}

const GROUPS: readonly Group[] = [
  {
    group: 'operator.kcp.io',
    version: 'v1alpha1',
    operator: 'kcp-operator',
    kinds: ['RootShard', 'Shard', 'FrontProxy', 'CacheServer', 'Kubeconfig', 'VirtualWorkspace', 'Bundle'],
  },
  {
    group: 'druid.gardener.cloud',
    version: 'v1alpha1',
    operator: 'etcd-druid',
    kinds: ['Etcd', 'EtcdCopyBackupsTask', 'EtcdOpsTask'],
  },
];

const REMOVED: ReadonlyMap<string, string> = new Map([
  [
    'Bundle',
    'Bundles went out of the kcp-operator after 0.9.0 without a successor. Apply the objects it bundles yourself.',
  ],
]);

/** What only the kcp-operator itself writes. */
const INTERNAL_GROUP = 'deploy.operator.kcp.io';

export const customResources: readonly CustomResource[] = GROUPS.flatMap(group =>
  group.kinds.map(kind => resourceOf(group, kind)),
);

/** The resource of a document; undefined when it is another one, or a near miss. */
export function recognise(apiVersion: unknown, kind: unknown): CustomResource | undefined {
  return customResources.find(resource => resource.apiVersion === apiVersion && resource.kind === kind);
}

/**
 * What is wrong with a document of one of the groups whose version or kind is not known, or whose group is all but
 * right. Undefined for recognised resources and for documents of other groups: `Etcd` of another group is another thing.
 */
export function nearMiss(apiVersion: unknown, kind: unknown): NearMiss | undefined {
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || recognise(apiVersion, kind)) return undefined;
  const slash = apiVersion.indexOf('/');
  const name = slash < 0 ? apiVersion : apiVersion.slice(0, slash);
  if (name === INTERNAL_GROUP) {
    return {
      part: 'apiVersion',
      message: `The kcp-operator writes objects of ${INTERNAL_GROUP} itself and overwrites yours. Describe the installation with the resources of operator.kcp.io.`,
      suggestions: ['operator.kcp.io/v1alpha1'],
    };
  }
  const group = GROUPS.find(other => other.group === name);
  if (group) return missWithin(group, apiVersion, kind);
  return missedGroup(apiVersion, name, kind);
}

function missWithin(group: Group, apiVersion: string, kind: string): NearMiss {
  const right = `${group.group}/${group.version}`;
  if (group.kinds.includes(kind)) {
    return {
      part: 'apiVersion',
      message: `${kind} exists in ${right} only; the API server has no '${apiVersion}'.`,
      suggestions: [right],
    };
  }
  const suggestions = didYouMean(kind, group.kinds);
  const guess =
    suggestions[0] === undefined ? ` Known are ${group.kinds.join(', ')}.` : ` Did you mean '${suggestions[0]}'?`;
  return { part: 'kind', message: `${group.group} has no kind '${kind}'.${guess}`, suggestions };
}

/** Another group counts as meant only when the kind is right and the group is a slip away: `operators.kcp.io`, `operator.kcp.dev`. */
function missedGroup(apiVersion: string, name: string, kind: string): NearMiss | undefined {
  const group = GROUPS.find(other => other.kinds.includes(kind) && didYouMean(name, [other.group]).length > 0);
  if (!group) return undefined;
  const right = `${group.group}/${group.version}`;
  return {
    part: 'apiVersion',
    message: `No operator reads ${kind} of '${apiVersion}'. The group is ${group.group}.`,
    suggestions: [right],
  };
}

function resourceOf({ group, version, operator }: Group, kind: string): CustomResource {
  const removed = operator === 'kcp-operator' ? REMOVED.get(kind) : undefined;
  return {
    apiVersion: `${group}/${version}`,
    group,
    version,
    kind,
    operator,
    ...(removed !== undefined && { removed }),
  };
}
