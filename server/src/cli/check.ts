import { createPatch } from 'diff';
import { reparse } from '../core/manifest/reparse.ts';
import { applyFixes, type FixLevel } from '../core/rule/apply.ts';
import type { Finding } from '../core/rule/finding.ts';
import type { Level, ProfileName } from '../core/rule/rule.ts';
import { rules } from '../core/rules/index.ts';
import { nearestVersion } from '../core/schema/build.ts';
import type { ValuesDocument } from '../core/values/document.ts';
import { namedProduct } from '../workspace/assets.ts';
import type { Host } from '../workspace/host.ts';
import { folderOf, normalize, relativeTo } from '../workspace/uri.ts';
import { configurationName, findFiles, isYamlName } from '../workspace/values-files.ts';
import { createWorkspace, type FileResult, type Overrides, type Part, type Workspace } from '../workspace/workspace.ts';
import { type FormatName, formats } from './format/index.ts';
import { type CliHost, UsageError } from './host.ts';
import {
  productName,
  type ReportedFinding,
  type ReportedValues,
  reportedFinding,
  reportedValues,
  summarize,
} from './report.ts';

export interface CheckOptions {
  readonly values: readonly string[];
  readonly chart?: string;
  readonly product?: string;
  readonly taints: readonly string[];
  readonly rule: readonly string[];
  readonly format: FormatName;
  readonly fix?: FixLevel;
  readonly diff: boolean;
  readonly profile?: ProfileName;
  readonly maxWarnings?: number;
  readonly stdinPath?: string;
}

/** The values files to check, and which of them the user named. */
interface Target {
  readonly uri: string;
  readonly named: boolean;
  /** Below it, lowest first; undefined: found by convention. */
  readonly layers?: readonly string[];
}

export async function check(paths: readonly string[], options: CheckOptions, host: CliHost): Promise<number> {
  const stdin = paths.includes('-') ? await readStdin(options, host) : undefined;
  const texts = new Map<string, string>(stdin ? [[stdin.uri, stdin.text]] : []);
  const files = withTexts(host.files, texts);
  const roots = await rootsOf(paths, options, host);
  const workspace = createWorkspace(files, roots, rules, await overridesOf(options, host));
  const { targets, cut } = await targetsOf(paths, options, host, files, stdin?.uri);
  const nameOf = (uri: string) =>
    uri === stdin?.uri && options.stdinPath === undefined ? '<stdin>' : nameIn(host.cwd, uri);

  if (options.fix !== undefined || options.diff) {
    await fixAll(targets, workspace, texts, options, host, nameOf);
  }
  const isShared = stdin === undefined && options.fix === undefined && !options.diff && isManyFound(targets);
  const others = isShared ? (host.threads?.count ?? 1) - 1 : 0;
  const [own = [], ...rest] = shares(targets, 1 + others);
  const progress = progressLine(host, targets.length);
  const results = await Promise.all([
    checkAll(own, workspace, nameOf, progress.step),
    ...rest.map(async share => {
      const found = await host.threads?.check({ paths, options, targets: share });
      progress.step(share.length);
      return found ?? noResults;
    }),
  ]).then(joined);
  progress.end();
  const skipped = [
    ...results.skipped,
    ...(cut ? [{ file: '.', reason: 'more than 100,000 files: the rest was not searched' }] : []),
  ];
  const report = summarize(results.files, results.findings, results.values, skipped);
  if (!options.diff) {
    host.out(formats[options.format](report, { colors: host.colors, textOf: file => results.texts.get(file) }));
  }
  const warnings = options.maxWarnings !== undefined && report.warnings > options.maxWarnings;
  return report.errors > 0 || warnings ? 1 : 0;
}

/** Below this a second thread takes longer to start than it saves. */
const manyFiles = 200;

/** Files that the user names may open the way to others, and so depend on each other: they stay together. */
const isManyFound = (targets: readonly Target[]): boolean =>
  targets.length > manyFiles && targets.every(({ named }) => !named);

