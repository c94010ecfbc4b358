import type { Span } from '../../text/span.ts';
import type { BranchNode, Command, Expression, Name, Pipeline, TemplateNode } from '../template/node.ts';
import { parseTemplate } from '../template/parser.ts';
import { callFunction } from './functions.ts';
import type { Marks } from './marks.ts';
import {
  bounded,
  type Definition,
  type Frame,
  fieldOf,
  lose,
  type Output,
  type Run,
  type Scope,
  siteOf,
  type TemplateFile,
  type TracedChart,
  use,
  useAll,
} from './run.ts';
import {
  elementOf,
  foreign,
  hole,
  isForeign,
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

/** Calls of templates within calls of templates. */
const maximalDepth = 60;
/** A template that keeps calling itself with new arguments walks through a tree: all of that is read. */
const maximalRecursion = 3;
/** Expressions evaluated in one run: at least five times what the largest known chart takes, and some seconds at most. */
const maximalEvaluations = 1_000_000;
/** Rounds through the body of a range until nothing new comes in. */
const maximalRounds = 4;
/** Lists whose items are known are run through item by item up to this length. */
const maximalUnrolled = 16;

export function createRun(charts: readonly TracedChart[], files: readonly TemplateFile[], marks: Marks): Run {
  const run: Run = {
    charts,
    definitions: definitionsOf(files),
    marks,
    doubtful: false,
    budget: maximalEvaluations,
    depth: 0,
    active: new Map(),
    parsed: new Map(),
    memo: new Map(),
    reached: new Set(),
    missing: new Map(),
    textContexts: new Map(),
    call: (name, argument, frame) => callTemplate(run, name, argument, frame),
    evaluateText: (text, argument, frame) => evaluateText(run, text, argument, frame),
    assign,
  };
  return run;
}

/** Every template by its name: what files define, and the files themselves. */
function definitionsOf(files: readonly TemplateFile[]): Map<string, Definition[]> {
  const definitions = new Map<string, Definition[]>();
  for (const { uri, name, chart, template } of files) {
    addDefinition(definitions, { name, nodes: template.nodes, uri, chart });
    for (const node of definedIn(template.nodes)) {
      addDefinition(definitions, { name: node.name.value, nodes: node.body, uri, chart });
    }
  }
  return definitions;
}

/** Which of several definitions wins depends on more than is known here: all of them count. */
function addDefinition(definitions: Map<string, Definition[]>, definition: Definition): void {
  const known = definitions.get(definition.name);
  if (known) {
    known.push(definition);
  } else {
    definitions.set(definition.name, [definition]);
  }
}

function* definedIn(nodes: readonly TemplateNode[]): Iterable<Extract<TemplateNode, { kind: 'define' | 'block' }>> {
  for (const node of nodes) {
    if (node.kind === 'define' || node.kind === 'block') {
      yield node;
    }
    if ('body' in node) {
      yield* definedIn(node.body);
    }
    if ('otherwise' in node) {
      yield* definedIn(node.otherwise);
    }
  }
}

const newOutput = (): Output => ({ text: '', foreign: false });
const scopeIn = (around: Scope | undefined, sure = false): Scope => ({ variables: new Map(), around, sure });

/** Renders a template file with what Helm hands to it. */
export function renderFile(run: Run, { uri, name, chart, template }: TemplateFile): void {
  const root = rootOf(chart, name);
  executeTemplate(run, template.nodes, root, uri, true);
}

function executeTemplate(
  run: Run,
  nodes: readonly TemplateNode[],
  argument: Traced,
  uri: string,
  certain: boolean,
): Traced {
  const scope = scopeIn(undefined);
  scope.variables.set('$', argument);
  const output = newOutput();
  executeAll(run, nodes, { uri, dot: argument, scope, certain, output });
  return output.foreign ? foreign : textOf([output.text]);
}

/** What a definition reads when nobody is known to call it; handed what Helm hands to templates. */
export function executeUnreached(run: Run, definition: Definition): void {
  run.doubtful = true;
  executeTemplate(run, definition.nodes, rootOf(definition.chart, definition.name), definition.uri, false);
}

function callTemplate(run: Run, name: string, argument: Traced, frame: Frame): Traced {
  const definitions = run.definitions.get(name);
  const active = run.active.get(name) ?? 0;
  if (!definitions || run.depth >= maximalDepth || active >= maximalRecursion) {
    lose(run, argument);
    return other;
  }
  const id = `${name}\n${frame.certain}${run.doubtful}${argument.key}`;
  const known = run.memo.get(id);
  if (known) {
    return known;
  }
  // A template that calls itself with the same argument: what it reads is found by the outer call.
  run.memo.set(id, other);
  run.depth++;
  run.active.set(name, active + 1);
  const result = unionOf(
    definitions.map(definition => {
      run.reached.add(definition);
      return executeTemplate(run, definition.nodes, argument, definition.uri, frame.certain);
    }),
  );
  run.depth--;
  run.active.set(name, active);
  run.memo.set(id, result);
  return result;
}

/** Evaluates a text as `tpl` does. */
export function evaluateText(run: Run, text: string, argument: Traced, frame: Frame): Traced {
  const id = `\n${frame.certain}${run.doubtful}${argument.key}\n${text}`;
  if (run.depth >= maximalDepth || run.memo.has(id)) {
    return other;
  }
  run.memo.set(id, other);
  run.depth++;
  const template = run.parsed.get(text) ?? parseTemplate(text);
  run.parsed.set(text, template);
  const { nodes } = template;
  const scope = scopeIn(undefined);
  scope.variables.set('$', argument);
  const fixed = frame.fixed ?? siteOf(frame, { start: 0, end: 0 });
  const inner: Frame = { uri: frame.uri, dot: argument, scope, certain: false, fixed, output: newOutput() };
  for (const node of definedIn(nodes)) {
    addDefinition(run.definitions, { name: node.name.value, nodes: node.body, uri: frame.uri, chart: 0 });
  }
  executeAll(run, nodes, inner);
  run.depth--;
  return other;
}

function executeAll(run: Run, nodes: readonly TemplateNode[], frame: Frame): void {
  for (const node of nodes) {
    execute(run, node, frame);
  }
}

function execute(run: Run, node: TemplateNode, frame: Frame): void {
  switch (node.kind) {
    case 'text':
      print(frame, node.text);
      return;
    case 'action':
      executeAction(run, node.pipeline, frame);
      return;
    case 'if':
    case 'with':
    case 'range':
      executeBranch(run, node, frame);
      return;
    case 'template':
    case 'block': {
      const argument = node.pipeline ? evaluatePipeline(run, node.pipeline, frame) : other;
      if (!run.definitions.has(node.name.value) && !run.missing.has(node.name.value)) {
        run.missing.set(node.name.value, siteOf(frame, node.name.span));
      }
      printValue(frame, run.call(node.name.value, argument, frame));
      return;
    }
    default:
  }
}

const maximalOutput = 400;

function print(frame: Frame, text: string): void {
  if (frame.output.text.length < maximalOutput) {
    frame.output.text += text;
  }
}

function printValue(frame: Frame, value: Traced): void {
  const texts = textsOf(value);
  frame.output.foreign ||= isForeign(value);
  print(frame, texts?.length === 1 ? (texts[0] ?? '') : hole);
}

function executeAction(run: Run, pipeline: Pipeline, frame: Frame): void {
  const value = evaluatePipeline(run, pipeline, frame);
  if (pipeline.variables.length === 0) {
    use(run, frame, value, 'read', pipeline.span);
    printValue(frame, value);
  }
}

function executeBranch(run: Run, node: BranchNode, frame: Frame): void {
  const scope = scopeIn(frame.scope, true);
  const within: Frame = { ...frame, scope };
  if (node.kind === 'range') {
    executeRange(run, node, within);
  } else {
    const value = evaluatePipeline(run, node.pipeline, within);
    use(run, frame, value, 'test', node.pipeline.span);
    const dot = node.kind === 'with' ? value : frame.dot;
    underCondition(frame, output =>
      executeAll(run, node.body, { ...within, scope: scopeIn(scope), dot, certain: false, output }),
    );
  }
  if (node.otherwise.length > 0) {
    underCondition(frame, output =>
      executeAll(run, node.otherwise, { ...within, scope: scopeIn(scope), certain: false, output }),
    );
  }
}

/** Runs what is executed under a condition: what it prints can be any text for those who read the output. */
function underCondition(frame: Frame, body: (output: Output) => void): void {
  print(frame, hole);
  const output = newOutput();
  body(output);
  frame.output.foreign ||= output.foreign;
}

function executeRange(run: Run, node: BranchNode, frame: Frame): void {
  const { variables, assigns } = node.pipeline;
  const value = evaluateCommands(run, node.pipeline, frame);
  use(run, frame, value, 'iterate', node.pipeline.span);
  const element = elementOf(value);
  // That an entry is there shows, whatever is done with it.
  useAll(run, frame, membersOf(element).filter(isSetting), 'pass', node.pipeline.span);
  const unrolls = value.kind === 'list' && value.exact && value.items.length <= maximalUnrolled;
  const sure = unrolls && !jumps(node.body);
  const round = (item: Traced, key: Traced, output: Output): void => {
    const scope = scopeIn(frame.scope, sure);
    const inner: Frame = { ...frame, scope, dot: item, certain: false, output };
    const [first, second] = variables;
    const given: readonly [Name | undefined, Traced][] = second
      ? [
          [first, key],
          [second, item],
        ]
      : [[first, item]];
    for (const [variable, bound] of given) {
      if (variable && assigns) {
        assign(variable.name, bound, inner);
      } else if (variable) {
        scope.variables.set(variable.name, bound);
      }
    }
    executeAll(run, node.body, inner);
  };
  underCondition(frame, output => {
    if (unrolls) {
      for (const [index, item] of value.items.entries()) {
        round(item, textOf([String(index)]), output);
      }
    } else {
      settle(run, frame.scope, () => round(element, keysOf(value), output));
    }
  });
}

/** Can a round end early? */
const jumps = (nodes: readonly TemplateNode[]): boolean =>
  nodes.some(
    node =>
      node.kind === 'break' ||
      node.kind === 'continue' ||
      ('body' in node && jumps(node.body)) ||
      ('otherwise' in node && jumps(node.otherwise)),
  );

const isSetting = ({ kind }: Traced): boolean => kind === 'setting';

/** The keys of a map that a template made are known, as long as nothing was merged in. */
const keysOf = (value: Traced): Traced =>
  value.kind === 'map' && value.merged.length + value.others.length === 0 ? textOf([...value.fields.keys()]) : other;

/** Repeats a body until the variables around it hold nothing new. */
function settle(run: Run, scope: Scope, round: () => void): void {
  for (let count = 0; count < maximalRounds; count++) {
    const before = snapshot(scope);
    round();
    if (snapshot(scope) === before) {
      return;
    }
  }
  // Variables that still grow are not followed any further.
  for (let at: Scope | undefined = scope; at; at = at.around) {
    for (const [name, value] of at.variables) {
      if (name !== '$') {
        lose(run, value);
      }
    }
  }
}

function snapshot(scope: Scope): string {
  let text = '';
  for (let at: Scope | undefined = scope; at; at = at.around) {
    for (const [name, value] of at.variables) {
      text += `${name}=${value.key};`;
    }
  }
  return text;
}

/** A variable of this very block gets the value; one of a block around may keep what it had. */
function assign(name: string, value: Traced, frame: Frame): void {
  let sure = true;
  for (let scope: Scope | undefined = frame.scope; scope; scope = scope.around) {
    const known = scope.variables.get(name);
    if (known) {
      scope.variables.set(name, sure ? value : unionOf([known, value]));
      return;
    }
    sure &&= scope.sure;
  }
}

function lookUp(name: string, scope: Scope): Traced {
  for (let at: Scope | undefined = scope; at; at = at.around) {
    const value = at.variables.get(name);
    if (value) {
      return value;
    }
  }
  return other;
}

function evaluatePipeline(run: Run, pipeline: Pipeline, frame: Frame): Traced {
  const value = evaluateCommands(run, pipeline, frame);
  const [variable] = pipeline.variables;
  if (variable && pipeline.assigns) {
    assign(variable.name, bounded(run, value), frame);
  } else if (variable) {
    frame.scope.variables.set(variable.name, bounded(run, value));
  }
  return value;
}

function evaluateCommands(run: Run, pipeline: Pipeline, frame: Frame): Traced {
  let value: Traced | undefined;
  for (const command of pipeline.commands) {
    value = evaluateCommand(run, command, frame, value);
  }
  return value ?? other;
}

function evaluateCommand(run: Run, command: Command, frame: Frame, piped: Traced | undefined): Traced {
  const { first, rest, span } = command;
  const isCall = first.kind === 'function';
  const mayStop = isCall && (first.name === 'and' || first.name === 'or');
  const given = rest.map((argument, at) =>
    evaluate(run, argument, mayStop && at > 0 ? { ...frame, certain: false } : frame),
  );
  const values = piped ? [...given, piped] : given;
  if (isCall) {
    return callFunction({ run, frame, name: first.name, span, values, expressions: rest });
  }
  const value = evaluate(run, first, frame);
  if (values.length === 0) {
    return value;
  }
  // A method: `.Files.Get "x"`, `.Capabilities.APIVersions.Has "x"`, `.Values.Table "x"`.
  useAll(run, frame, values, 'read', span);
  lose(run, value);
  return isForeign(value) ? foreign : other;
}

function evaluate(run: Run, expression: Expression, frame: Frame): Traced {
  if (run.budget-- <= 0) {
    return exhausted(run);
  }
  const { span } = expression;
  switch (expression.kind) {
    case 'dot':
      return stamped(frame.dot, { site: siteOf(frame, span), spelled: [] });
    case 'string':
      return textOf([expression.value]);
    case 'number':
      return textOf([expression.text]);
    case 'boolean':
      return textOf([String(expression.value)]);
    case 'field':
      return follow(run, frame, frame.dot, expression.fields, span);
    case 'variable':
      return follow(run, frame, lookUp(expression.name, frame.scope), expression.fields, span);
    case 'chain':
      return follow(run, frame, evaluate(run, expression.target, frame), expression.fields, span);
    case 'function':
      return callFunction({ run, frame, name: expression.name, span, values: [], expressions: [] });
    case 'pipeline':
      return evaluatePipeline(run, expression, frame);
    default:
      return other;
  }
}

/** Too much to evaluate: nothing can be said to be unread. */
function exhausted(run: Run): Traced {
  if (run.budget === -1) {
    for (const index of run.charts.keys()) {
      lose(run, rootOf(index, ''));
    }
  }
  return other;
}

/** `base.a.b`, with the place where it is written. */
function follow(run: Run, frame: Frame, base: Traced, fields: readonly Name[], span: Span): Traced {
  const site = siteOf(frame, span);
  const ends = membersOf(base).map(member => {
    let value = member;
    let spelled: Span[] = [];
    for (const { name, span: written } of fields) {
      spelled = value.kind === 'setting' ? [...spelled, written] : [];
      value = isMethod(run, value, name) ? methodOf(run, value, name) : fieldOf(run, value, name);
    }
    return stamped(value, { site, spelled: frame.fixed ? [] : spelled });
  });
  const value = bounded(run, unionOf(ends));
  if (fields.length > 0) {
    useAll(run, frame, membersOf(value).filter(isSetting), 'pass', span);
  }
  return value;
}

const stamped = (value: Traced, from: Origin): Traced =>
  value.kind === 'setting'
    ? settingOf(value.path, value.doubtful, from)
    : value.kind === 'union'
      ? unionOf(value.members.map(member => stamped(member, from)))
      : value;

/** `.Values` is a Go type with methods, which hide settings of these names. */
function isMethod(run: Run, value: Traced, name: string): boolean {
  return (
    value.kind === 'setting' &&
    (name === 'AsMap' || name === 'YAML') &&
    run.charts.some(
      ({ prefix }) => prefix.length === value.path.length && prefix.every((key, at) => key === value.path[at]),
    )
  );
}

function methodOf(run: Run, value: Traced, name: string): Traced {
  if (name === 'AsMap') {
    return value;
  }
  lose(run, value);
  return other;
}
