import type { Span } from '../../text/span.ts';
import { isKnownFunction } from './functions.ts';
import { type Token, tokenize } from './lexer.ts';
import { isCharacter, isNumber, unquote } from './literal.ts';
import type {
  BranchNode,
  Command,
  DefineNode,
  Expression,
  Name,
  Pipeline,
  StringLiteral,
  Template,
  TemplateNode,
  TemplateProblem,
} from './node.ts';

/** Deeper blocks and parentheses are refused; no chart comes near. */
const maximalDepth = 200;
/** A file with more problems than this is no template; the rest goes unreported. */
const maximalProblems = 100;

/** Reads one template file. Never fails: what Helm would refuse is in `problems`, everything else in the tree. */
export function parseTemplate(text: string): Template {
  const reader: Reader = {
    tokens: tokenize(text),
    at: 0,
    problems: [],
    scope: newScope(),
    open: [],
    depth: 0,
    defined: new Map(),
    tooDeep: 0,
  };
  const nodes: TemplateNode[] = [];
  reader.open.push({ kind: 'file', start: { start: 0, end: 0 }, nodes, variables: 0 });
  for (let token = peek(reader); token.kind !== 'end'; token = peek(reader)) {
    readNode(reader, token);
  }
  closeEverything(reader, text.length);
  return { nodes, problems: reader.problems.slice(0, maximalProblems) };
}

interface Reader {
  readonly tokens: readonly Token[];
  at: number;
  readonly problems: TemplateProblem[];
  scope: Scope;
  /** Blocks that wait for their end, innermost last; the file itself is the first. */
  readonly open: Frame[];
  /** Of parentheses. */
  depth: number;
  /** Templates defined in this file, and whether the definition says anything. */
  readonly defined: Map<string, boolean>;
  /** Blocks that were not opened because they stand too deep, and whose ends must be skipped. */
  tooDeep: number;
}

/** The variables that can be seen: innermost last, and how often each name is declared. */
interface Scope {
  readonly names: string[];
  readonly counts: Map<string, number>;
}

const newScope = (): Scope => ({ names: [], counts: new Map([['$', 1]]) });

function declare({ scope }: Reader, name: string): void {
  scope.names.push(name);
  scope.counts.set(name, (scope.counts.get(name) ?? 0) + 1);
}

function forget({ names, counts }: Scope, length: number): void {
  for (const name of names.splice(length)) {
    counts.set(name, (counts.get(name) ?? 1) - 1);
  }
}

interface Frame {
  readonly kind: 'file' | 'if' | 'with' | 'range' | 'define' | 'block';
  /** The action that opened it. */
  readonly start: Span;
  /** Where nodes go now. */
  nodes: TemplateNode[];
  /** The nodes before `{{ else }}`, once that was read. */
  body?: TemplateNode[];
  /** How many variables were in scope before. */
  readonly variables: number;
  /** Variables outside a definition, which it cannot see. */
  readonly outer?: Scope;
  readonly pipeline?: Pipeline | undefined;
  readonly name?: StringLiteral;
  /** Opened by `{{ else if }}`: its end also ends the block around it. */
  readonly chained?: boolean;
}

/** Thrown inside one action, caught at its start: what is wrong and where. */
interface Refusal {
  readonly refusal: string;
  readonly span: Span;
}

const isRefusal = (thrown: unknown): thrown is Refusal =>
  typeof thrown === 'object' && thrown !== null && 'refusal' in thrown;

function refuse(message: string, { span }: { readonly span: Span }): never {
  const refusal: Refusal = { refusal: message, span };
  throw refusal;
}

function complain(reader: Reader, message: string, span: Span, code: TemplateProblem['code'] = 'syntax'): void {
  if (reader.problems.length < maximalProblems) {
    reader.problems.push({ code, message, span });
  }
}

const endOfFile: Token = { kind: 'end', span: { start: 0, end: 0 }, text: '', spaced: false };
const peek = (reader: Reader): Token => reader.tokens[reader.at] ?? endOfFile;

function next(reader: Reader): Token {
  const token = peek(reader);
  if (token.kind !== 'end') {
    reader.at++;
  }
  return token;
}

