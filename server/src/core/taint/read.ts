import { withoutBlockComments, withoutLineComments } from './comments.ts';
import { type Findings, type FoundPool, inPool, nothingFound, shifted, taintFileOf, together } from './finding.ts';
import { readHclOutline, readOutline } from './outline.ts';
import { readBottlerocket } from './sources/bottlerocket.ts';
import { readCommandLines } from './sources/command-line.ts';
import { poolFinder, readDocument } from './sources/manifest.ts';
import { type CodeBlock, readMarkdown } from './sources/markdown.ts';
import { isConfigurationFile, readProductionValues } from './sources/production-values.ts';
import { hereDocuments } from './sources/shell.ts';
import { readTerraform, sourceOfText, terraformFromJson } from './sources/terraform.ts';
import { emptyTaintFile, MAX_TAINT_FILE_BYTES, type TaintFile, type TaintSource } from './taint.ts';
import { bracketDepth } from './tree/datum.ts';
import { type HclReader, readHcl } from './tree/hcl.ts';
import { readJsonnet } from './tree/jsonnet.ts';
import { readYaml } from './tree/yaml.ts';

type Language = 'unnamed' | 'yaml' | 'json' | 'jsonnet' | 'hcl' | 'tf.json' | 'shell' | 'markdown' | 'toml';

const BY_ENDING: readonly (readonly [RegExp, Language])[] = [
  [/\.(?:tf|tofu)\.json$/, 'tf.json'],
  [/\.(?:tf|tofu|tfvars|hcl)$/, 'hcl'],
  [/\.ya?ml$/, 'yaml'],
  [/\.json$/, 'json'],
  [/\.(?:jsonnet|libsonnet)$/, 'jsonnet'],
  [/\.(?:md|mdx|markdown)$/, 'markdown'],
  [/\.toml$/, 'toml'],
  [/\.(?:sh|bash|zsh|ksh|envrc|env|mk|mak|service|conf|cfg|ini|bats|ps1|userdata|cloudinit|cloud-config)$/, 'shell'],
  [
    /(?:^|\/)(?:GNU)?[Mm]akefile[^/]*$|(?:^|\/)(?:Dockerfile|Containerfile|Jenkinsfile|Vagrantfile|Tiltfile|[Jj]ustfile|\.envrc|\.env)[^/]*$/,
    'shell',
  ],
];

/** Endings that say a file is a template or a sample of what its name says without them. */
const WRAPPERS = /\.(?:example|sample|dist|template|tmpl|tpl|tftpl|gotmpl|j2|jinja2?|in|erb|bak|orig)$/i;

function languageOf(uri: string): Language | undefined {
  const plain = uri.replace(WRAPPERS, '');
  const found = BY_ENDING.find(([pattern]) => pattern.test(plain))?.[1];
  return found ?? (plain === uri ? undefined : 'unnamed');
}

/** Whether a file of this name is worth opening at all. */
export const isTaintSourceName = (uri: string): boolean => languageOf(uri) !== undefined;

/** Without any of these in it a text says nothing of node pools. Plain searches: far quicker than one pattern for all. */
const TELLING_WORDS = [
  'taint',
  'Taint',
  'TAINT',
  'node-label',
  'nodeLabel',
  'node_label',
  'NODE_LABEL',
  'kubectl label',
  'label node',
  'kind: Node',
  '"Node"',
  'nodePool',
  'node_pool',
  'nodepool',
  'nodeGroup',
  'NodeGroup',
  'node_group',
  'nodeConfig',
  'node_config',
  'karpenter.',
  'InstanceGroup',
  'gardener.cloud',
];

const isTelling = (text: string): boolean => TELLING_WORDS.some(word => text.includes(word));

/** A quick look at a file: false when there is surely nothing in it. */
export const mayHoldTaints = (uri: string, text: string): boolean =>
  isConfigurationFile(uri) || (isTaintSourceName(uri) && isTelling(text));

/** Nesting beyond this is not a file that someone wrote; parsing it would only cost time. */
const DEEPEST_BRACKETS = 1000;

/** Why an HCL file is skipped when `readTaints` was given no reader. */
export const noHclReader = 'no reader for HCL';

/** Letters. Parsers of YAML and HCL slow down on lines that no one writes. */
const LONGEST_LINE = 100_000;

function hasLongLine(text: string): boolean {
  for (let at = 0; at !== -1; at = text.indexOf('\n', at + 1)) {
    if (text.length - at <= LONGEST_LINE) {
      return false;
    }
    const next = text.indexOf('\n', at + 1);
    if (next === -1 || next - at > LONGEST_LINE) {
      return true;
    }
  }
  return false;
}

