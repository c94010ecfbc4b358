import type { Site } from '../text/span.ts';
import type { ValuesDocument } from './document.ts';
import { type Entry, isNull, type MapNode, type ValueNode } from './node.ts';
import { type Path, samePath } from './path.ts';
import { mergeFiles, type ValuesStack } from './stack.ts';

/** What the values of a chart with subcharts depend on. A `ChartModel` has this shape, but for its parsed defaults. */
export interface ChartValues {
  /** As its Chart.yaml says. */
  readonly name: string;
  /** Its own values.yaml. */
  readonly defaults: ValueNode | undefined;
  /** What Chart.yaml says of its subcharts, in that order. */
  readonly dependencies: readonly DependencyValues[];
  /** The subcharts that are at hand, also undeclared ones. One that is used under several names may be here several times. */
  readonly subcharts: readonly ChartValues[];
}

export interface DependencyValues {
  /** The subchart's own name. */
  readonly name: string;
  /** The key that its values stand under: its alias, else its name. */
  readonly key: string;
  /** Paths, in order: the first one that is set to true or false decides. */
  readonly conditions: readonly Path[];
  readonly tags: readonly string[];
  readonly importValues: readonly { readonly child: Path; readonly parent: Path }[];
}

/** A chart model as far as values go: see chart/chart.ts. */
export interface ChartSource {
  readonly name: string;
  readonly defaults: { readonly uri: string; readonly text: string } | undefined;
  readonly dependencies: readonly DependencyValues[];
  readonly subcharts: readonly { readonly model: ChartSource }[];
}

/** Reads the defaults of a chart and its subcharts. */
export function chartValuesOf(
  chart: ChartSource,
  read: (uri: string, text: string) => ValueNode | undefined,
): ChartValues {
  return {
    name: chart.name,
    defaults: chart.defaults && read(chart.defaults.uri, chart.defaults.text),
    dependencies: chart.dependencies,
    subcharts: chart.subcharts.map(({ model }) => chartValuesOf(model, read)),
  };
}

export interface CoalescedChart {
  /** What the chart's own templates see as `.Values`; a subchart's are below its key. */
  readonly effective: MapNode;
  /** Paths of the subcharts that take part: `['db']`, `['db', 'metrics']`. */
  readonly enabled: readonly Path[];
  /** Why Helm refuses: a subchart's values are no map. `effective` is then incomplete. */
  readonly problem?: { readonly message: string; readonly site: Site };
}

/**
 * The user's values over a chart and its subcharts, as Helm 3 computes them: conditions and tags switch subcharts off,
 * values are imported from children, every level inherits `global`, the parent wins over the child, a null removes.
 * Nodes keep the site that wrote them; their paths are those below the parent.
 */
export function coalesceChart(chart: ChartValues, user: ValueNode | undefined): CoalescedChart {
  const problems: Problem[] = [];
  const given = user?.kind === 'map' ? user : emptyMap(chart.defaults?.site);
  const root = instanceOf(chart);
  switchOff(root, thaw(given), [], problems);
  importInto(root, problems);
  const values = thaw(given);
  coalesce(root, values, false, problems);
  const [problem] = problems;
  return { effective: freeze(values, []), enabled: enabledBelow(root, []), ...(problem ? { problem } : {}) };
}

/**
 * The stack of a chart that is at hand, subcharts and all. `ownValues`: the chart's own values.yaml is the only layer, so
 * that nothing lies below it.
 */
export function chartStackOf(
  chart: ChartValues,
  layers: readonly ValuesDocument[],
  documents: readonly ValuesDocument[],
  ownValues: boolean,
): ValuesStack {
  const user = layers.map(layer => layer.root).reduce((lower, upper) => mergeFiles(lower, upper), undefined);
  const { effective, problem } = coalesceChart(chart, ownValues ? undefined : user);
  return {
    layers,
    defaults: coalesceChart(ownValues ? { ...chart, defaults: undefined } : chart, undefined).effective,
    effective,
    complete: true,
    documents: [...documents, ...layers],
    ...(problem ? { problem } : {}),
  };
}

