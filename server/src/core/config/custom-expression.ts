import { type ASTNode, Environment, serialize } from '@marcbachmann/cel-js';
import { RE2JS } from 're2js';
import type { MapNode, ValueNode } from '../values/node.ts';

/** A CEL expression over values, ready to be asked. */
export interface Expression {
  readonly evaluate: (variables: Variables) => Outcome;
}

export interface Variables {
  /** The effective values. */
  readonly values: unknown;
  /** The value at the rule's path; null when it is not set. */
  readonly self: unknown;
}

/** `unset`: it reads a key that the values do not have, so there is nothing to decide. */
export type Outcome = { readonly value: boolean } | { readonly unset: true } | { readonly error: string };

/** Longer texts are no condition any more. */
const longest = 2000;
/** Weighed values per evaluation, see `weigh`: some hundred milliseconds at worst. */
const budget = 100_000;

const limits = { maxAstNodes: 500, maxDepth: 40, maxListElements: 100, maxMapEntries: 100, maxCallArguments: 8 };
const language = { homogeneousAggregateLiterals: false, limits } as const;

/** What is offered of the language: nothing that depends on the clock, or builds values out of proportion. */
const functions: ReadonlySet<string> = new Set(
  (
    'has all exists exists_one map filter size type dyn bool int uint double string ' +
    'startsWith endsWith contains matches lowerAscii upperAscii trim indexOf lastIndexOf substring split join'
  ).split(' '),
);
const macros: ReadonlySet<string> = new Set(['has', 'all', 'exists', 'exists_one', 'map', 'filter']);

const asWritten = new Environment(language).registerVariable('values', 'dyn').registerVariable('self', 'dyn');

/** For `metered` expressions: with the meter and the functions that use it, which no written expression may name. */
const asRun = new Environment({ ...language, limits: { ...limits, maxAstNodes: 5000, maxDepth: 200 } })
  .registerVariable('values', 'dyn')
  .registerVariable('self', 'dyn')
  .registerVariable('meter', 'dyn')
  .registerFunction('weigh(dyn, dyn): dyn', weigh)
  .registerFunction('opened(dyn, dyn): dyn', opened)
  .registerFunction('fits(dyn, string, string): bool', fits);

/**
 * Compiles an expression.
 * @returns what is wrong with it as text, when it cannot be used.
 */
export function compileExpression(text: string): Expression | string {
  if (text.length > longest) {
    return `it is longer than ${longest} characters`;
  }
  try {
    const parsed = asWritten.parse(text);
    const { called, named } = namesIn(parsed.ast);
    if (named.includes('meter')) {
      return "a variable may not be called 'meter'";
    }
    const foreign = called.find(name => !functions.has(name));
    if (foreign !== undefined) {
      return `there is no function '${foreign}'`;
    }
    const checked = parsed.check();
    if (!checked.valid) {
      return summaryOf(checked.error);
    }
    if (checked.type !== 'bool' && checked.type !== 'dyn') {
      return `it must be true or false, and is of type ${checked.type}`;
    }
    const run = asRun.parse(metered(parsed.ast));
    return { evaluate: variables => outcomeOf(meter => run({ ...variables, meter })) };
  } catch (error) {
    return summaryOf(error);
  }
}

function outcomeOf(run: (meter: Holder) => unknown): Outcome {
  const meter: Meter = { left: budget, patterns: new Map() };
  const outcome = attempt(() => run(new Map([['meter', meter]])));
  return meter.left < 0 ? { error: tooMuch } : outcome;
}

function attempt(run: () => unknown): Outcome {
  try {
    const value = run();
    return typeof value === 'boolean' ? { value } : { error: 'it is neither true nor false' };
  } catch (error) {
    return (error as { readonly code?: unknown }).code === 'no_such_key'
      ? { unset: true }
      : { error: summaryOf(error) };
  }
}

function summaryOf(error: unknown): string {
  const { summary, message } = error as { readonly summary?: unknown; readonly message?: unknown };
  const [line = ''] = String(summary ?? message ?? error).split('\n');
  return line.slice(0, 200);
}

// ---------------------------------------------------------------- bounds

/** What one evaluation may still look at, and the patterns it has compiled. */
interface Meter {
  left: number;
  readonly patterns: Map<string, RE2JS>;
}

/** The interpreter hands Maps through as they are. */
type Holder = ReadonlyMap<string, Meter>;

const tooMuch = 'it takes too many steps';

const meterIn = (holder: unknown): Meter | undefined => (holder instanceof Map ? holder.get('meter') : undefined);

/** Hands the value through, and takes what it weighs off the budget: each entry and item, and the length of texts. */
function weigh(holder: unknown, value: unknown): unknown {
  const meter = meterIn(holder);
  if (meter) {
    takeWeight(meter, value);
  }
  return value;
}

