import type { ChartFiles, ChartModel } from './chart/chart.ts';
import { chartFindings } from './rule/chart-findings.ts';
import { componentsOf, isOff } from './rule/component.ts';
import type { Finding } from './rule/finding.ts';
import { readComponents } from './rule/read-components.ts';
import type { AnyRule, ProfileName, RuleContext } from './rule/rule.ts';
import { type Levels, optionsFor, runRules } from './rule/run.ts';
import { schemaFindings } from './rule/schema-findings.ts';
import { suppress } from './rule/suppress.ts';
import type { MoveIndex } from './schema/build.ts';
import { factsOf } from './schema/facts-at.ts';
import type { SettingsSource } from './schema/settings.ts';
import type { TaintIndex } from './taint/index.ts';
import { childrenOf, isNull, isTemplated, nodeAt, type ValueNode } from './values/node.ts';
import { type Path, parsePath } from './values/path.ts';
import { type Selector, selectorOf, type ValuesStack } from './values/stack.ts';

/** Everything that decides what there is to say about a values file, settled before the first rule runs. */
export interface Snapshot {
  readonly stack: ValuesStack;
  /** The charts whose settings the values hold: one at the root, or one for each known dependency of a parent chart. */
  readonly settings: readonly SettingsSource[];
  /** The chart beside the file, when there is one. */
  readonly chart: ChartKnowledge | undefined;
  /** The values.yaml of the chart at hand: what stands there is a setting, whatever is recorded of the product. */
  readonly chartDefaults: ValueNode | undefined;
  readonly profile: ProfileName;
  readonly levels: Levels;
  readonly options: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;
  /** What the files of the workspace say of its nodes. */
  readonly taints: TaintIndex;
  readonly rules: readonly AnyRule[];
  /** Rules of the user's own: asked once of the values as a whole, whatever charts they are for. */
  readonly customRules?: readonly AnyRule[];
  /** What is to be said of how the file was understood: its comment, its product, the data for it. */
  readonly remarks?: readonly Finding[];
}

/** What a chart at hand says of its values, beyond defaults and schema. Paths are relative to the chart's values. */
export interface ChartKnowledge {
  readonly name: string;
  /** Whether it is a setting: a default, a key in a comment, of a subchart, or something that a template reads. */
  readonly knows: (path: readonly string[]) => 'yes' | 'maybe' | 'no';
  /** The keys that are settings right below a path. */
  readonly keysAt: (path: readonly string[]) => readonly string[];
  /** Whether some template reads the value at this path. */
  readonly reads: (path: readonly string[]) => 'yes' | 'maybe' | 'no';
  readonly model: ChartModel;
  /** The texts that `model` was made of. */
  readonly files: ChartFiles;
}

/** What was found. Hover, completion and code actions read this; nothing is computed twice. */
export interface Analysis {
  readonly snapshot: Snapshot;
  /** In the order of the files and lines they stand in. */
  readonly findings: readonly Finding[];
  /** One context for each of `snapshot.settings`, for features that ask what rules ask. */
  readonly contexts: readonly RuleContext[];
  /** Rules that failed: defects of ours, for the log. */
  readonly crashes: readonly { readonly rule: string; readonly error: unknown }[];
}

