import { readToleration, type Toleration } from '../kit/toleration.ts';
import { readList } from '../rule/placement.ts';
import { defineRule, type Fix, type RuleContext } from '../rule/rule.ts';
import {
  componentWith,
  isBuiltInKey,
  type ListedToleration,
  ownTolerations,
  runsOnEveryNode,
} from '../rule/tolerations.ts';
import { mayMatchUnknown, taintsMatching, untolerated } from '../taint/index.ts';
import { type DeclaredTaint, formatTaint } from '../taint/taint.ts';
import { didYouMean } from '../text/did-you-mean.ts';

/** Taints that clouds, device plugins and drivers put on nodes without anyone's file saying so. */
const setByOthers =
  /^(?:nvidia|amd|intel|habana|aws\.amazon|google)\.(?:com|ai)\/|^CriticalAddonsOnly$|agent-not-ready$|^(?:sku|gpu)$|^virtual-kubelet\.io\//;

export default defineRule({
  id: 'toleration-matches-no-taint',
  meta: {
    summary: 'Tolerate taints that nodes have.',
    why: 'A toleration that matches no taint does nothing: a misspelt key, value or effect leaves the pods off the pool that they were meant for.',
    remedy:
      'Write key, value and effect as the node pools declare them. Where the taint is set elsewhere, name that file in `taints` of `.production-values.yaml`. The finding only appears when all declared taints are known: no template among them, no source left out.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    products: ['helm', 'spaces', 'kcp', 'kcp-operator'],
    messages: {
      none: "No node pool of this workspace has a taint that '{toleration}' matches: the toleration has no effect.",
      near: "No node pool of this workspace has a taint that '{toleration}' matches. Is {taint} of {pool} meant?",
    },
    examples: {
      bad: {
        values:
          'web:\n  replicas: 2\n  tolerations:\n    - key: dedicated\n      operator: Equal\n      value: webb\n      effect: NoSchedule\n',
        nodePools:
          'apiVersion: v1\nkind: Node\nmetadata:\n  name: web-1\nspec:\n  taints:\n    - key: dedicated\n      value: web\n      effect: NoSchedule\n',
      },
      good: {
        values:
          'web:\n  replicas: 2\n  tolerations:\n    - key: dedicated\n      operator: Equal\n      value: web\n      effect: NoSchedule\n',
        nodePools:
          'apiVersion: v1\nkind: Node\nmetadata:\n  name: web-1\nspec:\n  taints:\n    - key: dedicated\n      value: web\n      effect: NoSchedule\n',
      },
    },
    sources: ['https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/'],
    fix: 'unsafe',
    replaces: ['toleration-without-node-affinity'],
  },
  *check(context) {
    const { nodes } = context;
    for (const listed of nodes.complete ? ownTolerations(context) : []) {
      const toleration = readToleration(listed.fields);
      const key = toleration?.key ?? '';
      if (
        !toleration ||
        key === '' ||
        isBuiltInKey(key) ||
        setByOthers.test(key) ||
        componentWith(context, listed.list)?.enabled === false ||
        taintsMatching(nodes, toleration).length > 0 ||
        mayMatchUnknown(nodes, toleration)
      ) {
        continue;
      }
      const near = nearest(context, listed, toleration);
      // What belongs on every node tolerates whatever may come.
      if (near?.key !== key && runsOnEveryNode(context, listed.list)) {
        continue;
      }
      const common = { path: [...listed.path, near && near.key === key ? fieldThatDiffers(toleration, near) : 'key'] };
      const text = inTaintNotation(toleration);
      yield near
        ? {
            ...common,
            message: 'near',
            data: {
              toleration: text,
              taint: formatTaint(near),
              pool: near.pool === null ? 'a node pool' : `'${near.pool}'`,
            },
            fixes: () => [tolerateInstead(listed, toleration, near)],
          }
        : { ...common, message: 'none', data: { toleration: text } };
    }
  },
});

/** `key=value:effect`, as taints are written; what a toleration leaves open is left out. */
function inTaintNotation({ key, operator, value, effect }: Toleration): string {
  const equals = operator !== 'Exists' && value ? `=${value}` : '';
  return `${key}${equals}${effect ? `:${effect}` : ''}`;
}

/** A taint of the same key that nothing else in the list tolerates, else one whose key is nearly the same. */
function nearest(
  { nodes, at }: RuleContext,
  { list }: ListedToleration,
  { key, value }: Toleration,
): DeclaredTaint | undefined {
  const others = readList(at(list)).filter(toleration => toleration !== undefined);
  const taints = untolerated(nodes.taints, others);
  const same = taints.filter(taint => taint.key === key);
  const [meant] = didYouMean(
    String(key),
    taints.flatMap(taint => taint.key ?? []),
    1,
  );
  const candidates = same.length > 0 ? same : taints.filter(taint => taint.key === meant);
  const [likely] = didYouMean(
    value ?? '',
    candidates.flatMap(taint => taint.value ?? []),
    1,
  );
  const exact = candidates.find(taint => (taint.value ?? '') === (value ?? ''));
  return (
    exact ?? candidates.find(taint => taint.value === likely) ?? (candidates.length === 1 ? candidates[0] : undefined)
  );
}

function fieldThatDiffers({ value, operator, effect }: Toleration, taint: DeclaredTaint): string {
  const valueFits = operator === 'Exists' || (value ?? '') === (taint.value ?? '');
  return !valueFits && value ? 'value' : valueFits && effect ? 'effect' : 'key';
}

/** The toleration as the taint asks for it; fields that fit, and seconds, stay. */
function tolerateInstead({ path }: ListedToleration, given: Toleration, { key, value, effect }: DeclaredTaint): Fix {
  const set = (field: string, text: string | null) =>
    text === null ? [] : [{ op: 'set' as const, path: [...path, field], value: text }];
  const byValue = given.operator !== 'Exists';
  return {
    title: `Tolerate ${formatTaint({ key, value, effect })}`,
    safety: 'unsafe',
    operations: [
      ...(given.key === key ? [] : set('key', key)),
      ...(byValue && (given.value ?? '') !== (value ?? '')
        ? value
          ? set('value', value)
          : [
              ...set('operator', 'Exists'),
              ...(given.value ? [{ op: 'remove' as const, path: [...path, 'value'] }] : []),
            ]
        : []),
      ...(given.effect && given.effect !== effect ? set('effect', effect) : []),
    ],
  };
}
