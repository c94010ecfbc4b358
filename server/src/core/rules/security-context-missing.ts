import { titleOf } from '../rule/component.ts';
import { isEmptyNode } from '../rule/own-values.ts';
import { defineRule } from '../rule/rule.ts';
import { nodeAt } from '../values/node.ts';

const names = ['podSecurityContext', 'containerSecurityContext', 'securityContext'];

export default defineRule({
  id: 'security-context-missing',
  meta: {
    summary: 'Give every workload a security context.',
    why: 'With empty security contexts the container runs as its image says, often as root, with all default capabilities. An opinion: the chart may have its own in the templates.',
    remedy: 'Set `runAsNonRoot`, drop all capabilities and use the default seccomp profile.',
    severity: 'info',
    mode: 'M',
    profile: 'production',
    optIn: true,
    products: ['helm'],
    messages: {
      missing: "'{component}' has no security context: it runs as its image says, often as root. Fill in '{key}'.",
    },
    examples: {
      bad: 'podSecurityContext: {}\nsecurityContext: {}\n',
      good: 'podSecurityContext:\n  runAsNonRoot: true\nsecurityContext: {}\n',
    },
    sources: ['https://kubernetes.io/docs/tasks/configure-pod-container/security-context/'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const component of context.components) {
      const { node, path, enabled } = component;
      const keys = names.filter(name => node.entries.has(name));
      const [key] = keys;
      if (
        !enabled ||
        key === undefined ||
        keys.some(name => !isEmptyNode(nodeAt(node, [name]))) ||
        !keys.some(name => context.isOwn([...path, name]))
      ) {
        continue;
      }
      const value =
        key === 'podSecurityContext'
          ? { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } }
          : { runAsNonRoot: true };
      yield {
        path: [...path, key],
        part: 'key',
        message: 'missing',
        data: { component: titleOf(component), key },
        fixes: () => [
          {
            title: 'Refuse to run as root',
            safety: 'unsafe',
            operations: [{ op: 'set', path: [...path, key], value }],
          },
        ],
      };
    }
  },
});
