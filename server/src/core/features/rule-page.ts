import type { AnyRule, Example } from '../rule/rule.ts';

/** The page of a rule as Markdown: what its file in docs/rules holds, and what `explain` prints. */
export function rulePage({ id, meta }: AnyRule): string {
  const modes = {
    L: 'the value itself',
    E: 'effective values',
    M: 'what is missing from the effective values',
    T: 'what the templates do',
  };
  const facts = [
    `Severity: **${meta.severity}**`,
    `applies to ${meta.products.join(', ')}`,
    meta.optIn === true
      ? 'off unless the configuration turns it on'
      : meta.profile === 'production'
        ? 'in the `production` profile'
        : 'in every profile',
    `looks at ${modes[meta.mode]}`,
    meta.fix === undefined ? 'no fix' : `fix: ${meta.fix}`,
  ];
  const options = Object.entries(meta.options ?? {}).map(
    ([name, option]) =>
      `- \`${name}\` (${option.type}, default \`${JSON.stringify(option.default)}\`): ${option.description}`,
  );
  return `${[
    `# ${id}`,
    `**${meta.summary}**`,
    `${facts.join(' · ')}.`,
    '## Why',
    meta.why,
    '## What to do',
    meta.remedy,
    ...(options.length > 0 ? ['## Options', options.join('\n')] : []),
    '## Example',
    'Reported:',
    example(meta.examples.bad),
    'Accepted:',
    example(meta.examples.good),
    '## Sources',
    meta.sources.map(source => `- <${source}>`).join('\n'),
  ].join('\n\n')}\n`;
}

function example(given: Example): string {
  const none = { defaults: undefined, nodePools: undefined };
  const { values, defaults, nodePools } =
    typeof given === 'string' ? { ...none, values: given } : { ...none, ...given };
  const layers = [values].flat();
  const named = layers.map((text, index) =>
    layers.length === 1 && defaults === undefined
      ? text
      : `# ${index === layers.length - 1 ? 'the overlay' : 'below it'}\n${text}`,
  );
  return [
    ...(nodePools === undefined ? [] : [`# the node pools\n${nodePools}`]),
    ...(defaults === undefined ? [] : [`# the chart's own values.yaml\n${defaults}`]),
    ...named,
  ]
    .map(text => `\`\`\`yaml\n${text.replace(/\n$/, '')}\n\`\`\``)
    .join('\n\n');
}

const families = {
  spaces: 'Upbound Spaces',
  kcp: 'kcp',
  'kcp-operator': 'kcp operator resources',
  helm: 'Any Helm chart',
} as const;
/** The source documents, by the key that their items begin with. */
export const documents: Readonly<Record<string, string>> = {
  S0: 'Spaces: production scaling and high availability',
  S1: 'Spaces: concepts',
  S2: 'Auto-scaling of a watcher service',
  S3: 'kcp: production setup',
  S4: 'Kubernetes scaling of a clip service',
};

/** The list of all rules, by product and by source document. */
export function ruleIndex(rules: readonly AnyRule[]): string {
  const row = ({ id, meta }: AnyRule) =>
    `| [\`${id}\`](${id}.md) | ${meta.severity} | ${meta.profile}${meta.optIn === true ? ', opt-in' : ''} | ${meta.fix ?? ''} | ${meta.summary.replace(/\|/g, '\\|')} |`;
  const head = '| rule | severity | profile | fix | what it asks |\n|---|---|---|---|---|';
  const own = (family: keyof typeof families) =>
    rules.filter(({ meta }) =>
      family === 'helm'
        ? meta.products.includes('helm')
        : meta.products.includes(family) && !meta.products.includes('helm'),
    );
  const sections = (Object.keys(families) as (keyof typeof families)[]).flatMap(family => {
    const listed = own(family);
    return listed.length === 0 ? [] : [`## ${families[family]}\n\n${head}\n${listed.map(row).join('\n')}`];
  });
  const bySource = Object.entries(documents).flatMap(([key, title]) => {
    const listed = rules.filter(({ meta }) => meta.covers?.some(item => item.startsWith(`${key}-`)));
    return listed.length === 0 ? [] : [`- **${title}**: ${listed.map(({ id }) => `[\`${id}\`](${id}.md)`).join(', ')}`];
  });
  const codes =
    'Codes that are no rules (`schema/…`, `yaml/…`, `values/…`, `ignore/…`, `config/…`) have pages of the same form.';
  return `# Rules\n\n${rules.length} rules. ${codes}\n\n${sections.join('\n\n')}\n${bySource.length === 0 ? '' : `\n## By source document\n\n${bySource.join('\n')}\n`}`;
}