function takeWeight(meter: Meter, value: unknown): void {
  meter.left -= typeof value === 'string' ? 1 + value.length / 16 : 1;
  if (meter.left < 0) {
    throw new Error(tooMuch);
  }
  if (value instanceof Map || Array.isArray(value)) {
    for (const child of value.values()) {
      takeWeight(meter, child);
    }
  }
}

/**
 * What a loop goes through: nothing, once the budget is spent. `all` and `exists` go on when a step fails, since a later
 * one may decide.
 */
function opened(holder: unknown, value: unknown): unknown {
  return (meterIn(holder)?.left ?? 0) < 0 ? [] : value;
}

/** As RE2 does, and as Kubernetes does: in a time that is linear in the text. */
function fits(holder: unknown, text: string, pattern: string): boolean {
  const patterns = meterIn(holder)?.patterns;
  const compiled = patterns?.get(pattern) ?? RE2JS.compile(pattern);
  patterns?.set(pattern, compiled);
  return compiled.matcher(text).find();
}

interface Names {
  readonly called: readonly string[];
  readonly named: readonly string[];
}

/** The functions that are called, and the variables that are named. */
function namesIn(node: ASTNode): Names {
  const below = childrenOf(node).map(namesIn);
  return {
    called: [
      ...(node.op === 'call' || node.op === 'rcall' ? [node.args[0]] : []),
      ...below.flatMap(({ called }) => called),
    ],
    named: [...(node.op === 'id' ? [node.args] : []), ...below.flatMap(({ named }) => named)],
  };
}

function childrenOf(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return [];
    case '.':
    case '.?':
      return [node.args[0]];
    case 'call':
      return node.args[1];
    case 'rcall':
      return [node.args[1], ...node.args[2]];
    case 'map':
      return node.args.flat();
    case '!_':
    case '-_':
      return [node.args];
    default:
      return node.args;
  }
}

/**
 * The expression once more, with the steps that loops repeat, and all that is compared or handed to functions, weighed:
 * the interpreter has no limit of its own for the time it takes.
 */
function metered(node: ASTNode): string {
  switch (node.op) {
    case 'value':
    case 'id':
      return serialize(node);
    case '.':
      return `${metered(node.args[0])}.${node.args[1]}`;
    case '[]':
      return `${metered(node.args[0])}[${metered(node.args[1])}]`;
    case '!_':
      return `!(${metered(node.args)})`;
    case '-_':
      return `-(${metered(node.args)})`;
    case 'list':
      return `[${node.args.map(metered).join(', ')}]`;
    case 'map':
      return `{${node.args.map(entry => entry.map(metered).join(': ')).join(', ')}}`;
    case '?:':
      return `(${metered(node.args[0])} ? ${metered(node.args[1])} : ${metered(node.args[2])})`;
    case '||':
    case '&&':
      return `(${metered(node.args[0])} ${node.op} ${metered(node.args[1])})`;
    case 'call':
      return node.args[0] === 'has' ? serialize(node) : `${node.args[0]}(${node.args[1].map(weighed).join(', ')})`;
    case 'rcall':
      return meteredMethod(node.args[0], node.args[1], node.args[2]);
    case '.?':
    case '[?]':
      throw new Error('optional keys are not supported: use has()');
    default:
      return `(${weighed(node.args[0])} ${node.op} ${weighed(node.args[1])})`;
  }
}

function meteredMethod(name: string, receiver: ASTNode, given: readonly ASTNode[]): string {
  if (name === 'matches') {
    return `fits(meter, ${[receiver, ...given].map(weighed).join(', ')})`;
  }
  const isMacro = macros.has(name);
  const [variable, ...bodies] = given;
  const words = isMacro && variable ? [serialize(variable), ...bodies.map(weighed)] : given.map(weighed);
  return `${isMacro ? `opened(meter, ${metered(receiver)})` : weighed(receiver)}.${name}(${words.join(', ')})`;
}

const weighed = (node: ASTNode): string => (node.op === 'value' ? serialize(node) : `weigh(meter, ${metered(node)})`);

// ---------------------------------------------------------------- values

/** Values as the interpreter takes them: whole numbers as its integers, maps as Maps. */
export function variableOf(node: ValueNode | undefined): unknown {
  if (node === undefined) {
    return null;
  }
  if (node.kind === 'list') {
    return node.items.map(variableOf);
  }
  if (node.kind === 'map') {
    return mapOf(node);
  }
  return Number.isSafeInteger(node.value) ? BigInt(node.value as number) : node.value;
}

/** A null takes a default away: Helm leaves the key out. */
function mapOf({ entries }: MapNode): ReadonlyMap<string, unknown> {
  return new Map([...entries].map(([name, { value }]) => [name, variableOf(value)]));
}
