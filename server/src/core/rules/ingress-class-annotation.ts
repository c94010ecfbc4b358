import { ownAnnotations } from '../rule/ingress-annotations.ts';
import { isEmptyNode, mapAround } from '../rule/own-values.ts';
import { unset } from '../rule/ownership.ts';
import { defineRule, type Fix, type RuleContext } from '../rule/rule.ts';
import { formatPath, type Path } from '../values/path.ts';

/** GKE's controller reads only the annotation. */
const needsAnnotation = ['gce', 'gce-internal'];

export default defineRule({
  id: 'ingress-class-annotation',
  meta: {
    summary: 'Name the ingress class in ingressClassName.',
    why: 'The annotation `kubernetes.io/ingress.class` has been deprecated since Kubernetes 1.18. Controllers may ignore it, and an ingress that has both is rejected when it is created.',
    remedy: 'Set `ingressClassName` (in many charts `className`) and take the annotation out.',
    severity: 'warning',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'kcp'],
    messages: {
      annotation:
        "'{path}' is the deprecated way to choose an ingress class: controllers may ignore it. Name '{value}' in {key}.",
    },
    examples: {
      bad: 'ingress:\n  annotations:\n    kubernetes.io/ingress.class: nginx\n',
      good: 'ingress:\n  className: nginx\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#deprecated-annotation'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { node, path } of ownAnnotations(context, 'kubernetes.io/ingress.class')) {
      const value = String(node.value);
      const key = classKey(context, path);
      if (needsAnnotation.includes(value)) {
        continue;
      }
      yield {
        path,
        part: 'key',
        message: 'annotation',
        data: { path: formatPath(path), value, key: key?.at(-1) ?? 'ingressClassName' },
        fixes: () => (key ? [useKey(context, path, key, value)] : []),
      };
    }
  },
});

/** Where this chart has the class, when it is known to have it. */
function classKey(context: RuleContext, annotation: Path): Path | undefined {
  const around = annotation.slice(0, -2);
  return ['className', 'ingressClassName', 'class']
    .map(name => [...around, name])
    .find(path => mapAround(context, path)?.entries.has(String(path.at(-1))) || context.knows(path) === true);
}

const useKey = (context: RuleContext, annotation: Path, key: Path, value: string): Fix => ({
  title: `Use ${String(key.at(-1))}`,
  safety: 'unsafe',
  operations: [
    ...(isEmptyNode(context.at(key)) ? [{ op: 'set' as const, path: key, value }] : []),
    unset(context, annotation),
  ],
});
