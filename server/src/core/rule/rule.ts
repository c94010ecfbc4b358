import type { ChartInForce, Family } from '../product/chart-in-force.ts';
import type { TaintIndex } from '../taint/index.ts';
import type { DeclaredTaint } from '../taint/taint.ts';
import type { Scalar, ValueNode } from '../values/node.ts';
import type { Operation } from '../values/operation.ts';
import type { Path } from '../values/path.ts';
import type { ValuesStack } from '../values/stack.ts';
import type { Component } from './component.ts';

export type Severity = 'error' | 'warning' | 'info';
export type Level = Severity | 'off';
/** `default`: what is wrong or without effect anywhere. `production`: also what is missing. */
export type ProfileName = 'default' | 'production';

/** What a rule may look at. There is nothing here to write to. Paths written as text are relative to the chart's own values. */
export interface RuleContext {
  readonly stack: ValuesStack;
  readonly product: ChartInForce | undefined;
  readonly profile: ProfileName;
  /** The defaults of the chart are known: what is not in the effective values is really not set. */
  readonly complete: boolean;
  readonly components: readonly Component[];
  /** Taints that node pools of this workspace declare. */
  readonly taints: readonly DeclaredTaint[];
  /** All that files of this workspace say of its nodes: taints, labels, pools. */
  readonly nodes: TaintIndex;
  readonly options: Readonly<Record<string, unknown>>;
  /** The absolute path of `text` (`controlPlanes.ha.enabled`). */
  path(text: string): Path;
  /** The effective node at a path: text is relative, a `Path` absolute. */
  at(path: string | Path): ValueNode | undefined;
  /** The effective scalar at a path; undefined when it is unset, no scalar, or filled in by a template later. */
  value(path: string | Path): Scalar | undefined;
  /** Effective nodes by pattern, e.g. `**.tolerations`, without those in switched-off sections. */
  select(pattern: string): readonly ValueNode[];
  /** Whether one of the user's own files (not the chart's defaults) sets this path. */
  isOwn(path: Path): boolean;
  /** Whether the chart has this key: in its table, defaults, schema or templates. Undefined when the chart is not known. */
  knows(path: Path): boolean | undefined;
  /** What `read` makes of the values, worked out once for all rules. It sees no options. */
  once<Result>(read: (context: RuleContext) => Result): Result;
}

export interface RuleMeta<Messages extends MessageTable = MessageTable> {
  /** One line, imperative: "Run more than one replica of what serves traffic." */
  readonly summary: string;
  /** What goes wrong when the rule is ignored. Markdown, a sentence or more. */
  readonly why: string;
  /** What to do about it. Markdown. */
  readonly remedy: string;
  readonly severity: Severity;
  /** L: the node itself. E: effective values. M: proof that something is missing. T: what the templates do. */
  readonly mode: 'L' | 'E' | 'M' | 'T';
  /** `production`: a judgement that only a production file invites. `default`: wrong anywhere. */
  readonly profile: ProfileName;
  /** Off unless the configuration turns it on: an opinion. */
  readonly optIn?: boolean;
  readonly products: readonly Family[];
  /** What is wrong, why it matters, what to do; with `{placeholders}` for the user's own names and numbers. */
  readonly messages: Messages;
  /** Run as tests: `bad` must be reported, `good` must not. */
  readonly examples: { readonly bad: Example; readonly good: Example };
  /** URLs of what the rule is based on. */
  readonly sources: readonly string[];
  /** Items of the source documents that this rule covers: `S0-25`. */
  readonly covers?: readonly string[];
  /** The safety of the fix it offers; absent: no fix. */
  readonly fix?: 'safe' | 'unsafe';
  /** It minds what the file holds, also where no template reads it. */
  readonly ofFile?: true;
  /** Rules whose finding at the same place this one replaces: it says more. */
  readonly replaces?: readonly string[];
  /** JSON Schema of each option, with `default`. */
  readonly options?: Readonly<
    Record<string, { readonly type: string; readonly default: unknown; readonly description: string }>
  >;
}

export type MessageTable = Readonly<Record<string, string>>;

/** A values file, or a stack (lowest layer first), and what chart it is for. */
export type Example =
  | string
  | {
      readonly values: string | readonly string[];
      readonly product?: string;
      readonly profile?: ProfileName;
      /** The values.yaml of the chart below them. */
      readonly defaults?: string;
      /** A file beside it that declares node pools: YAML. */
      readonly nodePools?: string;
    };

/** A message and exactly the values its template asks for: a forgotten `{placeholder}` does not compile. */
export type Report<Messages extends MessageTable = MessageTable> = {
  [Id in keyof Messages & string]: {
    /** Absolute path of the value that the finding is about; it need not exist. */
    readonly path: Path;
    /** Draw it under the key or under the value. `value` when left out. */
    readonly part?: 'key' | 'value';
    readonly message: Id;
    readonly severity?: Severity;
    /** Other places that belong to it. */
    readonly related?: readonly { readonly path: Path; readonly message: string }[];
    /** Made only when someone asks for the fixes. The first one is the preferred one. */
    readonly fixes?: () => readonly Fix[];
  } & Data<Placeholders<Messages[Id]>>;
}[keyof Messages & string];

type Data<Names extends string> = [Names] extends [never]
  ? { readonly data?: undefined }
  : { readonly data: Readonly<Record<Names, string | number>> };

type Placeholders<Template extends string> = Template extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

export interface Fix {
  /** What the lightbulb says: "Enable high availability". */
  readonly title: string;
  /** `safe`: the file then says what its author evidently meant. `unsafe`: it adds or changes what runs. */
  readonly safety: 'safe' | 'unsafe';
  readonly operations: readonly Operation[];
}

export interface Rule<Messages extends MessageTable = MessageTable> {
  readonly id: string;
  readonly meta: RuleMeta<Messages>;
  readonly check: (context: RuleContext) => Iterable<Report<Messages>>;
}

/** What any rule looks like from outside, whatever its messages are. */
export interface AnyRule {
  readonly id: string;
  readonly meta: RuleMeta;
  readonly check: (context: RuleContext) => Iterable<AnyReport>;
}

export interface AnyReport {
  readonly path: Path;
  readonly part?: 'key' | 'value';
  readonly message: string;
  readonly severity?: Severity;
  readonly related?: readonly { readonly path: Path; readonly message: string }[];
  readonly data?: Readonly<Record<string, string | number>> | undefined;
  readonly fixes?: () => readonly Fix[];
}

export function defineRule<const Messages extends MessageTable>(rule: Rule<Messages>): Rule<Messages> {
  return rule;
}
