import { imagesOf, isMoving } from '../rule/images.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'image-tag-latest',
  meta: {
    summary: 'Pin images to a version.',
    why: 'A tag that moves names another build tomorrow. Nodes then run different builds of one release, a restart is an unplanned upgrade, and there is nothing to roll back to.',
    remedy:
      'Name a release, or add a digest. Many charts take an empty tag as the version that the chart was made for.',
    severity: 'warning',
    mode: 'L',
    profile: 'production',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      moving:
        "'{path}' names '{tag}', a tag that moves: a restart may bring another build, and there is nothing to roll back to. Pin a release or a digest.",
    },
    examples: { bad: 'image:\n  tag: latest\n', good: 'image:\n  tag: 1.27.3\n' },
    sources: ['https://kubernetes.io/docs/concepts/containers/images/#image-names'],
    covers: ['S2-56', 'S4-27'],
  },
  *check(context) {
    for (const image of imagesOf(context)) {
      if (isMoving(image) && context.isOwn(image.path)) {
        yield {
          path: image.path,
          message: 'moving',
          data: { path: formatPath(image.path), tag: image.tag ?? '' },
        };
      }
    }
  },
});
