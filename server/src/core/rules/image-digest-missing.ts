import { imagesOf } from '../rule/images.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'image-digest-missing',
  meta: {
    summary: 'Pin images by digest.',
    why: 'Whoever may push to the registry can give a tag to another build; a digest names one build for ever. An opinion: it costs readable versions, and needs a tool that keeps digests current.',
    remedy: 'Add the digest beside the tag (`digest: sha256:…`, or `image: name:tag@sha256:…`).',
    severity: 'info',
    mode: 'L',
    profile: 'production',
    optIn: true,
    products: ['helm'],
    messages: { missing: "'{path}' has no digest: its tag may be moved to another build." },
    examples: {
      bad: 'image:\n  repository: nginx\n  tag: 1.27.3\n',
      good: 'image:\n  repository: nginx\n  tag: 1.27.3\n  digest: sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/containers/images/#image-names'],
  },
  *check(context) {
    for (const { path, tag, hasDigest } of imagesOf(context)) {
      if (tag !== undefined && !hasDigest && context.isOwn(path)) {
        yield { path, message: 'missing', data: { path: formatPath(path) } };
      }
    }
  },
});
