import { type JsonMap, mapOf } from '../kit/json.ts';
import { readRequirements, requirementProblem } from '../kit/label-selector.ts';
import { nodeTermsProblems } from '../kit/node-affinity.ts';
import { defineRule, type Fix } from '../rule/rule.ts';
import { toJson, type ValueNode } from '../values/node.ts';
import type { Path } from '../values/path.ts';

const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

export default defineRule({
  id: 'selector-requirement-invalid',
  meta: {
    summary: 'Give every selector expression an operator and the values that go with it.',
    why: 'The API server rejects a selector whose `In` or `NotIn` has no values, whose `Exists` or `DoesNotExist` has some, or whose operator it does not know. Case counts. `Gt` and `Lt` exist for nodes only, with one whole number.',
    remedy: 'Correct the operator, or add or drop the values.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      operator: "'{operator}' is no operator of this selector: Kubernetes knows {known}, and rejects anything else.",
      valuesRequired: "Operator {operator} on '{key}' needs values: Kubernetes rejects it without.",
      valuesForbidden:
        "Operator {operator} on '{key}' takes no values: Kubernetes rejects it with them. Drop them, or use In.",
      oneInteger: "Operator {operator} on '{key}' takes exactly one whole number: Kubernetes rejects anything else.",
    },
    examples: {
      bad: 'affinity:\n  nodeAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      nodeSelectorTerms:\n        - matchExpressions:\n            - key: pool\n              operator: Exists\n              values: [web]\n',
      good: 'affinity:\n  nodeAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      nodeSelectorTerms:\n        - matchExpressions:\n            - key: pool\n              operator: In\n              values: [web]\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const list of context.select('**.matchExpressions')) {
      for (const item of list.kind === 'list' && context.isOwn(list.path) ? list.items : []) {
        const requirement = readRequirements([toJson(item)])?.[0];
        if (!requirement) {
          continue;
        }
        const forNodes = list.path.includes('nodeAffinity') || list.path.includes('nodeSelectorTerms');
        const raw: JsonMap = mapOf(toJson(item)) ?? {};
        const problem = forNodes
          ? nodeTermsProblems([{ matchExpressions: [raw] }])[0]
          : requirementProblem(requirement);
        const { key, operator } = requirement;
        const path = item.path;
        switch (problem) {
          case 'operator-unknown': {
            const known = forNodes ? [...operators, 'Gt', 'Lt'] : operators;
            yield {
              path: [...path, 'operator'],
              message: 'operator',
              data: { operator, known: known.join(', ') },
              fixes: () => respell(path, operator, known),
            };
            break;
          }
          case 'values-required':
            yield { path: [...path, 'operator'], message: 'valuesRequired', data: { operator, key } };
            break;
          case 'values-forbidden':
            yield {
              path: [...path, 'values'],
              part: 'key',
              message: 'valuesForbidden',
              data: { operator, key },
              fixes: () => withoutValues(path, operator, item),
            };
            break;
          case 'one-value-required':
          case 'integer-required':
            yield { path: [...path, 'values'], message: 'oneInteger', data: { operator, key } };
            break;
          default:
            break;
        }
      }
    }
  },
});

function respell(path: Path, operator: string, known: readonly string[]): readonly Fix[] {
  const bare = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '');
  const right = known.find(name => bare(name) === bare(operator));
  return right
    ? [
        {
          title: `Write ${right}`,
          safety: 'safe',
          operations: [{ op: 'set', path: [...path, 'operator'], value: right }],
        },
      ]
    : [];
}

function withoutValues(path: Path, operator: string, item: ValueNode): readonly Fix[] {
  const isMap = item.kind === 'map' && item.entries.has('values');
  return isMap
    ? [
        { title: 'Drop the values', safety: 'unsafe', operations: [{ op: 'remove', path: [...path, 'values'] }] },
        {
          title: `Use operator ${operator === 'Exists' ? 'In' : 'NotIn'}`,
          safety: 'unsafe',
          operations: [{ op: 'set', path: [...path, 'operator'], value: operator === 'Exists' ? 'In' : 'NotIn' }],
        },
      ]
    : [];
}
