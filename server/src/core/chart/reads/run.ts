import type { Site, Span } from '../../text/span.ts';
import type { DefineNode, Expression, Template } from '../template/node.ts';
import type { Marks, ReadKind } from './marks.ts';
import {
  contentsOf,
  elementOf,
  foreign,
  mapOf,
  membersOf,
  type Origin,
  other,
  rootOf,
  settingOf,
  type Traced,
  textOf,
  textsOf,
  unionOf,
} from './value.ts';

/** One chart of a tree of charts, as its templates see it. */
export interface TracedChart {
  /** Keys under which the uppermost chart's values hold the values of this one; empty for the uppermost. */
  readonly prefix: readonly string[];
  /** Its name, or its alias. */
  readonly name: string;
  readonly version: string | undefined;
  /** As Helm names its folder: `parent/charts/child`. */
  readonly folder: string;
  /** Indexes of its subcharts, by name or alias. */
  readonly subcharts: ReadonlyMap<string, number>;
  readonly library: boolean;
}

export interface Definition {
  readonly name: string;
  readonly nodes: DefineNode['body'];
  readonly uri: string;
  readonly chart: number;
}

export interface TemplateFile {
  readonly uri: string;
  /** Helm's name: `chart/templates/service.yaml`. */
  readonly name: string;
  readonly chart: number;
  /** Its own output counts; else only what it defines does. */
  readonly rendered: boolean;
  readonly template: Template;
}

/** The state of one run over the templates of a tree of charts. Lives as long as the run. */
export interface Run {
  readonly charts: readonly TracedChart[];
  readonly definitions: Map<string, Definition[]>;
  readonly marks: Marks;
  /** Reads count as perhaps: nobody is known to execute what is traced. */
  doubtful: boolean;
  /** Evaluations left; at zero, everything counts as perhaps read. */
  budget: number;
  depth: number;
  /** How often each template is being executed right now. */
  readonly active: Map<string, number>;
  /** Texts that were evaluated, as templates. */
  readonly parsed: Map<string, Template>;
  /** Results of templates by name and argument. */
  readonly memo: Map<string, Traced>;
  readonly reached: Set<Definition>;
  /** Templates that are called and not defined anywhere. */
  readonly missing: Map<string, Site>;
  /** What texts out of the values are evaluated with. */
  readonly textContexts: Map<string, Traced>;
  readonly call: (name: string, argument: Traced, frame: Frame) => Traced;
  readonly evaluateText: (text: string, argument: Traced, frame: Frame) => Traced;
  readonly assign: (name: string, value: Traced, frame: Frame) => void;
}

/** What an expression can see. */
export interface Frame {
  readonly uri: string;
  readonly dot: Traced;
  readonly scope: Scope;
  /** Executed whenever the chart is rendered. */
  readonly certain: boolean;
  /** Where references are said to be, for texts out of values. */
  readonly fixed?: Site;
  readonly output: Output;
}

export interface Scope {
  readonly variables: Map<string, Traced>;
  readonly around: Scope | undefined;
  /** Executed whenever the scope around it is. */
  readonly sure: boolean;
}

/** What a template prints, as far as it matters. */
export interface Output {
  text: string;
  foreign: boolean;
}

/** One call of a function. */
export interface Call {
  readonly run: Run;
  readonly frame: Frame;
  readonly name: string;
  readonly span: Span;
  readonly values: readonly Traced[];
  /** How the arguments are written; the one that a `|` hands over is missing. */
  readonly expressions: readonly Expression[];
}

export const siteOf = (frame: Frame, span: Span): Site => frame.fixed ?? { uri: frame.uri, span };

/** The value is used this way: every setting that it is made of is read. */
export function use(run: Run, frame: Frame, value: Traced, kind: ReadKind, span: Span, required?: string): void {
  switch (value.kind) {
    case 'setting':
      markSetting(run, frame, value, kind, span, required);
      return;
    case 'root':
      if (kind === 'read' || kind === 'whole') {
        lose(run, value);
      }
      return;
    case 'union':
      for (const member of value.members) {
        use(run, frame, member, kind, span, required);
      }
      return;
    case 'map':
      useMade(run, frame, value.merged, kind, span);
      if (kind === 'read' || kind === 'whole') {
        useAll(run, frame, [...value.fields.values(), ...value.others], 'whole', span);
      }
      return;
    case 'list':
      if (kind === 'read' || kind === 'whole') {
        useAll(run, frame, value.items, kind, span);
      }
      return;
    default:
  }
}

