import type { Span } from '../../text/span.ts';

/**
 * The syntax tree of one template file, as Go's text/template reads it with Helm's functions.
 * Spans are UTF-16 offsets into the file.
 */
export interface Template {
  readonly nodes: readonly TemplateNode[];
  /** What Helm would refuse. The tree holds whatever could be read besides. */
  readonly problems: readonly TemplateProblem[];
}

export interface TemplateProblem {
  readonly code: 'syntax' | 'unknown-function' | 'undefined-variable' | 'too-deep';
  readonly message: string;
  readonly span: Span;
}

export type TemplateNode =
  | TextNode
  | CommentNode
  | ActionNode
  | BranchNode
  | TemplateCallNode
  | DefineNode
  | JumpNode
  | BrokenNode;

/** Text between actions, after trimming; never empty. */
export interface TextNode {
  readonly kind: 'text';
  readonly span: Span;
  readonly text: string;
}

export interface CommentNode {
  readonly kind: 'comment';
  readonly span: Span;
}

/** `{{ pipeline }}`: printed, unless it declares or assigns. */
export interface ActionNode {
  readonly kind: 'action';
  readonly span: Span;
  readonly pipeline: Pipeline;
}

export interface BranchNode {
  readonly kind: 'if' | 'with' | 'range';
  /** From the opening `{{` to behind the closing `}}` of its end. */
  readonly span: Span;
  readonly pipeline: Pipeline;
  readonly body: readonly TemplateNode[];
  /** `{{ else if … }}` stands here as the only node. */
  readonly otherwise: readonly TemplateNode[];
}

/** `{{ template "name" pipeline }}`, and the place where a `block` is executed. */
export interface TemplateCallNode {
  readonly kind: 'template';
  readonly span: Span;
  readonly name: StringLiteral;
  readonly pipeline: Pipeline | undefined;
}

/** `define`, or a `block`, which is a definition executed where it stands. */
export interface DefineNode {
  readonly kind: 'define' | 'block';
  readonly span: Span;
  readonly name: StringLiteral;
  /** Of a `block`. */
  readonly pipeline: Pipeline | undefined;
  readonly body: readonly TemplateNode[];
}

export interface JumpNode {
  readonly kind: 'break' | 'continue';
  readonly span: Span;
}

/** An action that could not be read. */
export interface BrokenNode {
  readonly kind: 'broken';
  readonly span: Span;
}

export interface Pipeline {
  readonly kind: 'pipeline';
  readonly span: Span;
  /** Variables in front of `:=` or `=`; a `range` may name two. */
  readonly variables: readonly Name[];
  /** `=`, not `:=`. */
  readonly assigns: boolean;
  readonly commands: readonly Command[];
}

/** A function or a value, and its arguments; the command before it in a pipeline gives the last one. */
export interface Command {
  readonly span: Span;
  readonly first: Expression;
  readonly rest: readonly Expression[];
}

export type Expression =
  | { readonly kind: 'dot'; readonly span: Span }
  | { readonly kind: 'nil'; readonly span: Span }
  | { readonly kind: 'boolean'; readonly span: Span; readonly value: boolean }
  | { readonly kind: 'number'; readonly span: Span; readonly text: string }
  | StringLiteral
  | { readonly kind: 'function'; readonly span: Span; readonly name: string }
  /** `.a.b` of the dot. */
  | { readonly kind: 'field'; readonly span: Span; readonly fields: readonly Name[] }
  /** `$`, `$x`, `$x.a.b`: `name` holds the dollar. */
  | { readonly kind: 'variable'; readonly span: Span; readonly name: string; readonly fields: readonly Name[] }
  /** `(pipeline).a.b` and `function.a`. */
  | { readonly kind: 'chain'; readonly span: Span; readonly target: Expression; readonly fields: readonly Name[] }
  | Pipeline;

export interface StringLiteral {
  readonly kind: 'string';
  readonly span: Span;
  readonly value: string;
}

/** A field without its dot, or a variable with its dollar. */
export interface Name {
  readonly name: string;
  readonly span: Span;
}
