import { type MapNode, nodeAt } from '../values/node.ts';
import type { Path } from '../values/path.ts';
import { type Component, isOff } from './component.ts';
import { jsonOf } from './json-value.ts';
import { fieldsOf, isEmptyNode } from './own-values.ts';
import { probeHandlers } from './probes.ts';
import type { Fix, RuleContext } from './rule.ts';

/**
 * Where a component that serves requests has a place for this probe and leaves it empty or switched off: the user wrote
 * so, or uses the component of a chart whose default it is.
 */
export function missingProbe(
  { complete, isOwn }: RuleContext,
  component: Component,
  role: 'liveness' | 'readiness',
): Path | undefined {
  const { node, kind, enabled, path } = component;
  const name = `${role}Probe`;
  const probe = nodeAt(node, [name]);
  const custom = nodeAt(node, [`custom${role.charAt(0).toUpperCase()}${role.slice(1)}Probe`]);
  const at = [...path, name];
  if (
    !enabled ||
    kind === 'job' ||
    kind === 'daemonset' ||
    probe === undefined ||
    !serves(node) ||
    !isEmptyNode(custom)
  ) {
    return undefined;
  }
  // An empty map may stand for a probe that the template has; a switch that is off leaves no doubt.
  const isMissing = probe.kind === 'map' && probe.entries.size > 0 ? isOff(probe) : isOwn(at) && isEmptyNode(probe);
  return isMissing && (isOwn(at) || (complete && path.length > 0 && isOwn(path))) ? at : undefined;
}

/** It has a service or a port of its own that is not switched off. */
const serves = (node: MapNode): boolean =>
  ['service', 'ports', 'containerPort', 'containerPorts', 'servicePort'].some(name => {
    const value = nodeAt(node, [name]);
    return !isEmptyNode(value) && !(value?.kind === 'map' && isOff(value));
  });

/** Switches the probe on, or asks what the liveness probe asks. */
export function copiedProbe({ node }: Component, path: Path): readonly Fix[] {
  const own = nodeAt(node, [String(path.at(-1))]);
  if (own?.kind === 'map' && own.entries.has('enabled')) {
    return [
      {
        title: 'Switch the probe on',
        safety: 'unsafe',
        operations: [{ op: 'set', path: [...path, 'enabled'], value: true }],
      },
    ];
  }
  const liveness = fieldsOf(nodeAt(node, ['livenessProbe']));
  const handler = probeHandlers.find(name => liveness[name] !== undefined && liveness[name] !== null);
  const asked = jsonOf(liveness[handler ?? '']);
  return handler === undefined || asked === undefined
    ? []
    : [
        {
          title: 'Ask what the liveness probe asks, every 5 seconds',
          safety: 'unsafe',
          operations: [
            { op: 'set', path, value: { [handler]: asked, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 3 } },
          ],
        },
      ];
}
