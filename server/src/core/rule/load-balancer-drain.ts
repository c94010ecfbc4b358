import { wholeNumber } from '../kit/json.ts';
import { isTemplated } from '../values/node.ts';
import type { Path } from '../values/path.ts';
import type { RuleContext } from './rule.ts';

/** Annotations that hold target group attributes, as `name=value,name=value`. */
const attributeLists = [
  'alb.ingress.kubernetes.io/target-group-attributes',
  'service.beta.kubernetes.io/aws-load-balancer-target-group-attributes',
];
const drainingTimeout = 'service.beta.kubernetes.io/aws-load-balancer-connection-draining-timeout';

/** How long load balancers go on with requests in flight, where annotations say so. */
export function drainsOf({ select }: RuleContext): readonly { readonly path: Path; readonly seconds: number }[] {
  return select('**.annotations').flatMap(map =>
    map.kind !== 'map'
      ? []
      : [...map.entries].flatMap(([name, { value }]) => {
          const seconds = isTemplated(value) || value.kind !== 'scalar' ? undefined : drainOf(name, value.value);
          return seconds === undefined ? [] : [{ path: [...map.path, name], seconds }];
        }),
  );
}

function drainOf(name: string, value: unknown): number | undefined {
  if (name === drainingTimeout) {
    return wholeNumber(value);
  }
  return attributeLists.includes(name)
    ? wholeNumber(/(?:^|,)\s*deregistration_delay\.timeout_seconds=(\d{1,6})\s*(?:,|$)/.exec(String(value))?.[1])
    : undefined;
}
