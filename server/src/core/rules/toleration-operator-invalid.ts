import { isAbsent, isTemplate } from '../kit/json.ts';
import { defineRule } from '../rule/rule.ts';
import { ownTolerations } from '../rule/tolerations.ts';
import { formatPath } from '../values/path.ts';

/** How people write the two operators, in lower case. */
const meant: ReadonlyMap<string, string> = new Map([
  ['exists', 'Exists'],
  ['exist', 'Exists'],
  ['exits', 'Exists'],
  ['equal', 'Equal'],
  ['equals', 'Equal'],
  ['eq', 'Equal'],
  ['=', 'Equal'],
  ['==', 'Equal'],
]);

export default defineRule({
  id: 'toleration-operator-invalid',
  meta: {
    summary: 'Use an operator that tolerations have: Equal or Exists.',
    why: 'The API server rejects a toleration with any other operator. Case counts: `exists` is no operator, and `In` belongs to affinity.',
    remedy: 'Write `Equal` with a value, or `Exists` without one.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      operator:
        "'{operator}' is no operator of a toleration: Kubernetes knows Equal and Exists, and rejects anything else.",
    },
    examples: {
      bad: 'tolerations:\n  - key: target\n    operator: exists\n',
      good: 'tolerations:\n  - key: target\n    operator: Exists\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/'],
    fix: 'safe',
  },
  *check(context) {
    for (const { path, fields } of ownTolerations(context)) {
      const { operator } = fields;
      if (
        isAbsent(operator) ||
        isTemplate(operator) ||
        ['', 'Equal', 'Exists', 'Gt', 'Lt'].includes(String(operator))
      ) {
        continue;
      }
      const right = meant.get(String(operator).toLowerCase());
      yield {
        path: [...path, 'operator'],
        message: 'operator',
        data: { operator: typeof operator === 'object' ? formatPath([...path, 'operator']) : String(operator) },
        fixes: () =>
          right
            ? [
                {
                  title: `Write ${right}`,
                  safety: 'safe',
                  operations: [{ op: 'set', path: [...path, 'operator'], value: right }],
                },
              ]
            : [],
      };
    }
  },
});