const isWord = (token: Token, word: string): boolean => token.kind === 'keyword' && token.text === word;
const current = (reader: Reader): Frame | undefined => reader.open.at(-1);

function add(reader: Reader, node: TemplateNode): void {
  current(reader)?.nodes.push(node);
}

function readNode(reader: Reader, token: Token): void {
  switch (token.kind) {
    case 'text':
      reader.at++;
      add(reader, { kind: 'text', span: token.span, text: token.text });
      return;
    case 'comment':
      reader.at++;
      add(reader, { kind: 'comment', span: token.span });
      return;
    case 'open':
      readAction(reader);
      return;
    default:
      reader.at++;
      complain(reader, token.text, token.span);
      add(reader, { kind: 'broken', span: token.span });
  }
}

function readAction(reader: Reader): void {
  const open = next(reader);
  const word = peek(reader);
  reader.depth = 0;
  try {
    if (word.kind === 'keyword' && word.text !== 'nil') {
      reader.at++;
      readKeyword(reader, open, word);
    } else {
      const pipeline = readPipeline(reader, 'command', 'close');
      const close = next(reader);
      add(reader, { kind: 'action', span: spanOf(open, close), pipeline });
    }
  } catch (thrown) {
    if (!isRefusal(thrown)) {
      throw thrown;
    }
    complain(reader, thrown.refusal, thrown.span);
    const end = skipAction(reader);
    afterBroken(reader, word, { start: open.span.start, end });
  }
}

/** The blocks of a broken opening action stay blocks, so that their ends still belong to them. */
function afterBroken(reader: Reader, word: Token, span: Span): void {
  if (word.kind === 'keyword' && (word.text === 'if' || word.text === 'with' || word.text === 'range')) {
    openBlock(reader, { kind: word.text, start: span, nodes: [], variables: reader.scope.names.length });
  } else if (word.kind === 'keyword' && (word.text === 'define' || word.text === 'block')) {
    openDefinition(reader, word.text, span, { kind: 'string', span, value: '' }, undefined);
  } else if (isWord(word, 'end')) {
    closeBlock(reader, span);
  }
  add(reader, { kind: 'broken', span });
}

function skipAction(reader: Reader): number {
  for (;;) {
    const token = peek(reader);
    if (token.kind === 'open' || token.kind === 'text' || token.kind === 'comment' || token.kind === 'end') {
      return reader.tokens[reader.at - 1]?.span.end ?? token.span.start;
    }
    reader.at++;
    if (token.kind === 'close') {
      return token.span.end;
    }
  }
}

function readKeyword(reader: Reader, open: Token, word: Token): void {
  switch (word.text) {
    case 'if':
    case 'with':
    case 'range': {
      const variables = reader.scope.names.length;
      const pipeline = readPipeline(reader, word.text, 'close');
      const close = next(reader);
      openBlock(reader, { kind: word.text, start: spanOf(open, close), nodes: [], variables, pipeline });
      return;
    }
    case 'else':
      readElse(reader, open, word);
      return;
    case 'end':
      closeBlock(reader, spanOf(open, expectClose(reader, 'end')));
      return;
    case 'define': {
      const name = readTemplateName(reader);
      const close = expectClose(reader, 'define');
      if (reader.open.length > 1) {
        complain(reader, 'A template cannot be defined inside another block.', spanOf(open, close));
      }
      openDefinition(reader, 'define', spanOf(open, close), name, undefined);
      return;
    }
    case 'block': {
      const name = readTemplateName(reader);
      const pipeline = readPipeline(reader, 'block', 'close');
      const close = next(reader);
      openDefinition(reader, 'block', spanOf(open, close), name, pipeline);
      return;
    }
    case 'template': {
      const name = readTemplateName(reader);
      const pipeline = peek(reader).kind === 'close' ? undefined : readPipeline(reader, 'template', 'close');
      const close = next(reader);
      add(reader, { kind: 'template', span: spanOf(open, close), name, pipeline });
      return;
    }
    default:
      readJump(reader, open, word);
  }
}