/** What was merged into a map is looked at in the same way as the map. */
const useMade = (run: Run, frame: Frame, values: readonly Traced[], kind: ReadKind, span: Span): void =>
  useAll(run, frame, values, kind === 'read' ? 'whole' : kind, span);

export function useAll(run: Run, frame: Frame, values: readonly Traced[], kind: ReadKind, span: Span): void {
  for (const value of values) {
    use(run, frame, value, kind, span);
  }
}

function markSetting(
  run: Run,
  frame: Frame,
  { path, doubtful, from }: Extract<Traced, { kind: 'setting' }>,
  kind: ReadKind,
  span: Span,
  required: string | undefined,
): void {
  const reference = {
    exact: kind !== 'whole' && kind !== 'iterate' && !doubtful && !path.includes('*'),
    kind,
    site: from?.site ?? siteOf(frame, span),
    spelled: from?.spelled ?? [],
    ...(required !== undefined && { required }),
    certain: frame.certain && !run.doubtful,
  };
  for (const seen of pathsSeen(run, path)) {
    run.marks.add({ ...reference, path: seen }, doubtful || run.doubtful);
  }
}

/** A subchart's `global` is handed down: setting it further up counts as well. */
export function pathsSeen(run: Run, path: readonly string[]): readonly (readonly string[])[] {
  const at = path.indexOf('global');
  if (at <= 0 || !isChartPrefix(run, path.slice(0, at))) {
    return [path];
  }
  return Array.from({ length: at + 1 }, (_, level) => [...path.slice(0, at - level), ...path.slice(at)]);
}

const isChartPrefix = (run: Run, path: readonly string[]): boolean =>
  run.charts.some(({ prefix }) => prefix.length === path.length && prefix.every((key, index) => key === path[index]));

/** Track of the value is lost: everything in it counts as perhaps read. */
export function lose(run: Run, value: Traced): void {
  if (value.kind === 'setting') {
    for (const seen of pathsSeen(run, value.path)) {
      run.marks.lose(seen);
    }
  } else if (value.kind === 'root') {
    const prefix = run.charts[value.chart]?.prefix ?? [];
    run.marks.lose(prefix);
    for (const seen of pathsSeen(run, [...prefix, 'global'])) {
      run.marks.lose(seen);
    }
  }
  for (const content of contentsOf(value)) {
    lose(run, content);
  }
}

const maximalKey = 20_000;
const maximalPath = 40;

/** Values made of too much are not traced any further. */
export function bounded(run: Run, value: Traced): Traced {
  const long = value.kind === 'setting' ? value.path.length > maximalPath : value.key.length > maximalKey;
  if (long) {
    lose(run, value);
    return other;
  }
  return value;
}

/** `value.name`, and where it is spelled. */
export function fieldOf(run: Run, value: Traced, name: string, from?: Origin): Traced {
  switch (value.kind) {
    case 'setting':
      return bounded(run, settingOf([...value.path, name], value.doubtful, from));
    case 'root':
      return rootField(run, value.chart, value.template, name, from);
    case 'map': {
      const own = value.fields.get(name);
      const merged = value.merged.map(member => fieldOf(run, member, name, from));
      return unionOf([...(own ? [own] : []), ...value.others, ...merged]);
    }
    case 'list':
      return (value.exact ? value.items[Number(name)] : undefined) ?? elementOf(value);
    case 'union':
      return unionOf(value.members.map(member => fieldOf(run, member, name, from)));
    case 'foreign':
      return foreign;
    default:
      return other;
  }
}

function rootField(run: Run, index: number, template: string, name: string, from: Origin | undefined): Traced {
  const chart = run.charts[index];
  if (!chart) {
    return other;
  }
  switch (name) {
    case 'Values':
      return settingOf(chart.prefix, false, from);
    case 'Files':
      return foreign;
    case 'Subcharts':
      return mapOf(new Map([...chart.subcharts].map(([key, child]) => [key, rootOf(child, template)])));
    case 'Chart':
      return mapOf(new Map([['Name', textOf([chart.name])]]));
    case 'Template':
      return mapOf(
        new Map([
          ['Name', textOf([template])],
          ['BasePath', textOf([`${chart.folder}/templates`])],
        ]),
      );
    default:
      return other;
  }
}

/** `index value key`; an unknown key may be any. */
export function indexed(run: Run, value: Traced, key: Traced, origin?: Origin): Traced {
  const texts = textsOf(key);
  if (texts) {
    return bounded(run, unionOf(texts.map(text => fieldOf(run, value, text, origin))));
  }
  for (const member of membersOf(value)) {
    if (member.kind === 'root') {
      lose(run, member);
    }
  }
  return bounded(run, elementOf(value, true));
}