/** Neighbours stay together: they share charts and files below them. */
const shares = (targets: readonly Target[], count: number): readonly (readonly Target[])[] =>
  Array.from({ length: count }, (_, n) =>
    targets.slice(Math.floor((targets.length * n) / count), Math.floor((targets.length * (n + 1)) / count)),
  );

const joined = (results: readonly CheckResults[]): CheckResults => ({
  files: results.reduce((sum, { files }) => sum + files, 0),
  findings: results.flatMap(({ findings }) => findings),
  values: results.flatMap(({ values }) => values),
  skipped: results.flatMap(({ skipped }) => skipped),
  texts: new Map(results.flatMap(({ texts }) => [...texts])),
});

/** A part of a run, for another thread. */
export interface CheckJob {
  readonly paths: readonly string[];
  readonly options: CheckOptions;
  readonly targets: readonly Target[];
}

/** What `check` finds of a part of its files. */
export async function checkJob({ paths, options, targets }: CheckJob, host: CliHost): Promise<CheckResults> {
  const roots = await rootsOf(paths, options, host);
  const workspace = createWorkspace(host.files, roots, rules, await overridesOf(options, host));
  return checkAll(
    targets,
    workspace,
    uri => nameIn(host.cwd, uri),
    () => {},
  );
}

async function readStdin({ stdinPath }: CheckOptions, host: CliHost): Promise<{ uri: string; text: string }> {
  return { uri: normalize(host.uriOf(stdinPath ?? 'values.yaml')), text: await host.readStdin() };
}

/** Standard input, and files that a fix has changed in memory, before those on disk. */
function withTexts(files: Host, texts: ReadonlyMap<string, string>): Host {
  return {
    ...files,
    read: async uri => {
      const text = texts.get(normalize(uri));
      return text === undefined ? files.read(uri) : { text };
    },
  };
}

/** Folders are searched as they are named; a named file belongs to the repository or configured folder around it. */
async function rootsOf(paths: readonly string[], { values }: CheckOptions, host: CliHost): Promise<readonly string[]> {
  const roots = new Set<string>();
  for (const path of paths.length + values.length === 0 ? ['.'] : [...paths, ...values]) {
    const uri = path === '-' ? host.cwd : normalize(host.uriOf(path));
    roots.add(
      path !== '-' && (await host.kindOf(uri)) === 'folder'
        ? await repositoryOf(uri, uri, host)
        : await repositoryOf(folderOf(uri), host.cwd, host),
    );
  }
  return [...roots];
}

/** The nearest folder around `folder` that is a repository or holds a configuration; `otherwise` when there is none. */
async function repositoryOf(folder: string, otherwise: string, host: CliHost): Promise<string> {
  let at = folder;
  for (let level = 0; level < 12; level++) {
    const names = (await host.files.list(at)).map(({ name }) => name);
    if (names.includes('.git') || names.includes(configurationName)) {
      return at;
    }
    const above = folderOf(at);
    if (above === at) {
      break;
    }
    at = above;
  }
  return relativeTo(otherwise, folder) !== undefined || folder === otherwise ? otherwise : folder;
}

async function overridesOf(options: CheckOptions, host: CliHost): Promise<Overrides> {
  const levels: Record<string, Level> = {};
  for (const text of options.rule) {
    const [id = '', level = ''] = text.split('=');
    if (!rules.some(rule => rule.id === id) && !/^(schema|yaml|values|ignore|config)\//.test(id)) {
      throw new UsageError(`unknown rule '${id}': 'production-values rules' lists them`);
    }
    if (level !== 'off' && level !== 'info' && level !== 'warning' && level !== 'error') {
      throw new UsageError(`--rule ${text}: the level must be off, info, warning or error`);
    }
    levels[id] = level;
  }
  if (options.product !== undefined) {
    await assertProduct(options.product, host.files);
  }
  return {
    levels,
    taints: options.taints.map(path => normalize(host.uriOf(path))),
    ...(options.product === undefined ? {} : { product: options.product }),
    ...(options.chart === undefined ? {} : { chart: host.uriOf(options.chart) }),
    ...(options.profile === undefined ? {} : { profile: options.profile }),
  };
}

