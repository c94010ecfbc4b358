import type { Finding } from '../rule/finding.ts';
import type { AnyRule, Level, ProfileName } from '../rule/rule.ts';
import type { Levels } from '../rule/run.ts';
import type { JsonSchema } from '../schema/json-schema.ts';
import { compileInPieces } from '../schema/validate.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import type { Span } from '../text/span.ts';
import type { ValuesDocument } from '../values/document.ts';
import { entryAt, nodeAt, toJson } from '../values/node.ts';
import { formatPath, type Path } from '../values/path.ts';
import { customRulesSchema, readCustomRules } from './custom-rules.ts';

/** `.production-values.yaml`, or the same keys as editor settings. */
export interface Configuration {
  /** Glob → `product@version`, first match wins. */
  readonly files: readonly (readonly [string, string])[];
  readonly stacks: readonly StackEntry[];
  readonly taints: readonly (string | LiteralTaint)[];
  readonly levels: Levels;
  readonly options: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;
  /** Rules of one's own, ready to run. */
  readonly customRules: readonly AnyRule[];
  readonly exclude: readonly string[];
  readonly profile?: ProfileName;
}

export interface StackEntry {
  readonly name?: string;
  /** Lowest first, relative to the configuration. */
  readonly files: readonly string[];
  /** A chart folder, relative to the configuration. */
  readonly chart?: string;
  readonly profile?: ProfileName;
}

export interface LiteralTaint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
  readonly pool?: string;
}

export const emptyConfiguration: Configuration = {
  files: [],
  stacks: [],
  taints: [],
  levels: {},
  options: {},
  customRules: [],
  exclude: [],
};

/** YAML 1.1 reads an unquoted `off` as false. */
const level: JsonSchema = { enum: ['off', 'info', 'warning', 'error', false] };
const profile: JsonSchema = {
  enum: ['default', 'production'],
  description: 'Which findings to show: what is wrong anywhere, or also what a production file lacks.',
};
const texts: JsonSchema = { type: 'array', items: { type: 'string' } };

/** The JSON Schema of the configuration; shipped as schemas/config.schema.json. */
export const configurationSchema: JsonSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Production Values: workspace configuration',
  type: 'object',
  additionalProperties: false,
  properties: {
    files: {
      type: 'object',
      description:
        'Which product and version a values file is for: a glob (relative to this file) and `product@version`, e.g. `spaces/**/*.yaml: spaces@1.17.1`.',
      additionalProperties: { type: 'string' },
    },
    stacks: {
      type: 'array',
      description: 'Values files that are used together, in the order in which Helm reads them: the last one wins.',
      items: {
        anyOf: [
          texts,
          {
            type: 'object',
            additionalProperties: false,
            required: ['files'],
            properties: {
              name: { type: 'string', description: 'A name for people.' },
              files: { ...texts, description: 'The values files, lowest first, relative to this file.' },
              chart: {
                type: 'string',
                description: 'The folder of the chart whose defaults, schema and templates apply.',
              },
              profile,
            },
          },
        ],
      },
    },
    taints: {
      type: 'array',
      description:
        'Where node taints are declared: globs of files, or literal taints such as `target=etcd:NoSchedule`.',
      items: {
        anyOf: [
          { type: 'string' },
          {
            type: 'object',
            additionalProperties: false,
            required: ['key', 'effect'],
            properties: {
              key: { type: 'string', description: 'The key of the taint.' },
              value: { type: 'string', description: 'The value of the taint.' },
              effect: {
                enum: ['NoSchedule', 'PreferNoSchedule', 'NoExecute'],
                description: 'What the taint does to pods that do not tolerate it.',
              },
              pool: { type: 'string', description: 'The node pool that carries it.' },
              labels: {
                type: 'object',
                additionalProperties: { type: 'string' },
                description: 'Labels that the nodes of this pool carry.',
              },
            },
          },
        ],
      },
    },
    rules: {
      type: 'object',
      description: 'The level of a rule or code (`off`, `info`, `warning`, `error`), or its level and options.',
      additionalProperties: {
        anyOf: [
          level,
          {
            type: 'object',
            additionalProperties: false,
            properties: { level, options: { type: 'object', description: 'Options of the rule, see its page.' } },
          },
        ],
      },
    },
    customRules: customRulesSchema,
    exclude: { ...texts, description: 'Globs of files that are never checked.' },
    profile,
  },
};

const compiled = compileInPieces(configurationSchema);

