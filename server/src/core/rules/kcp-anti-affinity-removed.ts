import {
  componentLabel,
  componentLabelOf,
  isKcpChart,
  narrowThenWide,
  spreadComponent,
  titleOf,
} from '../rule/remedies/kcp-high-availability.ts';
import { antiAffinityTerms, maySelect } from '../rule/remedies/spread.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'kcp-anti-affinity-removed',
  meta: {
    summary: 'Keep the anti-affinity when changing the affinity.',
    why: 'The chart keeps the pods of a component apart by default. `null`, or a list of terms of your own, takes that away: Helm replaces lists as a whole. Then all pods may share a node.',
    remedy: 'Give the list a term for the component itself as well.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['kcp'],
    messages: {
      removed:
        "'{path}' takes the anti-affinity of the chart away and has none of its own: all {replicas} {component} pods may share a node. Add a term for them.",
    },
    examples: {
      bad: 'etcd:\n  affinity: null\n',
      good: 'etcd:\n  affinity:\n    nodeAffinity: {}\n',
    },
    sources: ['https://docs.kcp.io/kcp/main/setup/production/'],
    covers: ['S3-05', 'S3-22'],
    fix: 'unsafe',
    replaces: ['kcp-etcd-spread', 'kcp-server-spread', 'anti-affinity-missing'],
  },
  *check(context) {
    for (const component of isKcpChart(context) ? context.components : []) {
      const { affinity, enabled } = component;
      const replicas = component.fewestReplicas ?? 1;
      const terms = affinity && antiAffinityTerms(context.at(affinity));
      // Nothing of the user's can have removed what the chart of this version does not have.
      if (
        !affinity ||
        !enabled ||
        replicas < 2 ||
        terms === undefined ||
        !context.isOwn(affinity) ||
        context.knows(affinity) === false
      ) {
        continue;
      }
      if (terms.some(term => maySelect(term, componentLabel, componentLabelOf(component)))) {
        continue;
      }
      yield {
        path: affinity,
        part: 'key',
        message: 'removed',
        data: { path: formatPath(affinity), replicas, component: titleOf(component) },
        fixes: () =>
          narrowThenWide(context, {
            title: 'Keep the pods apart',
            safety: 'unsafe',
            operations: spreadComponent(context, component),
          }),
      };
    }
  },
});
