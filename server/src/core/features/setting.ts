import type { Form, JsonValue } from '../product/table.ts';
import { keyId } from '../schema/build.ts';
import { schemaAt } from '../schema/cursor.ts';
import { factsOf } from '../schema/facts-at.ts';
import { formName } from '../schema/forms.ts';
import type { JsonSchema } from '../schema/json-schema.ts';
import type { SettingsSource } from '../schema/settings.ts';
import { formatPath, type Path } from '../values/path.ts';

/** What there is to say about one setting, in the order in which it is shown. */
export interface SettingText {
  readonly name: string;
  readonly deprecated: string | undefined;
  /** Markdown. */
  readonly text: string;
  readonly type: string;
  readonly default: string | undefined;
  readonly since: string | undefined;
  readonly form: string | undefined;
  readonly values: readonly string[];
  readonly production:
    | { readonly value: string | undefined; readonly text: string; readonly source: string }
    | undefined;
}

/**
 * The documentation of the setting at `path` (relative to the chart's values); undefined when the chart has no such setting.
 * Where its schema is silent, its defaults and the comments on them speak, then `others`.
 */
export function describeSetting(
  settings: SettingsSource,
  path: Path,
  others: readonly JsonSchema[] = [],
): SettingText | undefined {
  const inferred = settings.inferred && schemaAt(settings.inferred, path);
  const known = [schemaAt(settings.schema, path), inferred, ...others].filter(found => found !== undefined);
  const [schema] = known;
  if (!schema || path.length === 0) {
    return undefined;
  }
  const said = <Field extends keyof JsonSchema>(field: Field): JsonSchema[Field] | undefined =>
    known.find(found => found[field] !== undefined)?.[field];
  const key = factsOf(settings)
    ?.keys()
    ?.keys.get(keyId(path.map(segment => (typeof segment === 'number' ? '[]' : segment))));
  const advice = key?.note?.production ?? schema['x-production'];
  const fallback = key?.default ?? said('default');
  const form = schema['x-form'];
  return {
    name: formatPath(path),
    deprecated: key?.deprecated
      ? `Deprecated since ${key.deprecated.since}. ${key.deprecated.text}`
      : schema.deprecated === true
        ? 'Deprecated.'
        : undefined,
    text: key?.note?.text ?? said('markdownDescription') ?? said('description') ?? '',
    type: known.map(typeText).find(text => text !== '') ?? '',
    default: fallback === undefined ? undefined : short(fallback),
    since: key?.since ?? schema['x-since'],
    form: form === undefined ? undefined : formName(form as Form),
    values: (schema.enum ?? []).filter(value => value !== null).map(value => short(value)),
    production: advice && {
      value: advice.value === undefined ? undefined : short(advice.value),
      text: advice.text,
      source: advice.source,
    },
  };
}

const names: Readonly<Record<string, string>> = {
  object: 'map',
  array: 'list',
  integer: 'integer',
  number: 'number',
  string: 'text',
  boolean: 'true or false',
  null: 'null',
};

function typeText({
  type,
  anyOf,
  oneOf,
}: {
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly object[];
  readonly oneOf?: readonly object[];
}): string {
  const own = type === undefined ? [] : typeof type === 'string' ? [type] : type;
  const types =
    own.length > 0
      ? own
      : [...(anyOf ?? []), ...(oneOf ?? [])].flatMap(part => {
          const inner = (part as { type?: string | readonly string[] }).type;
          return inner === undefined ? [] : typeof inner === 'string' ? [inner] : inner;
        });
  const named = [...new Set(types.filter(name => name !== 'null').map(name => names[name] ?? name))];
  return named.join(' or ');
}

const short = (value: JsonValue): string => {
  const text = JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
};

/** The setting as Markdown: summary line, facts, text, production advice. The same for hover, completion and `explain`. */
export function settingMarkdown(setting: SettingText): string {
  const facts = [
    setting.type === '' ? undefined : setting.type,
    setting.form,
    setting.default === undefined ? undefined : `default \`${setting.default}\``,
    setting.since === undefined ? undefined : `since ${setting.since}`,
    setting.values.length === 0 ? undefined : `one of ${setting.values.map(value => `\`${value}\``).join(', ')}`,
  ].filter(fact => fact !== undefined);
  const name = setting.deprecated ? `~~**${setting.name}**~~` : `**${setting.name}**`;
  const advice = setting.production;
  return [
    facts.length === 0 ? name : `${name} · ${facts.join(' · ')}`,
    ...(setting.deprecated ? [setting.deprecated] : []),
    ...(setting.text === '' ? [] : [setting.text]),
    ...(advice
      ? [
          `**In production**${advice.value === undefined ? '' : `: \`${advice.value}\``}. ${advice.text} [Source](${advice.source})`,
        ]
      : []),
  ].join('\n\n');
}