type Problem = NonNullable<CoalescedChart['problem']>;

// ---------------------------------------------------------------- tables that change

/**
 * A map while it is being merged. Helm works on shared Go maps, and what it writes into one shows wherever else the map
 * is used (nested globals of a subchart reach its parent): so these are shared and written to in the same places.
 */
interface Table {
  readonly kind: 'table';
  /** Where the map is written. */
  readonly origin: MapNode;
  readonly cells: Map<string, Cell>;
}

interface Cell {
  readonly key: Site;
  readonly value: Table | Leaf;
  readonly below?: Entry;
}

type Leaf = Exclude<ValueNode, MapNode>;

const nowhere: Site = { uri: '', span: { start: 0, end: 0 } };

const emptyMap = (site: Site = nowhere): MapNode => ({
  kind: 'map',
  path: [],
  site: { uri: site.uri, span: { start: site.span.start, end: site.span.start } },
  shared: false,
  flow: false,
  entries: new Map(),
});

const isTable = (value: Table | Leaf | undefined): value is Table => value?.kind === 'table';
const isNil = (value: Table | Leaf): boolean => !isTable(value) && isNull(value);
const tableAt = (table: Table, name: string): Table | undefined => {
  const value = table.cells.get(name)?.value;
  return isTable(value) ? value : undefined;
};
const tableBelow = (table: Table, path: Path): Table | undefined =>
  path.reduce<Table | undefined>((at, segment) => at && tableAt(at, String(segment)), table);

function thaw(map: MapNode): Table {
  const cells = new Map<string, Cell>();
  for (const [name, entry] of map.entries) {
    const value = entry.value.kind === 'map' ? thaw(entry.value) : entry.value;
    cells.set(name, { ...entry, value });
  }
  return { kind: 'table', origin: map, cells };
}

function copyOf(table: Table): Table {
  const cells = new Map<string, Cell>();
  for (const [name, cell] of table.cells) {
    cells.set(name, isTable(cell.value) ? { ...cell, value: copyOf(cell.value) } : cell);
  }
  return { ...table, cells };
}

function freeze(table: Table, path: Path): MapNode {
  const entries = new Map<string, Entry>();
  for (const [name, cell] of table.cells) {
    const childPath = [...path, name];
    entries.set(name, {
      ...cell,
      value: isTable(cell.value) ? freeze(cell.value, childPath) : rebased(cell.value, childPath),
    });
  }
  return { ...table.origin, path, entries };
}

/** The values of a subchart are written from its root on, and used below its key. */
function rebased(node: ValueNode, path: Path): ValueNode {
  if (samePath(node.path, path)) {
    return node;
  }
  if (node.kind === 'list') {
    return { ...node, path, items: node.items.map((item, index) => rebased(item, [...path, index])) };
  }
  if (node.kind === 'map') {
    const entries = [...node.entries].map(
      ([name, entry]) => [name, { ...entry, value: rebased(entry.value, [...path, name]) }] as const,
    );
    return { ...node, path, entries: new Map(entries) };
  }
  return { ...node, path };
}

/** `cell`, remembering what it stands on. */
function onTopOf(cell: Cell, lower: Cell): Cell {
  const entry: Entry = { ...lower, value: isTable(lower.value) ? lower.value.origin : lower.value };
  return { ...cell, below: cell.below ? deepened(cell.below, entry) : entry };
}

function deepened(entry: Entry, lowest: Entry): Entry {
  if (entry.value === lowest.value) {
    return entry;
  }
  return { ...entry, below: entry.below ? deepened(entry.below, lowest) : lowest };
}

// ---------------------------------------------------------------- the chart and its subcharts

/** A chart under one of its names, while it is being worked out which take part. */
interface Instance {
  readonly key: string;
  /** Undefined when Chart.yaml declares none: then nothing below is switched off, renamed or imported. */
  dependencies: readonly Dependency[] | undefined;
  children: readonly Instance[];
  values: Table;
}

