import { titleOf } from '../rule/component.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';
import { sharedVolume } from '../rule/volume-claims.ts';

export default defineRule({
  id: 'persistence-rwo-multi-replica',
  meta: {
    summary: 'Do not share a ReadWriteOnce volume among replicas.',
    why: 'A ReadWriteOnce volume is mounted on one node at a time. As soon as a second replica is placed on another node, it waits for the volume for ever (Multi-Attach error); anti-affinity makes that certain.',
    remedy: 'Use a ReadWriteMany volume, keep the state elsewhere, or run one replica with `strategy.type: Recreate`.',
    severity: 'error',
    mode: 'E',
    profile: 'default',
    products: ['helm', 'kcp'],
    messages: {
      shared:
        "'{component}' runs up to {replicas} replicas on one ReadWriteOnce volume: those on another node never start. Use ReadWriteMany, or run one replica.",
    },
    examples: {
      bad: 'replicaCount: 2\nstrategy:\n  type: RollingUpdate\npersistence:\n  enabled: true\n  accessModes: [ReadWriteOnce]\n',
      good: 'replicaCount: 2\nstrategy:\n  type: RollingUpdate\npersistence:\n  enabled: true\n  accessModes: [ReadWriteMany]\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes'],
    covers: ['S2-74'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const component of context.components) {
      const volume = component.enabled ? sharedVolume(component) : undefined;
      const { autoscaler, replicas } = component;
      const most = autoscaler?.enabled === true ? autoscaler.max.value : replicas?.value;
      if (!volume || most === undefined || most < 2 || component.fewestReplicas === undefined) {
        continue;
      }
      const anchor = [
        volume.modePath,
        replicas?.path,
        autoscaler?.max.path,
        autoscaler?.enabledPath,
        [...volume.path, 'enabled'],
      ];
      if (!ownsAny(context, anchor)) {
        continue;
      }
      yield {
        path: anchor.find(path => path !== undefined && context.isOwn(path)) ?? volume.modePath,
        message: 'shared',
        data: { component: titleOf(component), replicas: most },
        fixes: () =>
          volume.existingClaim
            ? []
            : [
                {
                  title: 'Share it: ReadWriteMany',
                  safety: 'unsafe',
                  operations: [
                    {
                      op: 'set',
                      path: volume.modePath,
                      value: volume.modePath.at(-1) === 'accessModes' ? ['ReadWriteMany'] : 'ReadWriteMany',
                    },
                  ],
                },
              ],
      };
    }
  },
});