function readJump(reader: Reader, open: Token, word: Token): void {
  const close = expectClose(reader, word.text);
  const span = spanOf(open, close);
  if (!insideRange(reader)) {
    complain(reader, `{{ ${word.text} }} stands outside of a range.`, span);
  }
  add(reader, { kind: word.text === 'break' ? 'break' : 'continue', span });
}

/** A range whose else has not been reached, with no definition in between. */
function insideRange(reader: Reader): boolean {
  for (const frame of reader.open.toReversed()) {
    if (frame.kind === 'range' && !frame.body) {
      return true;
    }
    if (frame.kind === 'define' || frame.kind === 'block') {
      return false;
    }
  }
  return false;
}

function readElse(reader: Reader, open: Token, word: Token): void {
  const branch = peek(reader);
  const frame = current(reader);
  const chains = branch.kind === 'keyword' && (branch.text === 'if' || branch.text === 'with');
  if (!frame || frame.kind === 'file' || frame.kind === 'define' || frame.kind === 'block') {
    refuse('{{ else }} belongs to no if, with or range.', word);
  }
  if (frame.body) {
    refuse('This block has an {{ else }} already.', word);
  }
  if (chains && branch.text !== frame.kind) {
    refuse(`{{ else ${branch.text} }} cannot follow {{ ${frame.kind} }}.`, branch);
  }
  if (!chains) {
    expectClose(reader, 'else');
  }
  frame.body = frame.nodes;
  frame.nodes = [];
  if (chains) {
    reader.at++;
    const kind = branch.text === 'if' ? 'if' : 'with';
    const variables = reader.scope.names.length;
    const broken = (span: Span): Frame => ({ kind, start: span, nodes: [], variables, chained: true });
    openBlock(reader, readChained(reader, open, kind, broken));
  }
}

function readChained(reader: Reader, open: Token, kind: 'if' | 'with', frame: (span: Span) => Frame): Frame {
  try {
    const pipeline = readPipeline(reader, kind, 'close');
    return { ...frame(spanOf(open, next(reader))), pipeline };
  } catch (thrown) {
    if (!isRefusal(thrown)) {
      throw thrown;
    }
    complain(reader, thrown.refusal, thrown.span);
    return frame({ start: open.span.start, end: skipAction(reader) });
  }
}

function openBlock(reader: Reader, frame: Frame): void {
  if (reader.open.length > maximalDepth) {
    if (reader.tooDeep++ === 0) {
      complain(reader, `Blocks are nested more than ${maximalDepth} deep.`, frame.start, 'too-deep');
    }
    return;
  }
  reader.open.push(frame);
}

function openDefinition(
  reader: Reader,
  kind: 'define' | 'block',
  start: Span,
  name: StringLiteral,
  pipeline: Pipeline | undefined,
): void {
  const outer = reader.scope;
  if (reader.open.length <= maximalDepth) {
    reader.scope = newScope();
  }
  openBlock(reader, { kind, start, nodes: [], variables: outer.names.length, outer, name, pipeline });
}

function closeBlock(reader: Reader, span: Span): void {
  if (reader.tooDeep > 0) {
    reader.tooDeep--;
    return;
  }
  for (;;) {
    const frame = current(reader);
    if (!frame || frame.kind === 'file') {
      complain(reader, 'This {{ end }} closes nothing.', span);
      return;
    }
    closeFrame(reader, frame, span.end);
    if (!frame.chained) {
      return;
    }
  }
}

function closeFrame(reader: Reader, frame: Frame, end: number): void {
  reader.open.pop();
  const span = { start: frame.start.start, end };
  if (frame.outer) {
    reader.scope = frame.outer;
  } else {
    forget(reader.scope, frame.variables);
  }
  if (frame.kind === 'define' || frame.kind === 'block') {
    const name = frame.name ?? { kind: 'string', span: frame.start, value: '' };
    const node: DefineNode = { kind: frame.kind, span, name, pipeline: frame.pipeline, body: frame.nodes };
    checkRedefinition(reader, node);
    add(reader, node);
  } else if (frame.kind !== 'file') {
    const pipeline = frame.pipeline ?? emptyPipeline(frame.start);
    const [body, otherwise] = frame.body ? [frame.body, frame.nodes] : [frame.nodes, []];
    const node: BranchNode = { kind: frame.kind, span, pipeline, body, otherwise };
    add(reader, node);
  }
}

