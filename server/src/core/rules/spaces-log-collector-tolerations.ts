import { readToleration, type Toleration, tolerates } from '../kit/toleration.ts';
import type { JsonValue } from '../product/table.ts';
import { switchAt } from '../rule/remedies/read.ts';
import { poolRoles } from '../rule/remedies/spaces-pools.ts';
import type { RuleContext } from '../rule/rule.ts';
import { defineRule } from '../rule/rule.ts';
import { toJson } from '../values/node.ts';

export default defineRule({
  id: 'spaces-log-collector-tolerations',
  meta: {
    summary: 'Let the log collector onto the nodes of control planes.',
    why: 'The log collector runs a pod on every node whose taints it tolerates. On dedicated, tainted nodes of etcd and API servers it is missing, and the logs of the control planes there are lost.',
    remedy:
      'Repeat the tolerations of `controlPlanes.etcd` and `controlPlanes.vcluster` in `observability.collectors.logCollector.tolerations` (up to 1.15 `observability.collectors.tolerations`).',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['spaces'],
    messages: {
      missing:
        "The log collector does not tolerate {taints}, as control planes do: it is missing on their nodes, and their logs are lost. Add the tolerations to '{path}'.",
    },
    examples: {
      bad: 'observability:\n  enabled: true\ncontrolPlanes:\n  etcd:\n    tolerations:\n      - key: target\n        value: etcd\n        effect: NoSchedule\n',
      good: 'observability:\n  enabled: true\n  collectors:\n    logCollector:\n      tolerations:\n        - key: target\n          operator: Exists\n          effect: NoSchedule\ncontrolPlanes:\n  etcd:\n    tolerations:\n      - key: target\n        value: etcd\n        effect: NoSchedule\n',
    },
    sources: ['https://docs.upbound.io/reference/release-notes/spaces/'],
    covers: ['S0-13', 'S0-19'],
    fix: 'unsafe',
  },
  *check(context) {
    const name = ['observability.collectors.logCollector.tolerations', 'observability.collectors.tolerations'].find(
      candidate => context.knows(context.path(candidate)) === true,
    );
    if (name === undefined || switchAt(context, 'observability.enabled') !== true) {
      return;
    }
    const present = tolerationsAt(context, name);
    const wanted = poolRoles.flatMap(role => tolerationsAt(context, `${role.path}.tolerations`));
    if (present.some(({ read }) => read === undefined)) {
      return;
    }
    const missing = wanted.filter(
      ({ read }, index) =>
        read?.key &&
        !present.some(other => covers(other.read, read)) &&
        wanted.findIndex(other => covers(other.read, read)) === index,
    );
    const path = context.path(name);
    if (missing.length > 0) {
      yield {
        path,
        part: 'key',
        message: 'missing',
        data: { path: name, taints: missing.map(({ read }) => describe(read)).join(', ') },
        fixes: () => [
          {
            title: 'Add the tolerations of the control planes',
            safety: 'unsafe',
            operations: [{ op: 'append', path, items: missing.map(({ raw }) => raw) }],
          },
        ],
      };
    }
  },
});

function tolerationsAt({ at }: RuleContext, name: string) {
  const list = at(name);
  return (list?.kind === 'list' ? list.items : []).map(item => ({
    raw: toJson(item) as JsonValue,
    read: readToleration(toJson(item)),
  }));
}

/** Whether every taint that `inner` tolerates is tolerated by `outer` too. */
function covers(outer: Toleration | undefined, inner: Toleration): boolean {
  if (!outer) {
    return false;
  }
  const effects = inner.effect ? [inner.effect] : ['NoSchedule', 'NoExecute', 'PreferNoSchedule'];
  // A value that nobody writes stands for any value.
  const values = inner.operator === 'Exists' ? ['\u0000'] : [inner.value ?? ''];
  return effects.every(effect =>
    values.every(value => tolerates(outer, { key: inner.key ?? '', value, effect }) === true),
  );
}

const describe = (toleration: Toleration | undefined): string =>
  `${toleration?.key}${toleration?.value ? `=${toleration.value}` : ''}${toleration?.effect ? `:${toleration.effect}` : ''}`;
