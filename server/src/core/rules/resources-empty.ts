import { titleOf } from '../rule/component.ts';
import { defineRule } from '../rule/rule.ts';
import { nodeAt } from '../values/node.ts';

export default defineRule({
  id: 'resources-empty',
  meta: {
    summary: 'Say what a container needs, or leave the key out.',
    why: 'An empty `resources` in a production file reads like a decision. It changes nothing: the defaults of the chart stay, and where it has none the pods have no requests, and are evicted first.',
    remedy: 'Request CPU and memory.',
    severity: 'info',
    mode: 'L',
    profile: 'production',
    products: ['helm', 'kcp'],
    messages: {
      empty:
        "The resources of '{component}' are empty: unless the chart has defaults, its pods request nothing and are evicted first. Request CPU and memory.",
    },
    examples: {
      bad: 'replicaCount: 2\nresources: {}\n',
      good: 'replicaCount: 2\nresources:\n  requests:\n    cpu: 250m\n    memory: 512Mi\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/'],
    covers: ['S4-36'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const component of context.components) {
      const path = component.resources;
      const block = path && context.at(path);
      const top = context.stack.layers.at(-1)?.root;
      const written = path && nodeAt(top, path);
      const hasPreset = component.node.entries.has('resourcesPreset');
      if (
        !path ||
        !component.enabled ||
        block?.kind !== 'map' ||
        block.entries.size > 0 ||
        written?.kind !== 'map' ||
        hasPreset
      ) {
        continue;
      }
      yield {
        path,
        message: 'empty',
        data: { component: titleOf(component) },
        fixes: () => [
          {
            title: 'Request 250m CPU and 512Mi memory',
            safety: 'unsafe',
            operations: [{ op: 'set', path, value: { requests: { cpu: '250m', memory: '512Mi' } } }],
          },
        ],
      };
    }
  },
});
