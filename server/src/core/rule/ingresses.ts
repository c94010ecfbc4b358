import { isTemplated, type MapNode, nodeAt, type ScalarNode, type ValueNode } from '../values/node.ts';
import type { Path } from '../values/path.ts';
import { isOff } from './component.ts';
import { scalarIn } from './own-values.ts';
import type { RuleContext } from './rule.ts';

/** An ingress that is switched on. */
export interface Ingress {
  readonly node: MapNode;
  readonly path: Path;
  /** The scalars that hold its hosts. */
  readonly hosts: readonly ScalarNode[];
  readonly annotations: ReadonlyMap<string, string>;
}

/** The ingresses that `enabled: true` switches on; without that key those that have hosts. */
export function ingressesOf({ select, isOwn }: RuleContext): readonly Ingress[] {
  return select('**.ingress').flatMap(node => {
    if (node.kind !== 'map' || isOff(node) || !isOwn(node.path) || isTemplated(node.entries.get('enabled')?.value)) {
      return [];
    }
    return [{ node, path: node.path, hosts: hostsOf(node), annotations: textsOf(nodeAt(node, ['annotations'])) }];
  });
}

/** Hosts stand in a list of texts, in a list of maps, or alone. */
function hostsOf(ingress: MapNode): readonly ScalarNode[] {
  const list = nodeAt(ingress, ['hosts']);
  const listed = (list?.kind === 'list' ? list.items : []).map(item =>
    item.kind === 'map' ? (nodeAt(item, ['host']) ?? nodeAt(item, ['name'])) : item,
  );
  const single = ['host', 'hostname', 'hostName', 'domain'].map(name => scalarIn(ingress, name));
  return [...listed, ...single].flatMap(node =>
    node?.kind === 'scalar' && typeof node.value === 'string' && node.value !== '' && !isTemplated(node) ? [node] : [],
  );
}

const textsOf = (node: ValueNode | undefined): ReadonlyMap<string, string> =>
  new Map(
    node?.kind === 'map'
      ? [...node.entries].flatMap(([name, { value }]) =>
          value.kind === 'scalar' ? [[name, String(value.value)] as const] : [],
        )
      : [],
  );
