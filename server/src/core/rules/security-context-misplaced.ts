import { mapAround } from '../rule/own-values.ts';
import { defineRule, type Fix, type RuleContext } from '../rule/rule.ts';
import {
  containerOnlyFields,
  ownSecurityContexts,
  podOnlyFields,
  type SecurityContext,
} from '../rule/security-contexts.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'security-context-misplaced',
  meta: {
    summary: 'Keep fields of the pod and of its containers in their own security context.',
    why: '`fsGroup` exists only for the pod, `capabilities` or `privileged` only for a container. In the wrong one Kubernetes drops the field without a word, or refuses the pod: the restriction is not in force.',
    remedy: 'Move the field to the other context.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'kcp'],
    messages: {
      misplaced:
        "'{path}' is a field of the {right}, not of the {wrong}: Kubernetes ignores or refuses it there, so it is not in force. Move it to '{target}'.",
    },
    examples: {
      bad: 'podSecurityContext:\n  readOnlyRootFilesystem: true\nsecurityContext: {}\n',
      good: 'podSecurityContext: {}\nsecurityContext:\n  readOnlyRootFilesystem: true\n',
    },
    sources: ['https://kubernetes.io/docs/tasks/configure-pod-container/security-context/'],
    fix: 'safe',
    replaces: ['schema/unknown-key'],
  },
  *check(context) {
    for (const security of ownSecurityContexts(context)) {
      const { node, path, level } = security;
      // Which of the two a plain `securityContext` is, only its template says for sure.
      if (path.at(-1) === 'securityContext' && typeof path.at(-2) !== 'number') {
        continue;
      }
      const wrong = level === 'pod' ? containerOnlyFields : podOnlyFields;
      for (const field of wrong.filter(name => node.entries.has(name) && context.isOwn([...path, name]))) {
        const target = targetOf(context, security);
        yield {
          path: [...path, field],
          part: 'key',
          message: 'misplaced',
          data: {
            path: formatPath([...path, field]),
            right: level === 'pod' ? 'container' : 'pod',
            wrong: level === 'pod' ? 'pod' : 'container',
            target,
          },
          fixes: () => moveTo(context, security, field, target),
        };
      }
    }
  },
});

/** The other context, in this chart's spelling. */
function targetOf(context: RuleContext, { path, level }: SecurityContext): string {
  if (typeof path.at(-2) === 'number' || level !== 'pod') {
    return 'podSecurityContext';
  }
  const around = mapAround(context, path);
  return around?.entries.has('securityContext') ? 'securityContext' : 'containerSecurityContext';
}

function moveTo(context: RuleContext, { path }: SecurityContext, field: string, target: string): readonly Fix[] {
  const to = [...path.slice(0, -1), target];
  // A container of a list shares the context of its pod, which stands elsewhere.
  if (typeof path.at(-2) === 'number' || context.knows(to) === false || context.at([...to, field]) !== undefined) {
    return [];
  }
  return [
    {
      title: `Move to '${target}'`,
      safety: 'safe',
      operations: [{ op: 'move', from: [...path, field], to: [...to, field] }],
    },
  ];
}