/** What a configuration file says, and what is wrong with it. Parts that are wrong are left out, the rest counts. */
export function readConfiguration(
  document: ValuesDocument,
  isRule: (id: string) => boolean,
  rules: () => readonly string[],
): { configuration: Configuration; findings: readonly Finding[] } {
  const json = toJson(document.root) ?? {};
  const findings: Finding[] = document.problems.map(problem =>
    configFinding(document, 'config/syntax', problem.message, [], problem.span),
  );
  for (const error of document.root === undefined ? [] : compiled.validate(json)) {
    const path: Path =
      error.keyword === 'additionalProperties' ? [...error.path, String(error.params.additionalProperty)] : error.path;
    const near =
      error.keyword === 'additionalProperties'
        ? didYouMean(String(path.at(-1)), Object.keys(error.schema.properties ?? {}))
        : [];
    const text =
      error.keyword === 'additionalProperties'
        ? `The configuration has no key '${formatPath(path)}'.${near[0] === undefined ? '' : ` Did you mean '${near[0]}'?`}`
        : error.keyword === 'required'
          ? `'${formatPath([...path, String(error.params.missingProperty)])}' is missing.`
          : `'${formatPath(path)}' ${error.keyword === 'enum' ? `must be one of ${(error.params.allowedValues as unknown[]).join(', ')}` : 'does not have the form it must have'}.`;
    findings.push(
      configFinding(
        document,
        error.keyword === 'additionalProperties' ? 'config/unknown-key' : 'config/value',
        text,
        path,
      ),
    );
  }
  const { rules: customRules, problems } = readCustomRules(asObject(json).customRules, isRule);
  findings.push(
    ...problems.map(({ path, message }) =>
      configFinding(document, 'config/custom-rule', message, ['customRules', ...path]),
    ),
  );
  const configuration: Configuration = { ...partsOf(json), customRules };
  const own = new Set(customRules.map(({ id }) => id));
  for (const id of Object.keys({ ...configuration.levels, ...configuration.options })) {
    if (!isRule(id) && !own.has(id)) {
      const near = didYouMean(id, [...rules(), ...own]);
      findings.push(
        configFinding(
          document,
          'config/unknown-rule',
          `There is no rule '${id}'.${near[0] === undefined ? '' : ` Did you mean '${near[0]}'?`}`,
          ['rules', id],
        ),
      );
    }
  }
  return { configuration, findings };
}

function configFinding(document: ValuesDocument, code: string, message: string, path: Path, span?: Span): Finding {
  const steps = path.map(segment => (/^\d+$/.test(String(segment)) ? Number(segment) : segment));
  const known = span ??
    entryAt(document.root, steps)?.key.span ??
    nodeAt(document.root, steps)?.site.span ?? { start: 0, end: 0 };
  return {
    code,
    severity: 'error',
    message,
    path: steps,
    site: { uri: document.uri, span: known },
    related: [],
    tags: [],
    fixes: () => [],
    replaces: [],
  };
}

/** The configuration that plain JSON (a file, or editor settings) holds; parts of the wrong shape are left out. */
export const fromJson = (json: unknown): Configuration => ({
  ...partsOf(json),
  customRules: readCustomRules(asObject(json).customRules).rules,
});

function partsOf(json: unknown): Omit<Configuration, 'customRules'> {
  const object = asObject(json);
  const rules = Object.entries(asObject(object.rules));
  const levels: Record<string, Level> = {};
  const options: Record<string, Readonly<Record<string, unknown>>> = {};
  for (const [id, value] of rules) {
    const chosen = levelOf(isLevel(value) || value === false ? value : asObject(value).level);
    if (chosen !== undefined) {
      levels[id] = chosen;
    }
    if (asObject(value).options !== undefined) {
      options[id] = asObject(asObject(value).options);
    }
  }
  const stacks = asList(object.stacks).flatMap((entry): StackEntry[] => {
    const stack = asObject(entry);
    const files = Array.isArray(entry) ? entry.filter(isText) : asList(stack.files).filter(isText);
    return files.length === 0
      ? []
      : [
          {
            files,
            ...(isText(stack.name) ? { name: stack.name } : {}),
            ...(isText(stack.chart) ? { chart: stack.chart } : {}),
            ...(isProfile(stack.profile) ? { profile: stack.profile } : {}),
          },
        ];
  });
  return {
    files: Object.entries(asObject(object.files)).filter((entry): entry is [string, string] => isText(entry[1])),
    stacks,
    taints: asList(object.taints).filter(
      (item): item is string | LiteralTaint =>
        isText(item) || (isText(asObject(item).key) && isText(asObject(item).effect)),
    ),
    levels,
    options,
    exclude: asList(object.exclude).filter(isText),
    ...(isProfile(object.profile) ? { profile: object.profile } : {}),
  };
}

const levelOf = (value: unknown): Level | undefined => (value === false ? 'off' : isLevel(value) ? value : undefined);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isLevel = (value: unknown): value is Level =>
  value === 'off' || value === 'info' || value === 'warning' || value === 'error';
const isProfile = (value: unknown): value is ProfileName => value === 'default' || value === 'production';
const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const asObject = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