export async function assertProduct(text: string, files: Host): Promise<void> {
  const { product, version, id } = namedProduct(text);
  if (id === 'helm') {
    return;
  }
  if (!product) {
    throw new UsageError(
      `unknown product '${text}': spaces, kcp/kcp, kcp/shard, kcp/proxy, kcp/cache, kcp/certificates, kcp/kcp-operator, kcp/api-syncagent, kcp/init-agent`,
    );
  }
  const table = (await files.asset(`products/${product.id}.json`)) as Parameters<typeof nearestVersion>[0];
  if (version !== undefined && nearestVersion(table, version) === undefined) {
    throw new UsageError(`unknown version '${version}' of ${product.id}: recorded are ${table.versions.join(', ')}`);
  }
}

async function targetsOf(
  paths: readonly string[],
  options: CheckOptions,
  host: CliHost,
  files: Host,
  stdin: string | undefined,
): Promise<{ targets: readonly Target[]; cut: boolean }> {
  const targets: Target[] = [];
  let cut = false;
  const stack = options.values.map(path => normalize(host.uriOf(path)));
  const last = stack.at(-1);
  if (last !== undefined) {
    for (const uri of stack) {
      await assertReadable(uri, files, host);
    }
    targets.push({ uri: last, named: true, layers: stack.slice(0, -1) });
  }
  for (const path of paths.length === 0 && last === undefined ? ['.'] : paths) {
    if (path === '-') {
      targets.push({ uri: stdin ?? '', named: true });
      continue;
    }
    const uri = normalize(host.uriOf(path));
    const kind = await host.kindOf(uri);
    if (kind === 'missing' || kind === 'unreadable') {
      throw new UsageError(`${path}: ${kind === 'missing' ? 'no such file or folder' : 'cannot be read'}`);
    }
    if (kind === 'file') {
      await assertReadable(uri, files, host);
      targets.push({ uri, named: true });
      continue;
    }
    const found = await findFiles(files, uri, isYamlName);
    cut ||= found.cut;
    targets.push(...found.files.map(file => ({ uri: file, named: false })));
  }
  const seen = new Set<string>();
  return { targets: targets.filter(({ uri }) => !seen.has(uri) && seen.add(uri)), cut };
}

async function assertReadable(uri: string, files: Host, host: CliHost): Promise<void> {
  const file = await files.read(uri);
  const name = relativeTo(host.cwd, uri) ?? displayPath(uri);
  if (!file) {
    throw new UsageError(`${name}: no such file`);
  }
  if ('problem' in file) {
    throw new UsageError(`${name}: ${file.problem.message}`);
  }
}

/** Plain data: it may come from another thread. */
export interface CheckResults {
  readonly files: number;
  readonly findings: readonly ReportedFinding[];
  readonly values: readonly ReportedValues[];
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  readonly texts: ReadonlyMap<string, string>;
}

async function checkAll(
  targets: readonly Target[],
  workspace: Workspace,
  nameOf: (uri: string) => string,
  step: () => void,
): Promise<CheckResults> {
  const findings: ReportedFinding[] = [];
  const values: ReportedValues[] = [];
  const skipped: { file: string; reason: string }[] = [];
  const texts = new Map<string, string>();
  let files = 0;
  for (const target of targets) {
    const result = await checkTarget(target, workspace);
    step();
    if (result.problem) {
      skipped.push({ file: nameOf(result.uri), reason: result.problem.message });
    }
    if (result.kind === 'other' || !result.document) {
      continue;
    }
    files += result.kind === 'values' ? 1 + (target.layers?.length ?? 0) : 0;
    values.push(...result.parts.map(part => reportedValues(part, nameOf)));
    for (const { finding, document, product } of located(result)) {
      texts.set(nameOf(document.uri), document.text);
      findings.push(reportedFinding(finding, document, product, nameOf));
    }
  }
  return { files, findings, values, skipped, texts };
}

const noResults: CheckResults = { files: 0, findings: [], values: [], skipped: [], texts: new Map() };

const checkTarget = ({ uri, named, layers }: Target, workspace: Workspace): Promise<FileResult> =>
  workspace.check(uri, { explicit: named, ...(layers ? { layers } : {}) });

