import type { JsonValue } from '../product/table.ts';
import type { AnyRule, Fix, RuleContext, Severity } from '../rule/rule.ts';
import type { JsonSchema } from '../schema/json-schema.ts';
import { isTemplated, type ValueNode, walk } from '../values/node.ts';
import { formatPath, type Path, parsePath } from '../values/path.ts';
import { type Selector, selectorOf } from '../values/stack.ts';
import { compileExpression, type Expression, type Outcome, variableOf } from './custom-expression.ts';

/** `customRules` of the configuration: rules of one's own, as expressions that must hold of the effective values. */
export const customRulesSchema: JsonSchema = {
  type: 'array',
  maxItems: 100,
  description:
    'Rules of your own: expressions in CEL, the language of Kubernetes validation rules, over the effective values.',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['id', 'expression', 'message'],
    properties: {
      id: {
        type: 'string',
        pattern: '^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$',
        maxLength: 63,
        description: 'The name of the rule, in kebab case: for `rules`, for ignore comments and in reports.',
      },
      path: {
        type: 'string',
        description:
          'What the rule is about, such as `api.replicaCount`: findings are drawn there, and its value is `self` (null when it is not set). With `*` (any key or item) or `**` (any depth) the rule is asked of each value that fits.',
      },
      when: {
        type: 'string',
        description: 'CEL: the rule counts only where this is true.',
      },
      expression: {
        type: 'string',
        description:
          'CEL: must be true. `values` are the effective values, `self` is the value at `path`. Where it reads a key that is not set nothing is reported; `has(values.key)` asks.',
      },
      message: {
        type: 'string',
        minLength: 1,
        maxLength: 1000,
        description: 'What is wrong and what to do, in plain text.',
      },
      severity: {
        enum: ['info', 'warning', 'error'],
        description: 'How loud the finding is; `warning` when left out.',
      },
      fix: {
        type: 'object',
        additionalProperties: false,
        required: ['to'],
        description: 'The edit on offer: gives the value at `set` (or, without it, at `path`) the value of `to`.',
        properties: {
          set: { type: 'string', description: 'The path to set, such as `api.replicaCount`.' },
          to: { description: 'The value to give it.' },
        },
      },
    },
  },
};

export interface CustomRules {
  readonly rules: readonly AnyRule[];
  /** What is wrong with an entry; its path begins below `customRules`. An entry with a problem is left out. */
  readonly problems: readonly { readonly path: Path; readonly message: string }[];
}

/** The rules that `customRules` holds. Entries of another shape are left to the schema. */
export function readCustomRules(json: unknown, isTaken: (id: string) => boolean = () => false): CustomRules {
  const rules: AnyRule[] = [];
  const problems: { path: Path; message: string }[] = [];
  const entries = Array.isArray(json) ? json.slice(0, customRulesSchema.maxItems) : [];
  for (const [index, entry] of entries.entries()) {
    const given = asEntry(entry);
    if (!given) {
      continue;
    }
    const { rule, problems: found } = read(given);
    const taken = isTaken(given.id) || rules.some(({ id }) => id === given.id);
    problems.push(...found.map(({ key, message }) => ({ path: [index, ...key], message })));
    if (taken) {
      problems.push({ path: [index, 'id'], message: `There is another rule '${given.id}'.` });
    } else if (rule) {
      rules.push(rule);
    }
  }
  return { rules, problems };
}

interface Entry {
  readonly id: string;
  readonly path: string | undefined;
  readonly when: string | undefined;
  readonly expression: string;
  readonly message: string;
  readonly severity: Severity;
  readonly fix: { readonly set: string | undefined; readonly to: JsonValue } | undefined;
}

interface Problem {
  readonly key: Path;
  readonly message: string;
}

/** What a rule is asked of: one path, or all that fit a pattern. */
type Target = { readonly path: Path } | { readonly pattern: string };

function read(entry: Entry): { readonly rule: AnyRule | undefined; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const compiled = (key: 'when' | 'expression', text: string): Expression | undefined => {
    const result = compileExpression(text);
    if (typeof result === 'string') {
      problems.push({ key: [key], message: `This is no condition that can be checked: ${result}.` });
      return undefined;
    }
    return result;
  };
  const parsed = (key: Path, text: string): Path => {
    const path = parsePath(text);
    if (!path) {
      problems.push({ key, message: `'${text}' is no path, such as api.replicaCount or hosts[0].name.` });
    }
    return path ?? [];
  };
  const expression = compiled('expression', entry.expression);
  const when = entry.when === undefined ? undefined : compiled('when', entry.when);
  const target = targetOf(entry.path, text => parsed(['path'], text));
  const set = entry.fix?.set === undefined ? undefined : parsed(['fix', 'set'], entry.fix.set);
  if (entry.fix && set === undefined && entry.path === undefined) {
    problems.push({ key: ['fix'], message: "The fix has nothing to set: give it 'set', or the rule a 'path'." });
  }
  const rule = expression && problems.length === 0 ? ruleOf(entry, { expression, when, target, set }) : undefined;
  return { rule, problems };
}

