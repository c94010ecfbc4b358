import type { JsonMap } from '../kit/json.ts';
import { probeTiming } from '../kit/probe.ts';
import { type MapNode, nodeAt } from '../values/node.ts';
import type { Path } from '../values/path.ts';
import { isOff } from './component.ts';
import { fieldsOf } from './own-values.ts';
import type { RuleContext } from './rule.ts';

export type ProbeRole = 'liveness' | 'readiness' | 'startup';

/** A probe in the values, in one of the places where charts keep it. */
export interface Probe {
  readonly role: ProbeRole;
  readonly node: MapNode;
  readonly path: Path;
  readonly fields: JsonMap;
  /** Bitnami's `customLivenessProbe`: printed as it is, with no handler of the template's own. */
  readonly custom: boolean;
}

/** The probes of one container. */
export interface ProbeSet {
  /** The map that holds the probes; its path is that of the container's settings. */
  readonly container: MapNode;
  readonly liveness: Probe | undefined;
  readonly readiness: Probe | undefined;
  readonly startup: Probe | undefined;
}

export const probeRoles: readonly ProbeRole[] = ['liveness', 'readiness', 'startup'];
export const probeHandlers: readonly string[] = ['httpGet', 'tcpSocket', 'exec', 'grpc'];

/** All probes that are switched on, chart defaults among them. */
export const probesOf = ({ once }: RuleContext): readonly Probe[] => once(readProbes);

const readProbes = (context: RuleContext): readonly Probe[] =>
  probeRoles.flatMap(role =>
    patterns(role).flatMap(pattern =>
      context
        .select(pattern)
        .flatMap(node => (node.kind === 'map' && !isOff(node) && node.entries.size > 0 ? [probeOf(role, node)] : [])),
    ),
  );

const patterns = (role: ProbeRole): readonly string[] => [
  `**.${role}Probe`,
  `**.custom${role.charAt(0).toUpperCase()}${role.slice(1)}Probe`,
  `**.probes.${role}`,
];

/** In charts of the bjw-s library the fields stand in `spec`. */
function probeOf(role: ProbeRole, node: MapNode): Probe {
  const spec = nodeAt(node, ['spec']);
  const at = spec?.kind === 'map' ? spec : node;
  return { role, node: at, path: at.path, fields: fieldsOf(at), custom: String(node.path.at(-1)).startsWith('custom') };
}

/** The probes by container: those that stand side by side. Custom ones stand in for the others. */
export function probeSets(context: RuleContext): readonly ProbeSet[] {
  const sets = new Map<string, ProbeSet>();
  for (const probe of probesOf(context)) {
    const at = probe.path.at(-1) === 'spec' ? probe.path.slice(0, -2) : probe.path.slice(0, -1);
    const container = nodeAt(context.stack.effective, at);
    if (container?.kind !== 'map') {
      continue;
    }
    const id = at.join('\u0001');
    const set = sets.get(id) ?? { container, liveness: undefined, readiness: undefined, startup: undefined };
    sets.set(id, { ...set, [probe.role]: probe });
  }
  return [...sets.values()];
}

/** The handlers that a probe has, in its chart's spelling. */
export const handlersOf = ({ node }: Probe): readonly string[] =>
  probeHandlers.filter(name => {
    const handler = node.entries.get(name)?.value;
    return handler !== undefined && !(handler.kind === 'scalar' && handler.value === null);
  });

/** The paths of the fields that decide how long a probe takes, to tell whose they are. */
export const timingPaths = ({ path }: Probe): readonly Path[] =>
  ['initialDelaySeconds', 'periodSeconds', 'failureThreshold', 'timeoutSeconds'].map(name => [...path, name]);

/** Seconds from the first failure to the action. */
export const failAfter = ({ fields }: Probe): number | undefined => probeTiming(fields)?.failAfterSeconds;
