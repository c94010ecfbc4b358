import { amountsOf, isBytes, resourceBlocks } from '../rule/resource-blocks.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'resources-unit-style',
  meta: {
    summary: 'Use one kind of unit for the memory of a container.',
    why: '`1G` is 7 % less than `1Gi`. Mixed units hide a limit that is below its request.',
    remedy: 'Use Mi and Gi throughout.',
    severity: 'info',
    mode: 'L',
    profile: 'production',
    optIn: true,
    products: ['helm', 'spaces', 'kcp'],
    messages: { mixed: "'{value}' counts by 1000, and '{other}' beside it by 1024. Use one kind of unit." },
    examples: {
      bad: 'resources:\n  requests:\n    memory: 512M\n  limits:\n    memory: 1Gi\n',
      good: 'resources:\n  requests:\n    memory: 512Mi\n  limits:\n    memory: 1Gi\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#meaning-of-memory'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const block of resourceBlocks(context)) {
      const amounts = amountsOf(block).filter(({ resource }) => isBytes(resource));
      const binary = amounts.find(({ value }) => /\d[KMGTPE]i$/.test(String(value)));
      for (const { path, value } of binary ? amounts : []) {
        const decimal = /^(.*\d)([kMGTPE])$/.exec(String(value));
        if (decimal && binary && context.isOwn(path)) {
          const right = `${decimal[1]}${decimal[2] === 'k' ? 'K' : decimal[2]}i`;
          yield {
            path,
            message: 'mixed',
            data: { value, other: binary.value },
            fixes: () => [
              { title: `Write ${right}`, safety: 'unsafe', operations: [{ op: 'set', path, value: right }] },
            ],
          };
        }
      }
    }
  },
});