const emptyPipeline = (span: Span): Pipeline => ({
  kind: 'pipeline',
  span,
  variables: [],
  assigns: false,
  commands: [],
});

/** Within one file a template may be defined again only when one of the two says nothing. */
function checkRedefinition(reader: Reader, node: DefineNode): void {
  const says = !isEmpty(node.body);
  const { value } = node.name;
  if (says && reader.defined.get(value)) {
    complain(reader, `A template named '${value}' is already defined in this file.`, node.name.span);
  }
  reader.defined.set(value, says || reader.defined.get(value) === true);
}

const isEmpty = (nodes: readonly TemplateNode[]): boolean =>
  nodes.every(
    node => node.kind === 'comment' || node.kind === 'define' || (node.kind === 'text' && node.text.trim() === ''),
  );

function closeEverything(reader: Reader, end: number): void {
  for (let frame = current(reader); frame && frame.kind !== 'file'; frame = current(reader)) {
    if (!frame.chained) {
      complain(reader, `This {{ ${frame.kind} }} has no {{ end }}.`, frame.start);
    }
    closeFrame(reader, frame, end);
  }
}

function expectClose(reader: Reader, context: string): Token {
  const token = next(reader);
  return token.kind === 'close' ? token : unexpected(token, context);
}

function unexpected(token: Token, context: string): never {
  if (token.kind === 'error') {
    refuse(token.text, token);
  }
  const what = token.kind === 'close' || token.kind === 'end' ? 'The end of the action' : `'${token.text}'`;
  return refuse(`${what} was not expected here, in ${context}.`, token);
}

function readTemplateName(reader: Reader): StringLiteral {
  const token = next(reader);
  return token.kind === 'string' || token.kind === 'raw-string'
    ? readString(token)
    : unexpected(token, 'the name of a template');
}

function readString(token: Token): StringLiteral {
  const value = unquote(token.text);
  return value === undefined
    ? refuse('This string holds an escape that Go does not know.', token)
    : { kind: 'string', span: token.span, value };
}

type Context = 'command' | 'if' | 'with' | 'range' | 'block' | 'template' | 'parentheses';

/** Up to, not including, the closing token. */
function readPipeline(reader: Reader, context: Context, end: 'close' | 'close-paren'): Pipeline {
  const start = peek(reader);
  const { variables, assigns } = readVariables(reader, context);
  const commands: Command[] = [];
  for (let token = peek(reader); token.kind !== end; token = peek(reader)) {
    if (!startsTerm(token)) {
      unexpected(token, context === 'parentheses' ? context : `{{ ${context} }}`);
    }
    commands.push(readCommand(reader));
  }
  const close = peek(reader);
  if (commands.length === 0) {
    refuse(
      context === 'command' ? 'This action is empty.' : `A value is missing for ${context}.`,
      spanned(start, close),
    );
  }
  for (const { first } of commands.slice(1)) {
    if (['boolean', 'dot', 'nil', 'number', 'string'].includes(first.kind)) {
      refuse('Only a function or a field can stand behind a |.', first);
    }
  }
  const last = commands.at(-1)?.span.end ?? start.span.end;
  const span = { start: start.span.start, end: Math.max(last, start.span.end) };
  return { kind: 'pipeline', span, variables, assigns, commands };
}

const spanned = (from: Token, to: Token): { span: Span } => ({ span: spanOf(from, to) });
const spanOf = (from: { readonly span: Span }, to: { readonly span: Span }): Span => ({
  start: from.span.start,
  end: Math.max(from.span.start, to.span.end),
});

