import type { Random } from '../support/random.ts';

/** A chart folder and the files that a user gives on top, as texts. */
export interface ChartCase {
  /** By path within the chart's folder. */
  readonly files: Readonly<Record<string, string>>;
  /** Texts of the `-f` files, lowest first. */
  readonly layers: readonly string[];
}

/** As YAML 1.1 reads them, and as people write them. */
const scalars = [
  'yes',
  'No',
  'on',
  'off',
  'y',
  'n',
  'true',
  'False',
  'tRUE',
  '~',
  'null',
  '',
  '0644',
  '0o17',
  '0x1F',
  '0b11',
  '1_000',
  '08',
  '1.10',
  '3.0',
  '1e3',
  '.5',
  '-0',
  '+7',
  '12e4567',
  '123456789012345678',
  '22:30',
  '2001-01-01',
  '"2"',
  "'yes'",
  'plain text',
  '"a\\tb"',
  '=',
  '[]',
  '{}',
  '[1, yes, "no"]',
  '[{a: 1}, {b: ~}]',
  'x#y',
  '!!str 1',
  '!!int "3"',
  '!local 1',
];

const names = ['a', 'b', 'c', 'on', 'x.y', '8080', 'deep'];

/** Lines of a map: keys, nested maps, nulls, and sometimes an anchor that a merge key uses. */
function mapLines(random: Random, indent: string, depth: number, extra: readonly string[] = []): string[] {
  const lines: string[] = [];
  const keys = [...names.filter(() => random.below(5) < 2), ...extra];
  const anchored = depth === 0 && random.below(4) === 0;
  if (anchored) {
    lines.push(`${indent}base: &base`, `${indent}  a: 1`, `${indent}  deep: {a: 2, b: ~}`);
  }
  for (const key of keys) {
    const kind = random.below(10);
    if (kind < 4 && depth < 3) {
      const inner = mapLines(random, `${indent}  `, depth + 1);
      lines.push(...(inner.length > 0 ? [`${indent}${key}:`, ...inner] : [`${indent}${key}: {}`]));
    } else if (kind < 6) {
      lines.push(`${indent}${key}: null`);
    } else {
      lines.push(`${indent}${key}: ${random.pick(scalars) ?? ''}`);
    }
  }
  if (anchored && random.below(2) === 0) {
    const at = random.below(2) === 0 ? lines.length : 3;
    lines.splice(at, 0, `${indent}<<: *base`);
  }
  return lines;
}

function globalLines(random: Random, indent: string): string[] {
  const kind = random.below(6);
  if (kind < 2) {
    return [];
  }
  if (kind === 2 && random.below(4) === 0) {
    return [`${indent}global: ${random.pick(['~', 'text', '{}']) ?? ''}`];
  }
  const inner = mapLines(random, `${indent}  `, 1);
  return inner.length > 0 ? [`${indent}global:`, ...inner] : [];
}

/** What a parent says of a subchart, below its key. */
function subchartLines(random: Random, key: string, indent: string, tree: Tree): string[] {
  const kind = random.below(12);
  if (kind < 4) {
    return [];
  }
  if (kind === 4) {
    return [`${indent}${key}: ${random.pick(['{}', '{}', '~']) ?? '{}'}`];
  }
  const inner = [
    ...mapLines(random, `${indent}  `, 1),
    ...globalLines(random, `${indent}  `),
    ...switchLines(random, `${indent}  `),
    ...belowLines(random, `${indent}  `, tree),
  ];
  return inner.length > 0 ? [`${indent}${key}:`, ...inner] : [];
}

const switchLines = (random: Random, indent: string): string[] =>
  random.below(3) === 0 ? [`${indent}enabled: ${random.pick(['true', 'false', 'no', '"false"', '~']) ?? ''}`] : [];

const belowLines = (random: Random, indent: string, tree: Tree): string[] =>
  tree.children.flatMap(child => subchartLines(random, child.key, indent, child.tree));

interface Child {
  readonly name: string;
  readonly key: string;
  readonly tree: Tree;
}

interface Tree {
  readonly children: readonly Child[];
}

function randomTree(random: Random, depth: number): Tree {
  const count = depth === 0 ? random.below(4) : depth === 1 ? random.below(3) : 0;
  const all = ['db', 'cache', 'web'].slice(0, count);
  return {
    children: all.map(name => ({
      name,
      key: random.below(4) === 0 ? `my${name}` : name,
      tree: randomTree(random, depth + 1),
    })),
  };
}

export function randomChart(random: Random): ChartCase {
  const tree = randomTree(random, 0);
  const files: Record<string, string> = { 'templates/values.yaml': '{{ .Values | toJson }}\n' };
  writeChart(random, files, '', 'root', tree);
  const layers = Array.from({ length: random.below(4) }, () => fileText(random, tree));
  return { files, layers };
}

function fileText(random: Random, tree: Tree): string {
  const lines = [
    ...mapLines(random, '', 0),
    ...globalLines(random, ''),
    ...tagLines(random),
    ...belowLines(random, '', tree),
    ...exportLines(random),
  ];
  const text = `${lines.join('\n')}\n`;
  return random.below(12) === 0 ? `---\n${text}---\nlost: true\n` : random.below(15) === 0 ? '# nothing\n' : text;
}

const tagLines = (random: Random): string[] =>
  random.below(3) === 0
    ? [
        'tags:',
        `  front: ${random.pick(['true', 'false']) ?? ''}`,
        `  back: ${random.pick(['true', 'no', '"no"']) ?? ''}`,
      ]
    : [];

const exportLines = (random: Random): string[] =>
  random.below(3) === 0 ? ['exports:', '  data:', ...mapLines(random, '    ', 2, ['shared'])] : [];

function writeChart(random: Random, files: Record<string, string>, folder: string, name: string, tree: Tree): void {
  const dependencies = tree.children.flatMap(child => dependencyLines(random, child));
  const undeclared = random.below(12) === 0 && tree.children.every(child => child.key === child.name);
  const declared = undeclared || dependencies.length === 0 ? [] : ['dependencies:', ...dependencies];
  files[`${folder}Chart.yaml`] = ['apiVersion: v2', `name: ${name}`, 'version: 0.1.0', ...declared, ''].join('\n');
  if (random.below(8) > 0) {
    files[`${folder}values.yaml`] = fileText(random, tree);
  }
  for (const child of tree.children) {
    writeChart(random, files, `${folder}charts/${child.name}/`, child.name, child.tree);
  }
}

function dependencyLines(random: Random, { name, key }: Child): string[] {
  const importKind = random.below(4);
  return [
    `  - name: ${name}`,
    '    version: 0.1.0',
    ...(key === name ? [] : [`    alias: ${key}`]),
    ...(random.below(3) === 0
      ? [`    condition: ${random.pick([`${key}.enabled`, `${key}.none,${key}.enabled`, `global.${key}`]) ?? ''}`]
      : []),
    ...(random.below(3) === 0 ? [`    tags: [${random.pick(['front', 'back', 'front, back']) ?? ''}]`] : []),
    ...(importKind === 0
      ? ['    import-values: [data]']
      : importKind === 1
        ? [
            '    import-values:',
            '      - child: deep',
            `        parent: ${random.pick(['.', 'a', 'imported.here']) ?? ''}`,
          ]
        : []),
  ];
}