/**
 * A line of Chart.yaml. Helm renames it when it is used, and takes its imports away; a chart that stands under two names
 * has its lines only once, so that below the second name nested aliases and imports have no effect.
 */
interface Dependency extends Omit<DependencyValues, 'name' | 'importValues'> {
  name: string;
  importValues: DependencyValues['importValues'];
}

function instanceOf(chart: ChartValues): Instance {
  const children = new Map<string, Instance>();
  for (const child of chart.subcharts) {
    if (!children.has(child.name)) {
      children.set(child.name, instanceOf(child));
    }
  }
  return {
    key: chart.name,
    dependencies: chart.dependencies.length > 0 ? chart.dependencies.map(dependency => ({ ...dependency })) : undefined,
    children: [...children.values()],
    values: thaw(chart.defaults?.kind === 'map' ? chart.defaults : emptyMap(chart.defaults?.site)),
  };
}

/** The subcharts under the names that Chart.yaml gives them, behind those that it does not mention. */
function childrenOf(children: readonly Instance[], dependencies: readonly Dependency[]): readonly Instance[] {
  const named = new Set(dependencies.map(({ name }) => name));
  const renamed: Instance[] = [];
  for (const dependency of dependencies) {
    const child = children.find(({ key }) => key === dependency.name);
    if (child) {
      renamed.push({ ...child, key: dependency.key });
    }
    dependency.name = dependency.key;
  }
  return [...children.filter(({ key }) => !named.has(key)), ...renamed];
}

const enabledBelow = ({ children }: Instance, path: Path): readonly Path[] =>
  children.flatMap(child => [[...path, child.key], ...enabledBelow(child, [...path, child.key])]);

/** Takes the subcharts away whose condition or tags say so. `values` are the parent's: conditions are paths from the root. */
function switchOff(chart: Instance, values: Table, path: Path, problems: Problem[]): void {
  if (!chart.dependencies) {
    return;
  }
  chart.children = childrenOf(chart.children, chart.dependencies);
  const merged = copyOf(values);
  coalesce(chart, merged, false, problems);
  const off = new Set(
    chart.dependencies.filter(dependency => !isEnabled(dependency, merged, path)).map(({ key }) => key),
  );
  chart.children = chart.children.filter(({ key }) => !off.has(key));
  chart.dependencies = chart.dependencies.filter(({ key }) => !off.has(key));
  for (const child of chart.children) {
    switchOff(child, merged, [...path, child.key], problems);
  }
}

function isEnabled({ conditions, tags }: DependencyValues, values: Table, path: Path): boolean {
  for (const condition of conditions) {
    const decided = booleanAt(tableBelow(values, [...path, ...condition.slice(0, -1)]), String(condition.at(-1)));
    if (decided !== undefined) {
      return decided;
    }
  }
  const wanted = tags.map(tag => booleanAt(tableAt(values, 'tags'), tag));
  return wanted.includes(true) || !wanted.includes(false);
}

function booleanAt(table: Table | undefined, name: string): boolean | undefined {
  const value = table?.cells.get(name)?.value;
  return value?.kind === 'scalar' && typeof value.value === 'boolean' ? value.value : undefined;
}

/** `import-values`: what children export becomes a default of the parent, innermost charts first. */
function importInto(chart: Instance, problems: Problem[]): void {
  for (const child of chart.children) {
    importInto(child, problems);
  }
  if (!chart.dependencies || chart.dependencies.length === 0) {
    return;
  }
  const merged: Table = { ...chart.values, cells: new Map() };
  coalesce(chart, merged, true, problems);
  const imported: Table = { ...chart.values, cells: new Map() };
  for (const dependency of chart.dependencies) {
    for (const { child, parent } of dependency.importValues) {
      const exported = tableBelow(merged, [dependency.name, ...child]);
      if (exported) {
        mergeTables(imported, wrapped(exported, parent), true);
      }
    }
    dependency.importValues = [];
  }
  chart.values = copyOf(merged);
  mergeTables(chart.values, imported, true);
}