const targetOf = (path: string | undefined, parsed: (text: string) => Path): Target =>
  path === undefined ? { path: [] } : /(?:^|\.)\*/.test(path) ? { pattern: path } : { path: parsed(path) };

interface Parts {
  readonly expression: Expression;
  readonly when: Expression | undefined;
  readonly target: Target;
  readonly set: Path | undefined;
}

function ruleOf({ id, message, severity, fix }: Entry, { expression, when, target, set }: Parts): AnyRule {
  return {
    id,
    meta: {
      summary: message,
      why: message,
      remedy: 'The rule stands in .production-values.yaml.',
      severity,
      mode: 'E',
      profile: 'default',
      products: ['helm', 'spaces', 'kcp', 'kcp-operator'],
      messages: { broken: message, undecided: "Your rule '{rule}' cannot be decided here: {error}." },
      examples: { bad: '', good: '' },
      sources: [],
      ...(fix ? { fix: 'unsafe' } : {}),
    },
    *check(context) {
      const values = context.once(effectiveVariable);
      for (const { path, node } of targetsIn(context, target)) {
        const variables = { values, self: variableOf(node) };
        const applies = when?.evaluate(variables) ?? { value: true };
        const outcome = isTrue(applies) ? expression.evaluate(variables) : unless(applies);
        if ('value' in outcome && !outcome.value) {
          yield { path, message: 'broken', ...(fix ? { fixes: () => [fixOf(set ?? path, fix.to)] } : {}) };
        } else if ('error' in outcome && isSettled(context, target, node)) {
          yield { path, message: 'undecided', severity: 'info', data: { rule: id, error: outcome.error } };
        }
      }
    },
  };
}

/** A rule whose condition is not met is kept. */
const unless = (applies: Outcome): Outcome => ('value' in applies ? { value: true } : applies);

/** All it looks at is set, and not filled in later: what is missing or a template has another type than was meant. */
const isSettled = (context: RuleContext, target: Target, node: ValueNode | undefined): boolean =>
  (node !== undefined || ('path' in target && target.path.length === 0)) && !context.once(holdsTemplates);

const effectiveVariable = ({ stack }: RuleContext): unknown => variableOf(stack.effective) ?? new Map();
const selectorOfAll = ({ stack }: RuleContext): Selector => selectorOf(stack.effective);

function holdsTemplates({ stack }: RuleContext): boolean {
  for (const node of stack.effective ? walk(stack.effective) : []) {
    if (isTemplated(node)) {
      return true;
    }
  }
  return false;
}

const isTrue = (outcome: Outcome): boolean => 'value' in outcome && outcome.value;

function targetsIn(
  context: RuleContext,
  target: Target,
): readonly { readonly path: Path; readonly node: ValueNode | undefined }[] {
  return 'pattern' in target
    ? context
        .once(selectorOfAll)
        .select(target.pattern)
        .map(node => ({ path: node.path, node }))
    : [{ path: target.path, node: target.path.length === 0 ? undefined : context.at(target.path) }];
}

const fixOf = (path: Path, value: JsonValue): Fix => ({
  title: `Set ${formatPath(path)} to ${shortText(value)}`,
  safety: 'unsafe',
  operations: [{ op: 'set', path, value }],
});

function shortText(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

function asEntry(entry: unknown): Entry | undefined {
  const given = asObject(entry);
  const { id, expression, message } = given;
  if (!isText(id) || !isText(expression) || !isText(message)) {
    return undefined;
  }
  const fix = asObject(given.fix);
  return {
    id,
    expression,
    message,
    path: isText(given.path) ? given.path : undefined,
    when: isText(given.when) ? given.when : undefined,
    severity: given.severity === 'info' || given.severity === 'error' ? given.severity : 'warning',
    fix: Object.hasOwn(fix, 'to') ? { set: isText(fix.set) ? fix.set : undefined, to: fix.to as JsonValue } : undefined,
  };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const asObject = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