/**
 * Every taint, node label, pool and removal that the text declares. `uri` says by its name what notation it is in; offsets are
 * the text's. HCL is left out without a reader for it. Never throws; `skipped` says why something was not read.
 */
export function readTaints(uri: string, text: string, hcl?: HclReader): TaintFile {
  if (text.length > MAX_TAINT_FILE_BYTES) {
    return emptyTaintFile(uri, 'larger than 2 MB');
  }
  if (isConfigurationFile(uri)) {
    return taintFileOf(uri, readProductionValues(text));
  }
  const language = languageOf(uri);
  if (language === undefined || !isTelling(text)) {
    return emptyTaintFile(uri);
  }
  if (language !== 'markdown' && language !== 'shell' && bracketDepth(text) > DEEPEST_BRACKETS) {
    return emptyTaintFile(uri, 'nested too deep to be read');
  }
  if ((language === 'yaml' || language === 'hcl') && hasLongLine(text)) {
    return emptyTaintFile(uri, 'a line is too long to be read');
  }
  if (language === 'hcl' && hcl === undefined) {
    return emptyTaintFile(uri, noHclReader);
  }
  return taintFileOf(uri, readLanguage(language, { uri, text, hcl, depth: 0 }));
}

/** What a running cluster says: the text of `kubectl get nodes -o json`, of any size. */
export const readNodeDump = (uri: string, text: string): TaintFile =>
  bracketDepth(text) > DEEPEST_BRACKETS
    ? emptyTaintFile(uri, 'nested too deep to be read')
    : taintFileOf(
        uri,
        readDocument(readJsonnet(text), uri, () => nothingFound),
      );

interface Reading {
  readonly uri: string;
  readonly text: string;
  readonly hcl: HclReader | undefined;
  /** How many texts this one stands in. */
  readonly depth: number;
}

function readLanguage(language: Language, reading: Reading): Findings {
  switch (language) {
    case 'markdown':
      return readMarkdown(reading.text, block => readBlock(block, reading));
    case 'yaml': {
      const plain = withoutLineComments(reading.text);
      return isTelling(plain) ? withLines(readYamlText(reading, plain), plain) : nothingFound;
    }
    case 'json':
    case 'jsonnet':
      return withLines(readJsonText(reading, language), withoutLineComments(withoutBlockComments(reading.text)));
    case 'tf.json':
      return withTerraformSource(withLines(readTerraformJson(reading), reading.text), reading);
    case 'hcl': {
      const plain = withoutLineComments(withoutBlockComments(reading.text));
      return withTerraformSource(withLines(readHclText(reading, plain), plain), reading);
    }
    case 'unnamed':
      return readLanguage(guess(reading.text) ?? 'shell', reading);
    case 'toml':
      return readLines(withoutLineComments(reading.text));
    default:
      return withLines(readShellText(reading), withoutLineComments(reading.text));
  }
}

const readLines = (text: string): Findings => together([readCommandLines(text), readBottlerocket(text)]);

/** What the lines of a text say, told apart by the pool of the structure that they stand in. */
function withLines(structure: Findings, text: string): Findings {
  const lines = readLines(text);
  const poolAt = poolFinder(structure.pools);
  const adopt = <
    T extends { readonly at: { readonly start: number }; readonly pool: string | null; readonly source: TaintSource },
  >(
    found: T,
  ): T => {
    const pool = poolAt(found.at.start);
    const source = found.source === 'other' ? (pool?.source ?? found.source) : found.source;
    return {
      ...found,
      pool: found.pool ?? pool?.name ?? null,
      source,
      ...(found.pool === null && pool?.name ? { group: pool.name } : {}),
    };
  };
  return together([structure, { taints: lines.taints.map(adopt), labels: lines.labels.map(adopt), pools: [] }]);
}

/** The source that all structures of a text have in common. */
function mainSource(found: readonly { readonly source: TaintSource }[]): TaintSource | undefined {
  const sources = new Set(found.map(({ source }) => source));
  return sources.size === 1 ? found[0]?.source : undefined;
}

function readYamlText(reading: Reading, plain: string): Findings {
  const documents = readYaml(reading.text, (start, end) => isTelling(plain.slice(start, end)));
  const found = documents.map(document => readDocument(document.root, reading.uri, embedded(reading)));
  const source =
    mainSource(found.flatMap((part): { source: TaintSource }[] => [...part.pools, ...part.taints])) ?? 'other';
  const broken = documents.some(document => document.broken || document.root.kind === 'text');
  return together([...found, ...(broken ? [readOutline(reading.text, source)] : [])]);
}

