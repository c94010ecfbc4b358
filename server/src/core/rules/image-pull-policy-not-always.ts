import { ownScalars } from '../rule/own-values.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'image-pull-policy-not-always',
  meta: {
    summary: 'Pull images every time.',
    why: 'With Always the registry is asked at every start, so that a node cannot start an image that the pod has no right to pull. An opinion: images that are pinned do not need it.',
    remedy: 'Set the pull policy to Always.',
    severity: 'info',
    mode: 'L',
    profile: 'production',
    optIn: true,
    products: ['helm'],
    messages: {
      policy: "'{path}' is {policy}: the registry is not asked at every start. Set it to Always.",
    },
    examples: { bad: 'image:\n  pullPolicy: IfNotPresent\n', good: 'image:\n  pullPolicy: Always\n' },
    sources: ['https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { path, value } of ownScalars(context, ['pullPolicy', 'imagePullPolicy'])) {
      if (value === 'IfNotPresent' || value === 'Never') {
        yield {
          path,
          message: 'policy',
          data: { path: formatPath(path), policy: value },
          fixes: () => [
            { title: 'Pull every time', safety: 'unsafe', operations: [{ op: 'set', path, value: 'Always' }] },
          ],
        };
      }
    }
  },
});
