import { parseImageReference } from '../kit/image-reference.ts';
import { imagesOf } from '../rule/images.ts';
import { mapAround } from '../rule/own-values.ts';
import { defineRule, type RuleContext } from '../rule/rule.ts';
import { nodeAt } from '../values/node.ts';
import { formatPath, type Path } from '../values/path.ts';

export default defineRule({
  id: 'image-tag-missing',
  meta: {
    summary: 'Give every image reference a tag or a digest.',
    why: 'An image without a tag means `latest`: whatever was pushed last, and another build at every pull.',
    remedy: 'Add the release (`:1.27.3`) or a digest (`@sha256:…`).',
    severity: 'warning',
    mode: 'L',
    profile: 'production',
    products: ['helm', 'kcp'],
    messages: {
      missing: "'{path}: {image}' has neither tag nor digest, which means latest. Pin a release or a digest.",
    },
    examples: {
      bad: 'extraContainers:\n  - name: proxy\n    image: quay.io/team/proxy\n',
      good: 'extraContainers:\n  - name: proxy\n    image: quay.io/team/proxy:2.1.0\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/containers/images/#image-names'],
    covers: ['S2-56'],
  },
  *check(context) {
    for (const { path, node, reference, tag, hasDigest } of imagesOf(context)) {
      if (reference && tag === undefined && !hasDigest && context.isOwn(path) && isPrintedWhole(context, path)) {
        yield { path, message: 'missing', data: { path: formatPath(path), image: String(node.value) } };
      }
    }
  },
});

/** Charts often keep the tag elsewhere. A container in a list is printed as it stands, and so is what had a tag by default. */
function isPrintedWhole(context: RuleContext, path: Path): boolean {
  const inList = /containers$/i.test(String(path.at(-3))) && typeof path.at(-2) === 'number';
  if (inList) {
    return mapAround(context, path)?.entries.has('name') === true;
  }
  const below = nodeAt(context.stack.defaults, path);
  return below?.kind === 'scalar' && parseImageReference(String(below.value))?.tag !== undefined;
}