/** The one pipeline: parsed documents and settings in, findings out. Pure; the same snapshot gives the same analysis. */
export function analyze(snapshot: Snapshot): Analysis {
  const { stack, settings, rules, levels } = snapshot;
  const crashes: { rule: string; error: unknown }[] = [];
  const off = switchedOff(stack.effective);
  const views = settings.map(source => contextOf(snapshot, source, off));
  const contexts = views.map(({ context }) => context);
  const broken = stack.layers.some(layer => layer.problems.some(problem => problem.code === 'yaml/syntax'));
  const found = [...(snapshot.remarks ?? []), ...stack.layers.flatMap(layer => yamlFindings(layer))];
  const ofFile = new Set(rules.filter(({ meta }) => meta.ofFile).map(({ id }) => id));
  contexts.forEach((context, index) => {
    const source = settings[index];
    // Half a file says nothing about what is missing or unknown: only its syntax errors are shown.
    if (source && !broken) {
      const refused = schemaFindings({
        stack,
        settings: source,
        profile: snapshot.profile,
        chartDefaults: snapshot.chartDefaults,
      });
      found.push(
        ...(isInferred(source) ? refused.map(finding => ({ ...finding, severity: 'warning' as const })) : refused),
      );
      if (snapshot.chart && source.table === undefined && source.reader === undefined && source.prefix.length === 0) {
        const mounted = settings.flatMap(({ prefix }) => (prefix[0] === undefined ? [] : [String(prefix[0])]));
        found.push(
          ...chartFindings({ stack, settings: source, chart: snapshot.chart, profile: snapshot.profile, mounted }),
        );
      }
      const isRead = readerOf(snapshot, source);
      const spoken = runRules(
        rules,
        context,
        levels,
        rule => optionsFor(rule, snapshot.options[rule.id]),
        (rule, error) => crashes.push({ rule: rule.id, error }),
      );
      found.push(...spoken.filter(({ code, path }) => isRead(path) || ofFile.has(code)));
    }
  });
  const own = snapshot.customRules ?? [];
  if (contexts[0] && !broken) {
    found.push(
      ...runRules(
        own,
        contexts[0],
        levels,
        () => ({}),
        (rule, error) => crashes.push({ rule: rule.id, error }),
      ),
    );
  }
  const known = new Set([...rules, ...own].map(rule => rule.id));
  const isCode = (code: string) => known.has(code) || /^(schema|yaml|values|ignore|config)\//.test(code);
  const leveled = found.flatMap(finding => applyLevel(finding, levels));
  // Several layers may be parts of one file, whose comments speak once.
  const files = new Map(stack.layers.map(layer => [layer.uri, layer]));
  const suppressed = [...files.values()].reduce(
    (findings, layer) => suppress(layer, findings, isCode),
    mostSpecific(leveled),
  );
  for (const { forget } of views) {
    forget();
  }
  return { snapshot, findings: sorted(suppressed, stack), contexts, crashes };
}

/** Whether a value has an effect: some template of the chart reads it, or its templates are not at hand. */
const readerOf =
  ({ chart }: Snapshot, { prefix, table }: SettingsSource) =>
  (path: Path): boolean =>
    !chart || table !== undefined || prefix.length > 0 || path.length === 0 || chart.reads(path.map(String)) !== 'no';

/** A schema made of a chart's defaults: what it refuses is unlikely, not impossible. */
const isInferred = ({ table, strict, reader }: SettingsSource): boolean =>
  table === undefined && !strict && reader === undefined;

/** After the first few syntax errors the others are mostly their echo. */
const maximalSyntaxErrors = 3;

function yamlFindings(layer: ValuesStack['layers'][number]): Finding[] {
  const syntax = layer.problems.filter(({ code }) => code === 'yaml/syntax');
  // A template that some other tool renders first is no YAML yet, and says so by its braces.
  const shown =
    syntax.length > 0 && looksTemplated(layer.text)
      ? []
      : [...syntax].sort((a, b) => a.span.start - b.span.start).slice(0, maximalSyntaxErrors);
  return [...shown, ...layer.problems.filter(({ code }) => code !== 'yaml/syntax')].map(problem => ({
    code: problem.code,
    severity: problem.code === 'yaml/syntax' && problem.tolerated !== true ? 'error' : 'warning',
    message: problem.message,
    path: problem.path ?? [],
    site: { uri: layer.uri, span: problem.span },
    related: problem.first
      ? [{ site: { uri: layer.uri, span: problem.first }, message: 'The first one, which has no effect.' }]
      : [],
    tags: [],
    fixes: () => [],
    replaces: [],
  }));
}

