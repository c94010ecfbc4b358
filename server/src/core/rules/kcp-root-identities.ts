import { switchAt } from '../rule/remedies/read.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'kcp-root-identities',
  meta: {
    summary: 'Let kcp make its root identities.',
    why: 'The identities of the root exports are what lets their owners reach objects in all workspaces. Fixed ones from a values file are known to everyone who reads it, and cannot be changed once kcp has started with them.',
    remedy: 'Leave `development.rootIdentities.enabled` off.',
    severity: 'error',
    mode: 'L',
    profile: 'production',
    products: ['kcp'],
    messages: {
      fixed:
        "'{path}' starts kcp with identities that stand in this file: whoever reads it can reach objects in all workspaces. Switch it off.",
    },
    examples: {
      bad: 'development:\n  rootIdentities:\n    enabled: true\n',
      good: 'development:\n  rootIdentities:\n    enabled: false\n',
    },
    sources: ['https://github.com/kcp-dev/helm-charts/tree/main/charts/kcp'],
    fix: 'unsafe',
  },
  *check(context) {
    const name = 'development.rootIdentities.enabled';
    const path = context.path(name);
    if (switchAt(context, name) === true && context.knows(path) === true) {
      yield {
        path,
        message: 'fixed',
        data: { path: name },
        fixes: () => [
          { title: 'Switch fixed identities off', safety: 'unsafe', operations: [{ op: 'set', path, value: false }] },
        ],
      };
    }
  },
});