/** `table` below `path`. */
function wrapped(table: Table, path: Path): Table {
  return path.reduceRight<Table>(
    (inner, segment) => ({ ...table, cells: new Map([[String(segment), { key: table.origin.site, value: inner }]]) }),
    table,
  );
}

// ---------------------------------------------------------------- merging

/** Completes `values` with the defaults of the chart and of its subcharts. `keepNull`: a null does not remove. */
function coalesce(chart: Instance, values: Table, keepNull: boolean, problems: Problem[]): void {
  addDefaults(chart, values, keepNull);
  for (const child of chart.children) {
    const cell = values.cells.get(child.key);
    if (cell && !isTable(cell.value)) {
      const message = `'${child.key}' holds the values of a subchart and must be a map: Helm refuses anything else.`;
      problems.push({ message, site: cell.value.site });
      return;
    }
    const own = cell && isTable(cell.value) ? cell.value : thaw(emptyMap(child.values.origin.site));
    if (!cell) {
      values.cells.set(child.key, { key: own.origin.site, value: own });
    }
    passGlobals(own, values);
    coalesce(child, own, keepNull, problems);
  }
}

function addDefaults(chart: Instance, values: Table, keepNull: boolean): void {
  const subcharts = new Set(chart.children.map(({ key }) => key));
  for (const [name, lower] of copyOf(chart.values).cells) {
    const cell = values.cells.get(name);
    if (!cell) {
      values.cells.set(name, lower);
    } else if (isNil(cell.value) && !keepNull) {
      values.cells.delete(name);
    } else {
      values.cells.set(name, onTopOf(cell, lower));
      if (isTable(cell.value) && isTable(lower.value)) {
        // What the parent says of a subchart still has to meet the subchart's own defaults: its nulls are needed there.
        mergeTables(cell.value, lower.value, keepNull || subcharts.has(name));
      }
    }
  }
}

/** Completes `upper` with `lower`, level by level. */
function mergeTables(upper: Table, lower: Table, keepNull: boolean): void {
  for (const [name, under] of lower.cells) {
    const cell = upper.cells.get(name);
    if (!cell) {
      upper.cells.set(name, under);
    } else if (isNil(cell.value) && !keepNull) {
      upper.cells.delete(name);
    } else {
      if (cell.value !== under.value) {
        upper.cells.set(name, onTopOf(cell, under));
      }
      if (isTable(cell.value) && isTable(under.value)) {
        mergeTables(cell.value, under.value, keepNull);
      }
    }
  }
}

/** The parent's `global` goes to the child, over what is there. */
function passGlobals(child: Table, parent: Table): void {
  const inherited = parent.cells.get('global');
  const own = child.cells.get('global');
  if ((inherited && !isTable(inherited.value)) || (own && !isTable(own.value))) {
    return;
  }
  const target =
    own && isTable(own.value)
      ? own.value
      : thaw(emptyMap(inherited?.value.kind === 'table' ? inherited.value.origin.site : child.origin.site));
  const source = inherited && isTable(inherited.value) ? inherited.value : undefined;
  for (const [name, cell] of source?.cells ?? []) {
    passGlobal(target, name, cell);
  }
  child.cells.set('global', own ?? { key: inherited?.key ?? target.origin.site, value: target });
}

function passGlobal(target: Table, name: string, cell: Cell): void {
  const own = target.cells.get(name);
  if (!isTable(cell.value)) {
    if (!isTable(own?.value)) {
      target.cells.set(name, own ? onTopOf(cell, own) : cell);
    }
    return;
  }
  const copy: Table = { ...cell.value, cells: new Map(cell.value.cells) };
  if (!own) {
    target.cells.set(name, { ...cell, value: copy });
  } else if (isTable(own.value)) {
    mergeTables(copy, own.value, true);
    target.cells.set(name, { ...cell, value: copy });
  }
}
