import { type MapNode, nodeAt } from '../values/node.ts';
import type { Path } from '../values/path.ts';
import { isOff } from './component.ts';
import { componentAround, scalarIn } from './own-values.ts';
import type { RuleContext } from './rule.ts';

/** A security context in the values of which one of the user's files sets something. */
export interface SecurityContext {
  readonly node: MapNode;
  readonly path: Path;
  /** Of the pod or of a container; undefined where neither its name nor its fields tell. */
  readonly level: 'pod' | 'container' | undefined;
}

export const podOnlyFields: readonly string[] = [
  'fsGroup',
  'fsGroupChangePolicy',
  'supplementalGroups',
  'supplementalGroupsPolicy',
  'sysctls',
];
export const containerOnlyFields: readonly string[] = [
  'privileged',
  'capabilities',
  'allowPrivilegeEscalation',
  'readOnlyRootFilesystem',
  'procMount',
];

/** The security contexts that are switched on; those that are empty say nothing. */
export const ownSecurityContexts = ({ once }: RuleContext): readonly SecurityContext[] => once(readContexts);

function readContexts({ select, isOwn, stack }: RuleContext): readonly SecurityContext[] {
  const found = ['podSecurityContext', 'containerSecurityContext', 'securityContext'].flatMap(name =>
    select(`**.${name}`).flatMap(node => (node.kind === 'map' ? partsOf(node) : [])),
  );
  return found.flatMap(node => {
    const around = nodeAt(stack.effective, node.path.slice(0, -1));
    return node.entries.size > 0 && !isOff(node) && isOwn(node.path)
      ? [{ node, path: node.path, level: levelOf(node, around?.kind === 'map' ? around : undefined) }]
      : [];
  });
}

/** Some charts keep both below one key: `securityContext.pod`, `securityContext.container`. */
function partsOf(node: MapNode): readonly MapNode[] {
  const parts = ['pod', 'container', 'agent'].flatMap(name => {
    const part = nodeAt(node, [name]);
    return part?.kind === 'map' ? [part] : [];
  });
  return parts.length > 0 ? parts : [node];
}

function levelOf(node: MapNode, around: MapNode | undefined): 'pod' | 'container' | undefined {
  const name = String(node.path.at(-1));
  if (name !== 'securityContext') {
    return name === 'podSecurityContext' || name === 'pod' ? 'pod' : 'container';
  }
  if (around?.entries.has('podSecurityContext') || isContainerOfList(node.path)) {
    return 'container';
  }
  if (around?.entries.has('containerSecurityContext')) {
    return 'pod';
  }
  const [pod, container] = [podOnlyFields, containerOnlyFields].map(fields =>
    fields.some(field => node.entries.has(field)),
  );
  return pod === container ? undefined : pod ? 'pod' : 'container';
}

/** Whether its author set out to harden it: then what is left out is an oversight. */
export const isHardened = ({ node }: SecurityContext): boolean =>
  scalarIn(node, 'runAsNonRoot')?.value === true ||
  scalarIn(node, 'readOnlyRootFilesystem')?.value === true ||
  nodeAt(node, ['capabilities', 'drop']) !== undefined;

const isContainerOfList = (path: Path): boolean =>
  typeof path.at(-2) === 'number' && /containers$|sidecars$/i.test(String(path.at(-3)));

/** Words in the names of what has to reach into the node: agents, drivers, plugins of network and storage. */
const nodeWords =
  /agent|daemon|csi|cni|node|driver|plugin|speaker|promtail|fluent|vector|collector|dind|docker|buildkit|falco|cilium|calico|gpu|vpn|wireguard|tailscale/i;
const initWords = /init|permissions|sysctl|chown|owner|setup/i;

/** Whether the value belongs to something that runs on every node or prepares it: privileges are its purpose. */
export function servesNode(context: RuleContext, path: Path): boolean {
  const component = componentAround(context, path);
  return (
    component?.kind === 'daemonset' ||
    placeNames(context).some(name => nodeWords.test(name)) ||
    nodeWords.test(component?.name ?? '') ||
    path.some(segment => typeof segment === 'string' && nodeWords.test(segment))
  );
}

/** The file and the two folders around it: for what it is, where nothing else says so (`metallb/values.yaml`). */
export const placeNames = ({ stack }: RuleContext): readonly string[] =>
  (stack.layers.at(-1)?.uri ?? '').split('/').slice(-3);

/** Whether the value belongs to a step before the workload itself: it changes owners of files or settings of the kernel. */
export const preparesPod = (path: Path): boolean =>
  path.some(segment => typeof segment === 'string' && initWords.test(segment));
