import { missingRequests } from '../kit/autoscaling.ts';
import { textAt } from '../rule/autoscalers.ts';
import { type Component, titleOf } from '../rule/component.ts';
import { ownsAny, standsAlone } from '../rule/ownership.ts';
import { defineRule, type RuleContext } from '../rule/rule.ts';
import { type MapNode, toJson } from '../values/node.ts';
import type { Path } from '../values/path.ts';

const usual: Readonly<Record<string, string>> = { cpu: '250m', memory: '512Mi' };

export default defineRule({
  id: 'resources-requests-missing',
  meta: {
    summary: 'Request CPU and memory for every container.',
    why: 'The scheduler and the cluster autoscaler plan by requests. A pod without them lands on nodes that are full, is the first to be killed when memory runs out, and cannot be scaled by utilisation.',
    remedy:
      'Request what the workload needs in normal operation. A limit without a request counts as the request, too.',
    severity: 'warning',
    mode: 'M',
    profile: 'production',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      missing:
        "'{component}' requests no {resources}: the scheduler takes it for free, and it is evicted first when a node runs short. Set '{key}'.",
    },
    examples: {
      bad: { defaults: 'replicaCount: 2\nimage:\n  tag: ""\nresources: {}\n', values: 'replicaCount: 3\n' },
      good: {
        defaults: 'replicaCount: 2\nimage:\n  tag: ""\nresources: {}\n',
        values: 'resources:\n  requests:\n    cpu: 250m\n    memory: 512Mi\n',
      },
    },
    sources: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/'],
    covers: ['S2-75', 'S4-15', 'S4-36'],
    fix: 'unsafe',
    replaces: ['resources-empty'],
  },
  *check(context) {
    for (const component of context.components) {
      const { resources: path } = component;
      const block = path && context.at(path);
      if (!path || !component.enabled || hasPreset(component) || (block !== undefined && block.kind !== 'map')) {
        continue;
      }
      if (
        !ownsAny(context, [path, component.path]) ||
        context.knows(path) === false ||
        !(context.complete || isWhole(context, component, block))
      ) {
        continue;
      }
      const missing = missingRequests(toJson(block), ['cpu', 'memory']);
      if (missing.length > 0) {
        yield {
          path,
          part: 'key',
          message: 'missing',
          data: {
            component: titleOf(component),
            resources: missing.map(name => (name === 'cpu' ? 'CPU' : name)).join(' and no '),
            key: keyOf(path, missing),
          },
          fixes: () => [
            {
              title: `Request ${missing.map(name => `${usual[name]} ${name === 'cpu' ? 'CPU' : name}`).join(' and ')}`,
              safety: 'unsafe',
              operations: missing.map(name => ({
                op: 'set' as const,
                path: [...path, 'requests', name],
                value: usual[name] ?? null,
              })),
            },
          ],
        };
      }
    }
  },
});

/** `resourcesPreset: small` stands for requests. */
const hasPreset = ({ node }: Component): boolean => !['none', ''].includes(textAt(node, ['resourcesPreset']) ?? '');

/** Without the chart's defaults: a file that names image and requests describes the workload, not a difference. */
const isWhole = (context: RuleContext, { node }: Component, block: MapNode | undefined): boolean =>
  standsAlone(context) &&
  textAt(node, ['image', 'repository']) !== undefined &&
  (block?.entries.has('requests') ?? false);

const keyOf = (path: Path, missing: readonly string[]): string =>
  missing.map(name => `${path.at(-1)}.requests.${name}`).join("' and '");