function readVariables(reader: Reader, context: Context): { variables: Name[]; assigns: boolean } {
  const variables: Name[] = [];
  for (;;) {
    const token = peek(reader);
    const after = reader.tokens[reader.at + 1];
    if (token.kind !== 'variable' || !after) {
      return { variables, assigns: false };
    }
    if (after.kind === 'assign' || after.kind === 'declare') {
      reader.at += 2;
      variables.push({ name: token.text, span: token.span });
      declare(reader, token.text);
      return { variables, assigns: after.kind === 'assign' };
    }
    if (after.kind !== 'other' || after.text !== ',') {
      return { variables, assigns: false };
    }
    reader.at += 2;
    variables.push({ name: token.text, span: token.span });
    declare(reader, token.text);
    if (context !== 'range' || variables.length > 1) {
      refuse('Too many variables are declared here.', after);
    }
    const following = peek(reader).kind;
    if (following !== 'variable' && following !== 'close' && following !== 'close-paren') {
      refuse('Only a variable can stand behind this comma.', peek(reader));
    }
  }
}

function startsTerm({ kind, text }: Token): boolean {
  switch (kind) {
    case 'boolean':
    case 'character':
    case 'dot':
    case 'field':
    case 'identifier':
    case 'number':
    case 'string':
    case 'raw-string':
    case 'variable':
    case 'open-paren':
      return true;
    case 'keyword':
      return text === 'nil';
    default:
      return false;
  }
}

/** Terms up to the end of the pipeline, or up to and including a `|`. */
function readCommand(reader: Reader): Command {
  const first = readOperand(reader);
  const rest: Expression[] = [];
  for (;;) {
    const token = peek(reader);
    if (token.kind === 'close' || token.kind === 'close-paren' || token.kind === 'pipe') {
      reader.at += token.kind === 'pipe' ? 1 : 0;
      return { span: { start: first.span.start, end: (rest.at(-1) ?? first).span.end }, first, rest };
    }
    if (!token.spaced || !startsTerm(token)) {
      unexpected(token, 'a command');
    }
    rest.push(readOperand(reader));
  }
}

function readOperand(reader: Reader): Expression {
  const term = readTerm(reader);
  const fields: Name[] = [];
  for (let token = peek(reader); token.kind === 'field' && !token.spaced; token = peek(reader)) {
    reader.at++;
    fields.push(fieldName(token));
  }
  const last = fields.at(-1);
  if (!last) {
    return term;
  }
  const span = { start: term.span.start, end: last.span.end };
  switch (term.kind) {
    case 'field':
    case 'variable':
      return { ...term, span, fields: [...term.fields, ...fields] };
    case 'boolean':
    case 'string':
    case 'number':
    case 'nil':
    case 'dot':
      return refuse('A field cannot be read from a constant.', { span });
    default:
      return { kind: 'chain', span, target: term, fields };
  }
}

const fieldName = (token: Token): Name => ({
  name: token.text.slice(1),
  span: { start: token.span.start + 1, end: token.span.end },
});

function readTerm(reader: Reader): Expression {
  const token = next(reader);
  const { span, text } = token;
  switch (token.kind) {
    case 'identifier':
      if (!isKnownFunction(text)) {
        complain(reader, `Helm has no function '${text}'.`, span, 'unknown-function');
      }
      return { kind: 'function', span, name: text };
    case 'dot':
      return { kind: 'dot', span };
    case 'field':
      return { kind: 'field', span, fields: [fieldName(token)] };
    case 'variable':
      if (!reader.scope.counts.get(text)) {
        complain(reader, `The variable ${text} is not declared in this scope.`, span, 'undefined-variable');
      }
      return { kind: 'variable', span, name: text, fields: [] };
    case 'boolean':
      return { kind: 'boolean', span, value: text === 'true' };
    case 'number':
    case 'character':
      if (token.kind === 'number' ? !isNumber(text) : !isCharacter(text)) {
        refuse(`Go cannot read '${text}' as a ${token.kind}.`, token);
      }
      return { kind: 'number', span, text };
    case 'string':
    case 'raw-string':
      return readString(token);
    case 'open-paren':
      return readParentheses(reader, token);
    default:
      return isWord(token, 'nil') ? { kind: 'nil', span } : unexpected(token, 'a command');
  }
}

function readParentheses(reader: Reader, open: Token): Pipeline {
  if (++reader.depth > maximalDepth) {
    refuse(`Parentheses are nested more than ${maximalDepth} deep.`, open);
  }
  const pipeline = readPipeline(reader, 'parentheses', 'close-paren');
  const close = next(reader);
  reader.depth--;
  return { ...pipeline, span: spanOf(open, close) };
}