function readJsonText(reading: Reading, language: 'json' | 'jsonnet'): Findings {
  const found = readDocument(readJsonnet(reading.text), reading.uri, embedded(reading));
  return language === 'jsonnet' && /nodeGroups|eksctl/.test(reading.text + reading.uri)
    ? inPool(found, { name: null, source: 'eksctl' })
    : found;
}

/** A command line or user data in Terraform is about the cloud that the file is about. */
const withTerraformSource = (found: Findings, reading: Reading): Findings =>
  inPool(found, { name: null, source: sourceOfText(reading.text, reading.uri) });

const readTerraformJson = (reading: Reading): Findings =>
  readTerraform(terraformFromJson(readJsonnet(reading.text)), reading.text, reading.uri, embedded(reading));

function readHclText(reading: Reading, plain: string): Findings {
  if (reading.hcl === undefined || bracketDepth(reading.text) > DEEPEST_BRACKETS) {
    return nothingFound;
  }
  const { root, broken } = readHcl(reading.text, reading.hcl);
  const found = readTerraform(root, reading.text, reading.uri, embedded(reading));
  return broken
    ? together([found, readHclOutline(plain, reading.hcl, sourceOfText(reading.text, reading.uri))])
    : found;
}

const readShellText = (reading: Reading): Findings =>
  together(hereDocuments(reading.text).map(document => shifted(embedded(reading)(document.text), document.offset)));

/** The structures in a text within a text. Its lines are read with the outer text's. */
const embedded =
  (reading: Reading) =>
  (text: string): Findings => {
    const language = reading.depth < 3 && isTelling(text) ? guess(text) : undefined;
    const inner = { ...reading, text, depth: reading.depth + 1 };
    switch (language) {
      case 'yaml':
        return bracketDepth(text) > DEEPEST_BRACKETS ? nothingFound : readYamlText(inner, text);
      case 'json':
        return readJsonText(inner, 'json');
      case 'hcl':
        return readHclText(inner, withoutLineComments(text));
      case 'shell':
        return readShellText(inner);
      default:
        return nothingFound;
    }
  };

const BY_FENCE: ReadonlyMap<string, Language> = new Map([
  ...['yaml', 'yml'].map(name => [name, 'yaml'] as const),
  ...['hcl', 'terraform', 'tf', 'tfvars', 'opentofu'].map(name => [name, 'hcl'] as const),
  ...['json', 'json5', 'jsonc', 'jsonnet'].map(name => [name, 'jsonnet'] as const),
  ...['bash', 'sh', 'shell', 'console', 'zsh', 'shell-session', 'shellsession'].map(name => [name, 'shell'] as const),
  ['toml', 'toml'],
]);

/** Languages of code blocks that are shown for what they print or for how a program is written. */
const FOREIGN_FENCES: ReadonlySet<string> = new Set([
  'go',
  'golang',
  'python',
  'py',
  'rust',
  'java',
  'diff',
  'mermaid',
  'text',
  'output',
  'log',
  'proto',
]);

function readBlock(block: CodeBlock, reading: Reading): Findings {
  if (FOREIGN_FENCES.has(block.language) || !isTelling(block.text)) {
    return nothingFound;
  }
  const named = BY_FENCE.get(block.language);
  // What is named a shell's may be the file that a command opens; what is named nothing may be anything.
  const language = named === undefined || named === 'shell' ? (guess(block.text) ?? 'shell') : named;
  const found = readLanguage(language, { ...reading, text: block.text, depth: reading.depth + 1 });
  // Pools of one code block say nothing about the next one.
  return { ...found, pools: found.pools.filter((pool: FoundPool) => pool.name !== null) };
}

/** What an unnamed text is written in. */
function guess(text: string): Language | undefined {
  const start = text.slice(0, 20_000);
  if (/^\s*#!/.test(start)) {
    return 'shell';
  }
  if (/^\s*[[{]/.test(start)) {
    return 'json';
  }
  if (
    /^[ \t]*(?:resource|module|variable|locals|provider|data|dynamic|taints?)\b[^\n:=]*\{[ \t]*$|^[ \t]*[\w-]+[ \t]*=[ \t]*[[{]/m.test(
      start,
    )
  ) {
    return 'hcl';
  }
  if (/<<[-~]?\s*["']?[A-Z]/.test(start)) {
    return 'shell';
  }
  return /^[ \t]*(?:- +)*["']?[\w./-]+["']?[ \t]*:(?:[ \t]|$)/m.test(start) ? 'yaml' : undefined;
}