const looksTemplated = (text: string): boolean => /\{\{[^\n]*\}\}|^\s*(?:%\{|\{%|<%)/m.test(text);

/** Schema codes take their level from the configuration as rules do; rules have theirs already. */
function applyLevel(finding: Finding, levels: Levels): readonly Finding[] {
  const chosen = levels[finding.code];
  return chosen === 'off' ? [] : chosen === undefined ? [finding] : [{ ...finding, severity: chosen }];
}

/** One finding per mistake: what a more specific rule replaces at the same place, or around it, is dropped. */
function mostSpecific(findings: readonly Finding[]): readonly Finding[] {
  const specific = findings.filter(finding => finding.replaces.length > 0);
  return findings.filter(
    finding =>
      !specific.some(
        other =>
          other !== finding &&
          other.replaces.includes(finding.code) &&
          other.site.uri === finding.site.uri &&
          related(other.path, finding.path),
      ),
  );
}

const related = (a: Path, b: Path): boolean => {
  const shorter = Math.min(a.length, b.length);
  return a.slice(0, shorter).every((segment, index) => segment === b[index]);
};

function sorted(findings: readonly Finding[], stack: ValuesStack): readonly Finding[] {
  const order = new Map(stack.layers.map((layer, index) => [layer.uri, index]));
  return [...findings].sort(
    (a, b) =>
      (order.get(a.site.uri) ?? 0) - (order.get(b.site.uri) ?? 0) ||
      a.site.span.start - b.site.span.start ||
      (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
  );
}

/** A context, and how to free what it keeps of the answers it gave: an open file takes up a third less. */
interface View {
  readonly context: RuleContext;
  readonly forget: () => void;
}

function contextOf(snapshot: Snapshot, source: SettingsSource, off: ReadonlySet<ValueNode>): View {
  const { stack, profile, taints, chart } = snapshot;
  const { prefix } = source;
  const root = nodeAt(stack.effective, prefix);
  const moves = factsOf(source)?.moves();
  const absolute = (path: string | Path): Path =>
    typeof path === 'string' ? [...prefix, ...(parsePath(path) ?? [])] : path;
  const at = (path: string | Path) => nodeAt(stack.effective, absolute(path));
  let selector: Selector | undefined;
  const selected = new Map<string, readonly ValueNode[]>();
  const results = new Map<unknown, unknown>();
  const components = componentsOf(root, prefix, source.chart.id, source.chart.version, chart?.name ?? source.title);
  const context: RuleContext = {
    stack,
    product: source.chart,
    profile,
    complete: stack.complete,
    components: readComponents(components, readerOf(snapshot, source)),
    taints: taints.taints,
    nodes: taints,
    options: {},
    path: absolute,
    at,
    value(path) {
      const node = at(path);
      return node?.kind === 'scalar' && !isTemplated(node) ? node.value : undefined;
    },
    select(pattern) {
      selector ??= selectorOf(root, prefix);
      const nodes = selected.get(pattern) ?? selector.select(pattern).filter(node => !off.has(node));
      selected.set(pattern, nodes);
      return nodes;
    },
    isOwn: path => stack.layers.some(layer => nodeAt(layer.root, path) !== undefined),
    knows: path => knows(snapshot, source, moves, path),
    once<Result>(read: (context: RuleContext) => Result): Result {
      if (!results.has(read)) {
        results.set(read, read(context));
      }
      return results.get(read) as Result;
    },
  };
  return {
    context,
    forget() {
      results.clear();
      selected.clear();
      selector = undefined;
    },
  };
}

/** The nodes around which some section is switched off (`enabled: false`). */
function switchedOff(root: ValueNode | undefined): ReadonlySet<ValueNode> {
  const found = new Set<ValueNode>();
  const visit = (node: ValueNode, off: boolean): void => {
    if (off) {
      found.add(node);
    }
    const below = off || (node.kind === 'map' && node.path.length > 0 && isOff(node));
    for (const child of childrenOf(node)) {
      visit(child, below);
    }
  };
  if (root) {
    visit(root, false);
  }
  return found;
}

/** Whether the chart has this key: a setting of its schema, of its defaults, or a value that its templates read. */
function knows(
  { stack, chart }: Snapshot,
  { prefix, schema, table }: SettingsSource,
  moves: MoveIndex | undefined,
  path: Path,
): boolean | undefined {
  if (nodeAt(stack.defaults, path) !== undefined) {
    return true;
  }
  const relative = path.slice(prefix.length).map(String);
  const inSchema = schemaKnows(schema, relative);
  if (inSchema || table) {
    // A part of a Kubernetes type may be accepted and yet have no effect any more.
    return inSchema && !moves?.find(relative);
  }
  if (chart && prefix.length === 0) {
    return chart.knows(relative) !== 'no';
  }
  return stack.defaults === undefined ? undefined : isLeftOpen(stack.defaults, path);
}

/** A default of `{}` or null leaves everything below it to the user. */
function isLeftOpen(defaults: ValueNode, path: Path): boolean {
  let node: ValueNode | undefined = defaults;
  for (const [depth, segment] of path.entries()) {
    const next = nodeAt(node, [segment]);
    if (next === undefined) {
      return depth > 0 && (isNull(node) || (node?.kind === 'map' && node.entries.size === 0));
    }
    node = next;
  }
  return true;
}

function schemaKnows(schema: SettingsSource['schema'], path: readonly string[]): boolean {
  let at = schema;
  for (const segment of path) {
    const resolved = at.$ref?.startsWith('#/definitions/')
      ? (schema.definitions?.[at.$ref.slice('#/definitions/'.length)] ?? {})
      : at;
    const next =
      resolved.properties && Object.hasOwn(resolved.properties, segment) ? resolved.properties[segment] : undefined;
    const open = typeof resolved.additionalProperties === 'object' ? resolved.additionalProperties : undefined;
    if (next === undefined && open === undefined) {
      return false;
    }
    at = next ?? open ?? {};
  }
  return true;
}
