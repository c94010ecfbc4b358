import { defineRule } from '../rule/rule.ts';
import { isTemplated } from '../values/node.ts';

export default defineRule({
  id: 'kcp-batteries-replaced',
  meta: {
    summary: 'Repeat workspace-types in a list of batteries of your own.',
    why: 'Helm replaces lists as a whole: a list of your own drops `workspace-types`, the default, and kcp starts without the usual workspace types.',
    remedy: "Name `workspace-types` too. Entries that start with `+` or `-` change kcp's own defaults instead.",
    severity: 'info',
    mode: 'E',
    profile: 'default',
    products: ['kcp'],
    messages: {
      dropped: "'{path}' replaces the default list, and drops 'workspace-types'. Name it too, unless that is meant.",
    },
    examples: {
      bad: 'kcp:\n  batteries:\n    - metrics-viewer\n',
      good: 'kcp:\n  batteries:\n    - workspace-types\n    - metrics-viewer\n',
    },
    sources: ['https://github.com/kcp-dev/helm-charts/tree/main/charts/kcp'],
    fix: 'unsafe',
  },
  *check({ at, path: pathOf, isOwn, knows }) {
    const path = pathOf('kcp.batteries');
    const list = at(path);
    const items = list?.kind === 'list' ? list.items : [];
    const names = items.map(item => (item.kind === 'scalar' ? String(item.value) : ''));
    const relative = names.some(name => /^[+-]/.test(name) || name === 'workspace-types');
    if (isOwn(path) && knows(path) === true && items.length > 0 && !relative && !items.some(isTemplated)) {
      yield {
        path,
        part: 'key',
        message: 'dropped',
        data: { path: 'kcp.batteries' },
        fixes: () => [
          {
            title: "Add 'workspace-types'",
            safety: 'unsafe',
            operations: [{ op: 'append', path, items: ['workspace-types'] }],
          },
        ],
      };
    }
  },
});