interface Located {
  readonly finding: Finding;
  readonly document: ValuesDocument;
  readonly product: string | null;
}

/** Findings with the document of the layer that they stand in. */
function located({ document, findings, parts }: FileResult): readonly Located[] {
  if (parts.length === 0) {
    return document ? findings.map(finding => ({ finding, document, product: null })) : [];
  }
  const found = parts.flatMap(part => {
    const layers = layersOf(part);
    return part.findings.flatMap(finding => {
      const layer = layers.get(finding.site.uri);
      return layer ? [{ finding, document: layer, product: productOf(part) }] : [];
    });
  });
  return parts.length === 1 ? found : found.sort((a, b) => a.finding.site.span.start - b.finding.site.span.start);
}

const layersOf = ({ document, analysis }: Part): ReadonlyMap<string, ValuesDocument> =>
  new Map([...analysis.snapshot.stack.layers, document].map(layer => [layer.uri, layer]));

function productOf({ analysis }: Part): string | null {
  const { settings } = analysis.snapshot;
  const source = settings.find(({ table }) => table !== undefined) ?? settings[0];
  return source === undefined ? null : productName(source);
}

const maximalRounds = 3;

/** Applies fixes until nothing is left to fix, in memory; then writes the files, or prints what would change. */
async function fixAll(
  targets: readonly Target[],
  workspace: Workspace,
  texts: Map<string, string>,
  options: CheckOptions,
  host: CliHost,
  nameOf: (uri: string) => string,
): Promise<void> {
  const level = options.fix ?? 'safe';
  const before = new Map<string, string>();
  for (const target of targets) {
    for (let round = 0; round < maximalRounds; round++) {
      const result = await checkTarget(target, workspace);
      let changed = false;
      for (const part of result.parts) {
        for (const [uri, layer] of layersOf(part)) {
          const current = texts.get(uri);
          const document = current === undefined || current === layer.text ? layer : reparse(layer, current);
          const own = part.findings.filter(finding => finding.site.uri === uri);
          const { text } = applyFixes(document, own, level, reparse);
          if (text !== document.text && reparse(document, text).problems.every(({ code }) => code !== 'yaml/syntax')) {
            before.set(uri, before.get(uri) ?? document.text);
            texts.set(uri, text);
            workspace.changed(uri);
            changed = true;
          }
        }
      }
      if (!changed) {
        break;
      }
    }
  }
  for (const [uri, text] of before) {
    const fixed = texts.get(uri) ?? text;
    if (options.diff) {
      host.out(unifiedDiff(nameOf(uri), text, fixed));
    } else if (
      nameOf(uri) === '<stdin>' ||
      targets.some(target => target.uri === uri && target.named && nameOf(uri) === '<stdin>')
    ) {
      host.out(fixed);
    } else {
      await host.write(uri, fixed);
    }
  }
  if (options.diff) {
    for (const [uri, text] of before) {
      texts.set(uri, text);
    }
  }
}

const unifiedDiff = (name: string, before: string, after: string): string =>
  createPatch(name, before, after, undefined, undefined, { context: 3 })
    .replace(/^Index: .*\n=+\n/, '')
    .replace(/^--- .*$/m, `--- a/${name}`)
    .replace(/^\+\+\+ .*$/m, `+++ b/${name}`);

const nameIn = (cwd: string, uri: string): string => relativeTo(cwd, uri) ?? displayPath(uri);

/** The path of a file outside the working folder. */
const displayPath = (uri: string): string => decodeURIComponent(uri.replace(/^file:\/\//, ''));

/** A line on a terminal that counts the files, once a run takes longer than a second. */
function progressLine(host: CliHost, total: number) {
  const start = host.now();
  let done = 0;
  let shown = 0;
  return {
    step(files = 1) {
      done += files;
      const now = host.now();
      if (host.interactive && now - start > 1000 && now - shown > 100) {
        shown = now;
        host.err(`\r${done} of ${total} files`);
      }
    },
    end() {
      if (shown > 0) {
        host.err('\r\u001b[K');
      }
    },
  };
}
