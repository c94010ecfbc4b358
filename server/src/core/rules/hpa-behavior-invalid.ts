import { isAbsent, isTemplate, wholeNumber } from '../kit/json.ts';
import { defineRule } from '../rule/rule.ts';
import { type MapNode, nodeAt, toJson } from '../values/node.ts';
import type { Path } from '../values/path.ts';

interface Slip {
  readonly path: Path;
  readonly message: 'window' | 'period' | 'value' | 'type' | 'selectPolicy' | 'empty';
  readonly text: string;
}

export default defineRule({
  id: 'hpa-behavior-invalid',
  meta: {
    summary: 'Write scaling behavior that the API server accepts.',
    why: 'The API server rejects the HorizontalPodAutoscaler, and the release with it, when a window is outside of 0 to 3600 seconds, a period outside of 1 to 1800, a value below 1, a list of policies empty, or a word unknown.',
    remedy: 'Correct the field that the message names.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces'],
    messages: {
      window: 'A stabilization window of {text} seconds is rejected by Kubernetes: it takes 0 to 3600.',
      period: 'A period of {text} seconds is rejected by Kubernetes: it takes 1 to 1800.',
      value: 'A policy with the value {text} is rejected by Kubernetes: it takes 1 or more.',
      type: "'{text}' is no type of policy: Kubernetes knows Pods and Percent, and rejects anything else.",
      selectPolicy: "'{text}' is no selectPolicy: Kubernetes knows Max, Min and Disabled, and rejects anything else.",
      empty:
        'An empty list of policies is rejected by Kubernetes: leave {text} away for the default, or set selectPolicy Disabled.',
    },
    examples: {
      bad: 'autoscaling:\n  enabled: true\n  behavior:\n    scaleDown:\n      stabilizationWindowSeconds: 7200\n',
      good: 'autoscaling:\n  enabled: true\n  behavior:\n    scaleDown:\n      stabilizationWindowSeconds: 3600\n',
    },
    sources: ['https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/'],
  },
  *check(context) {
    for (const direction of ['scaleUp', 'scaleDown']) {
      for (const rules of context.select(`**.${direction}`)) {
        if (rules.kind !== 'map' || !/behavior$/i.test(String(rules.path.at(-2)))) {
          continue;
        }
        for (const { path, message, text } of slipsIn(rules)) {
          if (context.isOwn(path)) {
            yield { path, message, data: { text } };
          }
        }
      }
    }
  },
});

function* slipsIn(rules: MapNode): Iterable<Slip> {
  const at = (node: MapNode, name: string) => ({ path: [...node.path, name], value: toJson(nodeAt(node, [name])) });
  const window = at(rules, 'stabilizationWindowSeconds');
  if (isOutside(window.value, 0, 3600)) {
    yield { path: window.path, message: 'window', text: String(window.value) };
  }
  const select = at(rules, 'selectPolicy');
  if (isOther(select.value, ['Max', 'Min', 'Disabled'])) {
    yield { path: select.path, message: 'selectPolicy', text: String(select.value) };
  }
  const policies = nodeAt(rules, ['policies']);
  if (policies?.kind !== 'list') {
    return;
  }
  if (policies.items.length === 0 && select.value !== 'Disabled') {
    yield { path: policies.path, message: 'empty', text: 'policies' };
  }
  for (const policy of policies.items) {
    if (policy.kind !== 'map') {
      continue;
    }
    const [type, value, period] = [at(policy, 'type'), at(policy, 'value'), at(policy, 'periodSeconds')];
    if (isOther(type.value, ['Pods', 'Percent'])) {
      yield { path: type.path, message: 'type', text: String(type.value) };
    }
    if (isOutside(value.value, 1, Number.MAX_SAFE_INTEGER)) {
      yield { path: value.path, message: 'value', text: String(value.value) };
    }
    if (isOutside(period.value, 1, 1800)) {
      yield { path: period.path, message: 'period', text: String(period.value) };
    }
  }
}

/** A whole number out of range; anything that is not known is not judged. */
function isOutside(value: unknown, least: number, most: number): boolean {
  const number = wholeNumber(value);
  return number !== undefined && (number < least || number > most);
}

const isOther = (value: unknown, words: readonly unknown[]): boolean =>
  !isAbsent(value) && value !== '' && !isTemplate(value) && !words.includes(value);
