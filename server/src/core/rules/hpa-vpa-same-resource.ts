import { scaledComponents, textAt, utilizationTargets } from '../rule/autoscalers.ts';
import { titleOf } from '../rule/component.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';
import { isTemplated, type MapNode, nodeAt, toJson } from '../values/node.ts';

const places: readonly (readonly string[])[] = [
  ['vpa'],
  ['verticalPodAutoscaler'],
  ['autoscaling', 'vpa'],
  ['autoscaling', 'verticalPodAutoscaler'],
  ['verticalpodautoscaler'],
];

export default defineRule({
  id: 'hpa-vpa-same-resource',
  meta: {
    summary: 'Let the horizontal and the vertical autoscaler each mind a resource of its own.',
    why: 'The one adds pods when usage passes a share of the request, the other changes that very request. Over the same resource they chase each other.',
    remedy:
      'Limit the VerticalPodAutoscaler to the other resource (`controlledResources`), or to recommendations (`updateMode: "Off"`).',
    severity: 'warning',
    mode: 'E',
    profile: 'default',
    products: ['helm', 'spaces'],
    messages: {
      both: "'{component}' is scaled by {resource} usage while a VerticalPodAutoscaler changes its {resource} request: the two chase each other. Limit the vertical one to other resources.",
    },
    examples: {
      bad: 'hpa:\n  enabled: true\n  targetCPUUtilizationPercentage: 70\nvpa:\n  enabled: true\n  updateMode: Recreate\n',
      good: 'hpa:\n  enabled: true\n  targetCPUUtilizationPercentage: 70\nvpa:\n  enabled: true\n  updateMode: Recreate\n  controlledResources: [memory]\n',
    },
    sources: ['https://github.com/kubernetes/autoscaler/blob/master/vertical-pod-autoscaler/docs/known-limitations.md'],
    covers: ['S2-92'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { component, autoscaler } of scaledComponents(context)) {
      const keys = places.find(names => nodeAt(component.node, names)?.kind === 'map');
      const vpa = keys && nodeAt(component.node, keys);
      const resources = vpa?.kind === 'map' ? controlledBy(vpa) : [];
      const target = utilizationTargets(autoscaler).find(
        ({ resource, value }) => resources.includes(resource) && value !== 0,
      );
      const at = keys && [...component.path, ...keys];
      if (!at || !target || !ownsAny(context, [at, target.path, autoscaler.enabledPath])) {
        continue;
      }
      const path = [...at, 'controlledResources'];
      yield {
        path: [...at, 'enabled'],
        message: 'both',
        data: { component: titleOf(component), resource: target.resource === 'cpu' ? 'CPU' : 'memory' },
        related: [{ path: target.path, message: 'The target of the horizontal autoscaler.' }],
        fixes: () =>
          target.resource === 'cpu' && context.knows(path) !== false
            ? [
                {
                  title: 'Let the vertical autoscaler mind memory only',
                  safety: 'unsafe',
                  operations: [{ op: 'set', path, value: ['memory'] }],
                },
              ]
            : [],
      };
    }
  },
});

/** The resources whose requests a vertical autoscaler changes: both unless it says otherwise, none when it only recommends or is not known. */
function controlledBy(vpa: MapNode): readonly unknown[] {
  const enabled = nodeAt(vpa, ['enabled']);
  const mode = nodeAt(vpa, ['updateMode']) ?? nodeAt(vpa, ['updatePolicy', 'updateMode']);
  const isOn = enabled?.kind === 'scalar' && enabled.value === true;
  // A plain Off is the boolean false in YAML.
  const changes =
    !isTemplated(mode) &&
    (mode?.kind !== 'scalar' || !['Off', 'Initial', false].includes(mode.value as string | boolean));
  if (!isOn || !changes || textAt(vpa, ['controlledResources']) !== undefined) {
    return [];
  }
  const controlled = toJson(nodeAt(vpa, ['controlledResources']));
  return Array.isArray(controlled) && controlled.length > 0 ? controlled : ['cpu', 'memory'];
}
