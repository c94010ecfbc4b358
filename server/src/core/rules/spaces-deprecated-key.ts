import { defineRule } from '../rule/rule.ts';
import { nodeAt } from '../values/node.ts';

const successors = [
  ['controller.secretRefs.ingressCA', 'externalTLS.caBundleSecret.name'],
  ['router.secretRefs.tlsSecretName', 'externalTLS.tlsSecret.name'],
] as const;

export default defineRule({
  id: 'spaces-deprecated-key',
  meta: {
    summary: 'Name the public certificate in one place.',
    why: 'The secrets of the public endpoint are set under `externalTLS` since 1.13. The old settings are still read, for now; two names for one certificate drift apart at the next renewal.',
    remedy: 'Move the name to `externalTLS.caBundleSecret.name` or `externalTLS.tlsSecret.name`.',
    severity: 'warning',
    mode: 'L',
    profile: 'default',
    products: ['spaces'],
    messages: {
      moved: "'{path}' is deprecated: the secret is named by '{to}' now. Move it there.",
      both: "'{path}' is deprecated, and '{to}' is set too: one certificate, two names. Take the old one out.",
    },
    examples: {
      bad: 'router:\n  secretRefs:\n    tlsSecretName: my-cert\n',
      good: 'externalTLS:\n  tlsSecret:\n    name: my-cert\n',
    },
    sources: ['https://docs.upbound.io/reference/spaces-helm-reference/'],
    fix: 'safe',
    replaces: ['schema/deprecated-key'],
  },
  *check({ path: pathOf, isOwn, knows, value, stack }) {
    for (const [name, successor] of successors) {
      const [path, to] = [pathOf(name), pathOf(successor)];
      if (!isOwn(path) || knows(to) !== true || value(path) === undefined) {
        continue;
      }
      const both = isOwn(to);
      const here = stack.layers.some(layer => nodeAt(layer.root, path) && nodeAt(layer.root, to));
      yield {
        path,
        part: 'key',
        message: both ? 'both' : 'moved',
        data: { path: name, to: successor },
        fixes: () =>
          !both
            ? [{ title: `Move to '${successor}'`, safety: 'safe', operations: [{ op: 'move', from: path, to }] }]
            : here
              ? [{ title: `Remove '${name}'`, safety: 'unsafe', operations: [{ op: 'remove', path }] }]
              : [],
      };
    }
  },
});
