import { isTemplate } from '../kit/json.ts';
import { tolerationProblems } from '../kit/toleration.ts';
import { defineRule } from '../rule/rule.ts';
import { ownTolerations } from '../rule/tolerations.ts';

export default defineRule({
  id: 'toleration-numeric',
  meta: {
    summary: 'Compare taints by number only where the cluster can.',
    why: 'The operators `Gt` and `Lt` of tolerations are new in Kubernetes 1.35 and behind the feature gate `TaintTolerationComparisonOperators`: where it is off, the API server rejects the pod. Their value must be a whole number without plus sign or leading zeros.',
    remedy: 'Use `Equal` or `Exists` unless the cluster has the gate on; write the value as a quoted whole number.',
    severity: 'info',
    mode: 'L',
    profile: 'default',
    products: ['helm'],
    messages: {
      gate: 'Operator {operator} in a toleration needs Kubernetes 1.35 with the feature gate TaintTolerationComparisonOperators; any other cluster rejects the pod.',
      value:
        "'{value}' is no whole number, and operator {operator} compares numbers: Kubernetes rejects it. Write digits only.",
    },
    examples: {
      bad: 'tolerations:\n  - key: example.com/tier\n    operator: Gt\n    value: "5"\n',
      good: 'tolerations:\n  - key: example.com/tier\n    operator: Equal\n    value: "5"\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/'],
  },
  *check(context) {
    for (const { path, fields } of ownTolerations(context)) {
      const { operator, value } = fields;
      if (operator !== 'Gt' && operator !== 'Lt') {
        continue;
      }
      if (
        tolerationProblems(fields, { comparisonOperators: true }).includes('value-not-integer') &&
        !isTemplate(value)
      ) {
        yield {
          path: [...path, 'value'],
          message: 'value',
          severity: 'error',
          data: { value: String(value ?? ''), operator },
        };
      } else {
        yield { path: [...path, 'operator'], message: 'gate', data: { operator } };
      }
    }
  },
});
