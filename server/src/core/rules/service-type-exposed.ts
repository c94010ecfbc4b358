import { fieldsOf, isEmptyNode, mapAround, ownScalars } from '../rule/own-values.ts';
import { defineRule, type RuleContext } from '../rule/rule.ts';
import { placeNames } from '../rule/security-contexts.ts';
import { nodeAt } from '../values/node.ts';
import { formatPath, type Path } from '../values/path.ts';

/** What is there to be reached from outside. */
const frontDoors =
  /ingress|gateway|proxy|router|traefik|envoy|istio|nginx|kong|haproxy|contour|loadbalancer|front|public|external|edge|vpn|dns/i;
const internal = /internal|scheme|load-balancer-type|source-ranges|subnet|private|target-type/i;

export default defineRule({
  id: 'service-type-exposed',
  meta: {
    summary: 'Open services only to those who need them.',
    why: 'A LoadBalancer without source ranges answers the whole internet, a NodePort anyone who reaches a node: past the ingress with its TLS, its authentication and its limits.',
    remedy: 'Use ClusterIP behind an ingress, or name the `loadBalancerSourceRanges`.',
    severity: 'info',
    mode: 'L',
    profile: 'production',
    products: ['helm', 'kcp'],
    messages: {
      nodePort: "'{path}: NodePort' opens a port on every node, past the ingress. Use ClusterIP, or a LoadBalancer.",
      loadBalancer:
        "'{path}: LoadBalancer' is open to every address that reaches it. Name those that need it in 'loadBalancerSourceRanges'.",
    },
    examples: {
      bad: 'service:\n  type: NodePort\n',
      good: 'service:\n  type: ClusterIP\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { path, value } of ownScalars(context, ['type'])) {
      const around = path.slice(0, -1);
      if (!/service$/i.test(String(around.at(-1))) || isFrontDoor(context, path)) {
        continue;
      }
      if (value === 'NodePort' && !behindLoadBalancer(context, around)) {
        yield {
          path,
          severity: 'warning',
          message: 'nodePort',
          data: { path: formatPath(path) },
          fixes: () => [
            {
              title: 'Keep it inside the cluster: ClusterIP',
              safety: 'unsafe',
              operations: [{ op: 'set', path, value: 'ClusterIP' }],
            },
          ],
        };
      } else if (value === 'LoadBalancer' && !isNarrow(context, path)) {
        yield { path, message: 'loadBalancer', data: { path: formatPath(path) } };
      }
    }
  },
});

const isFrontDoor = (context: RuleContext, path: Path): boolean =>
  [
    ...path.slice(0, -2).map(String),
    ...placeNames(context),
    ...context.components.filter(({ path: at }) => at.length === 0).map(({ name }) => name),
  ].some(name => frontDoors.test(name));

/** Load balancers that work through node ports: the ALB in instance mode, GKE's ingress. */
const behindLoadBalancer = (context: RuleContext, service: Path): boolean => {
  const ingress = fieldsOf(context.at([...service.slice(0, -1), 'ingress']));
  return (
    ingress.enabled === true &&
    /alb|gce/.test(JSON.stringify([ingress.className, ingress.ingressClassName, ingress.annotations]))
  );
};

function isNarrow(context: RuleContext, path: Path): boolean {
  const service = mapAround(context, path);
  return (
    !isEmptyNode(nodeAt(service, ['loadBalancerSourceRanges'])) ||
    !isEmptyNode(nodeAt(service, ['loadBalancerClass'])) ||
    Object.keys(fieldsOf(nodeAt(service, ['annotations']))).some(name => internal.test(name))
  );
}
