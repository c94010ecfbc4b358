import { imagesOf, isMoving } from '../rule/images.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'image-pull-policy-mutable',
  meta: {
    summary: 'Pull an image with a moving tag every time.',
    why: 'With IfNotPresent a node keeps the build that it pulled first. Under a tag that moves, each node then runs another build of the same release.',
    remedy: 'Pin the image to a release or digest. Where the tag has to move, set the pull policy to Always.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['helm', 'kcp'],
    messages: {
      mutable:
        "'{path}: {policy}' keeps the build a node pulled first, and '{tag}' moves: nodes run different builds. Pin the tag, or pull Always.",
    },
    examples: {
      bad: 'image:\n  tag: latest\n  pullPolicy: IfNotPresent\n',
      good: 'image:\n  tag: latest\n  pullPolicy: Always\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const image of imagesOf(context)) {
      const { pullPolicy: policy, tag } = image;
      if (
        !isMoving(image) ||
        !policy ||
        !context.isOwn(policy.path) ||
        (policy.value !== 'IfNotPresent' && policy.value !== 'Never')
      ) {
        continue;
      }
      yield {
        path: policy.path,
        message: 'mutable',
        data: { path: formatPath(policy.path), policy: policy.value, tag: tag ?? '' },
        fixes: () => [
          {
            title: 'Pull every time',
            safety: 'unsafe',
            operations: [{ op: 'set', path: policy.path, value: 'Always' }],
          },
        ],
      };
    }
  },
});
