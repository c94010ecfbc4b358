import type { AnyRule, Example } from '../rule/rule.ts';

/** The page of a rule as Markdown: what its file in docs/rules holds, and what `explain` prints. */
export function rulePage({ id, meta }: AnyRule): string {
  const modes = { L: 'the value itself', E: 'effective values', M: 'what is missing from the effective values', T: 'what the templates do' };
  const facts = [
    `Severity: **${meta.severity}**`,
    `applies to ${meta.products.join(', ')}`,
    meta.optIn === true ? 'off unless the configuration turns it on' : meta.profile === 'production' ? 'in the `production` profile' : 'in every profile',
    `looks at ${modes[meta.mode]}`,
    meta.fix === undefined ? 'no fix' : `has a ${meta.fix} fix`,
  ];
  const options = Object.entries(meta.options ?? {}).map(([name, option]) => `- \`${name}\` (${option.type}, default \`${JSON.stringify(option.default)}\`): ${option.description}`);
  return [
    `# ${id}`,
    `**${meta.summary}**`,
    `${facts.join(' · ')}.`,
    '## Why', meta.why,
    '## What to do', meta.remedy,
    ...(options.length > 0 ? ['## Options', options.join('\n')] : []),
    '## Example', 'Reported:', example(meta.examples.bad), 'Accepted:', example(meta.examples.good),
    '## Sources', meta.sources.map(source => `- <${source}>`).join('\n'),
  ].join('\n\n') + '\n';
}

function example(given: Example): string {
  const values = typeof given === 'string' ? [given] : [given.values].flat();
  return values.map((text, index) => `\`\`\`yaml\n${values.length > 1 ? `# ${index === values.length - 1 ? 'the overlay' : 'below it'}\n` : ''}${text.replace(/\n$/, '')}\n\`\`\``).join('\n\n');
}
