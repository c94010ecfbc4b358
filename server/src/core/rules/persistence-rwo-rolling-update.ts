import { titleOf } from '../rule/component.ts';
import { ownsAny, unset } from '../rule/ownership.ts';
import { defineRule, type Fix, type RuleContext } from '../rule/rule.ts';
import { sharedVolume, updateStrategyOf } from '../rule/volume-claims.ts';
import type { Path } from '../values/path.ts';

export default defineRule({
  id: 'persistence-rwo-rolling-update',
  meta: {
    summary: 'Replace the pod of a ReadWriteOnce volume, do not roll it.',
    why: 'A rolling update starts the new pod before the old one ends. On another node it waits for the volume that the old pod holds, and the old pod waits for the new one: the update never finishes.',
    remedy: 'Set the strategy to Recreate, or `maxSurge: 0`.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['helm', 'kcp'],
    messages: {
      rolling:
        "'{component}' keeps a ReadWriteOnce volume, and its updates start the new pod first: on another node it waits for the volume for ever. Use Recreate.",
    },
    examples: {
      bad: 'replicaCount: 1\nstrategy:\n  type: RollingUpdate\npersistence:\n  enabled: true\n  accessModes: [ReadWriteOnce]\n',
      good: 'replicaCount: 1\nstrategy:\n  type: Recreate\npersistence:\n  enabled: true\n  accessModes: [ReadWriteOnce]\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#recreate-deployment'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const component of context.components) {
      const volume = component.enabled ? sharedVolume(component) : undefined;
      const strategy = updateStrategyOf(component);
      const { replicas, autoscaler } = component;
      if (
        !volume ||
        strategy?.type !== 'RollingUpdate' ||
        strategy.surge === 0 ||
        strategy.surge === '0%' ||
        replicas?.value !== 1 ||
        autoscaler?.enabled === true ||
        !ownsAny(context, [volume.modePath, [...volume.path, 'enabled'], strategy.path])
      ) {
        continue;
      }
      const isMap = strategy.node.kind === 'map';
      const at = isMap ? [...strategy.path, 'type'] : strategy.path;
      yield {
        path: context.isOwn(at) ? at : volume.path,
        ...(context.isOwn(at) ? {} : { part: 'key' as const }),
        message: 'rolling',
        data: { component: titleOf(component) },
        fixes: () => [recreate(context, at, isMap ? [...strategy.path, 'rollingUpdate'] : undefined)],
      };
    }
  },
});

/** Kubernetes refuses Recreate beside the parameters of a rolling update. */
const recreate = (context: RuleContext, type: Path, rolling: Path | undefined): Fix => ({
  title: 'Replace the pod: Recreate',
  safety: 'unsafe',
  operations: [
    { op: 'set', path: type, value: 'Recreate' },
    ...(rolling && context.at(rolling) !== undefined ? [unset(context, rolling)] : []),
  ],
});
