import type { Span } from '../../text/span.ts';
import type { Expression } from '../template/node.ts';
import type { ReadKind } from './marks.ts';
import { bounded, type Call, fieldOf, indexed, lose, siteOf, use, useAll } from './run.ts';
import {
  elementOf,
  foreign,
  holdsRoot,
  hole,
  isForeign,
  listOf,
  mapOf,
  membersOf,
  type Origin,
  other,
  type Traced,
  textOf,
  textsOf,
  unionOf,
} from './value.ts';

type Meaning = (call: Call) => Traced;

/** What Helm's functions do with the settings that are handed to them; functions that are not listed just print. */
const meanings: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ...each(['default'], byDefault),
  ...each(['coalesce'], call => usedAs(call, 'default')),
  ...each(['and', 'or'], call => usedAs(call, 'test')),
  ...each(['not', 'empty', 'len', 'kindOf', 'typeOf', 'all', 'any'], call => forget(usedAs(call, 'test'))),
  ...each(['kindIs', 'typeIs', 'typeIsLike'], call => forget(usedAs(call, 'test'))),
  ...each(['ternary'], ternary),
  ...each(['required'], required),
  ...each(
    ['toYaml', 'mustToYaml', 'toYamlPretty', 'toJson', 'mustToJson', 'toPrettyJson', 'mustToPrettyJson', 'toRawJson'],
    whole,
  ),
  ...each(['mustToRawJson', 'toToml', 'mustToToml', 'join', 'toString', 'toStrings', 'deepEqual', 'sortAlpha'], whole),
  ...each(['has', 'mustHas'], whole),
  ...each(['dict'], dict),
  ...each(['list', 'tuple'], ({ values }) => listOf(values, true)),
  ...each(['index'], index),
  ...each(['get'], index),
  ...each(['hasKey'], hasKey),
  ...each(['dig'], dig),
  ...each(['pluck'], pluck),
  ...each(['pick'], pick),
  ...each(['omit', 'unset'], omit),
  ...each(['deepCopy', 'mustDeepCopy'], ({ values }) => copied(values[0] ?? other)),
  ...each(['merge', 'mustMerge', 'mergeOverwrite', 'mustMergeOverwrite'], merge),
  ...each(['set'], set),
  ...each(['keys'], keys),
  ...each(['values'], entries),
  ...each(['first', 'mustFirst'], call => first(call)),
  ...each(['last', 'mustLast'], call => elementOf(usedAs(call, 'iterate'))),
  ...each(['rest', 'mustRest', 'initial', 'mustInitial', 'uniq', 'mustUniq', 'compact', 'mustCompact'], sublist),
  ...each(['reverse', 'mustReverse', 'slice', 'mustSlice', 'without', 'mustWithout', 'shuffle'], sublist),
  ...each(['append', 'mustAppend', 'push', 'mustPush', 'prepend', 'mustPrepend'], append),
  ...each(['concat'], call =>
    listOf(
      call.values.map(list => elementOf(list)),
      false,
    ),
  ),
  ...each(['chunk', 'mustChunk'], call => listOf([listOf([elementOf(call.values[1] ?? other)], false)], false)),
  ...each(['include'], include),
  ...each(['tpl'], tpl),
  ...each(['print'], call => text(call, call.values.map(textPattern).join(''))),
  ...each(['printf'], printf),
  ...each(['lower', 'upper', 'trim', 'quote'], changed),
  ...each(['splitList'], splitList),
]);

function each(names: readonly string[], meaning: Meaning): (readonly [string, Meaning])[] {
  return names.map(name => [name, meaning] as const);
}

/** The value of a function call. Every setting among its arguments is used up, or is in the value. */
export function callFunction(call: Call): Traced {
  const meaning = meanings.get(call.name);
  if (meaning) {
    return bounded(call.run, meaning(call));
  }
  useAll(call.run, call.frame, call.values, 'read', call.span);
  return call.values.some(isForeign) ? foreign : other;
}

/** Uses all arguments alike; the value may be any of them. */
function usedAs({ run, frame, values, span }: Call, kind: ReadKind): Traced {
  useAll(run, frame, values, kind, span);
  return unionOf(values);
}

const forget = (_: Traced): Traced => other;

function byDefault({ run, frame, values, span }: Call): Traced {
  const given = values.at(-1) ?? other;
  use(run, frame, given, 'default', span);
  return unionOf(values);
}

function ternary({ run, frame, values, span }: Call): Traced {
  const [yes = other, no = other, condition = other] = values;
  use(run, frame, condition, 'test', span);
  return unionOf([yes, no]);
}

function required({ run, frame, values, span }: Call): Traced {
  const [message = other, value = other] = values;
  use(run, frame, message, 'read', span);
  // Where one of several may do, none of them is required.
  const kind = value.kind === 'setting' ? 'required' : 'default';
  use(run, frame, value, kind, span, textsOf(message)?.[0]);
  return value;
}

function whole(call: Call): Traced {
  const value = usedAs(call, 'whole');
  return isForeign(value) ? foreign : other;
}

function dict({ values }: Call): Traced {
  const fields = new Map<string, Traced>();
  const others: Traced[] = [];
  for (let at = 0; at + 1 < values.length; at += 2) {
    const names = textsOf(values[at] ?? other);
    const value = values[at + 1] ?? other;
    const [name] = names ?? [];
    if (name !== undefined && names?.length === 1) {
      fields.set(name, value);
    } else {
      others.push(value);
    }
  }
  return mapOf(fields, [], others);
}

/** Where a key is spelled in a call such as `index .Values "a" "b"`: between its quotes. */
function originOf({ frame, span }: Call, value: Traced, keys: readonly (Expression | undefined)[]): Origin {
  const site = siteOf(frame, span);
  const spelled: Span[] = value.kind === 'setting' && !frame.fixed ? [...(value.from?.spelled ?? [])] : [];
  const complete = value.kind === 'setting' && !frame.fixed && keys.every(key => key?.kind === 'string');
  const inner = keys.flatMap(key => (key ? [{ start: key.span.start + 1, end: key.span.end - 1 }] : []));
  return { site, spelled: complete ? [...spelled, ...inner] : [] };
}

function index(call: Call): Traced {
  const { run, values, expressions } = call;
  const [container = other, ...keys] = values;
  const written = expressions.slice(1);
  let value = container;
  keys.forEach((key, at) => {
    value = indexed(run, value, key, originOf(call, container, written.slice(0, at + 1)));
  });
  useAll(run, call.frame, membersOf(value).filter(isSetting), 'pass', call.span);
  return value;
}

function hasKey(call: Call): Traced {
  const { run, frame, values, span, expressions } = call;
  const [map = other, key = other] = values;
  use(run, frame, indexed(run, map, key, originOf(call, map, expressions.slice(1, 2))), 'test', span);
  return other;
}

function dig(call: Call): Traced {
  const { run, frame, values, span, expressions } = call;
  const map = values.at(-1) ?? other;
  const fallback = values.at(-2) ?? other;
  let value = map;
  values.slice(0, -2).forEach((key, at) => {
    value = indexed(run, value, key, originOf(call, map, expressions.slice(0, at + 1)));
  });
  use(run, frame, value, 'default', span);
  return unionOf([value, fallback]);
}

function pluck({ run, values }: Call): Traced {
  const [key = other, ...maps] = values;
  return listOf(
    maps.map(map => indexed(run, map, key)),
    false,
  );
}

/** A map of the same entries that can be changed without changing the first. */
function copied(value: Traced): Traced {
  return value.kind === 'other' || value.kind === 'text' || value.kind === 'list' ? value : mapOf(new Map(), [value]);
}

function pick(call: Call): Traced {
  const { run, values, expressions } = call;
  const [map = other, ...keys] = values;
  const fields = new Map<string, Traced>();
  for (const [at, key] of keys.entries()) {
    const names = textsOf(key);
    if (!names) {
      return copied(map);
    }
    for (const name of names) {
      fields.set(name, fieldOf(run, map, name, originOf(call, map, expressions.slice(at + 1, at + 2))));
    }
  }
  return mapOf(fields);
}

function omit({ run, frame, values, span }: Call): Traced {
  const [map = other, ...keys] = values;
  useAll(run, frame, keys, 'read', span);
  return copied(map);
}

function merge(call: Call): Traced {
  const { run, frame, values, expressions } = call;
  const merged = mapOf(new Map(), values);
  const [target, ...sources] = values;
  const [written] = expressions;
  if (written?.kind === 'variable' && written.fields.length === 0 && target?.kind === 'map') {
    run.assign(written.name, merged, frame);
  } else if (target && membersOf(target).some(({ kind }) => kind === 'setting' || kind === 'root')) {
    // The first map itself is changed: who reads it later reads the others.
    for (const source of sources) {
      lose(run, source);
    }
  } else if (written?.kind === 'dot' || written?.kind === 'field' || written?.kind === 'variable') {
    for (const source of sources) {
      lose(run, source);
    }
  }
  return merged;
}

/** `set $map "key" value` changes the map itself, also for those who got hold of it before. */
function set({ run, frame, values, expressions, span }: Call): Traced {
  const [map = other, key = other, value = other] = values;
  const [written] = expressions;
  const names = textsOf(key);
  const fields = new Map((names ?? []).map(name => [name, value] as const));
  use(run, frame, key, 'read', span);
  const made = mapOf(fields, [map], names ? [] : [value]);
  const rebinds = map.kind === 'map' && written?.kind === 'variable' && written.fields.length === 0;
  if (rebinds) {
    run.assign(written.name, made, frame);
  }
  if (!rebinds || !holdsRoot(value)) {
    lose(run, value);
  }
  return made;
}

function keys(call: Call): Traced {
  const { run, frame, values, span } = call;
  useAll(run, frame, values, 'iterate', span);
  useAll(run, frame, values.map(value => elementOf(value)).filter(isSetting), 'pass', span);
  const known = values.flatMap(value =>
    value.kind === 'map' && value.merged.length + value.others.length === 0 ? [...value.fields.keys()] : [hole],
  );
  return listOf([textOf(known)], false);
}

const isSetting = ({ kind }: Traced): boolean => kind === 'setting';

function entries(call: Call): Traced {
  usedAs(call, 'iterate');
  return listOf(
    call.values.map(value => elementOf(value)),
    false,
  );
}

function first(call: Call): Traced {
  const [list = other] = call.values;
  usedAs(call, 'iterate');
  return list.kind === 'list' && list.exact ? (list.items[0] ?? other) : elementOf(list);
}

function sublist(call: Call): Traced {
  const [list = other, ...rest] = call.values;
  useAll(call.run, call.frame, rest, 'whole', call.span);
  use(call.run, call.frame, list, 'iterate', call.span);
  return listOf([elementOf(list)], false);
}

function append({ values, name }: Call): Traced {
  const [list = other, item = other] = values;
  if (list.kind === 'list' && list.exact && list.items.length < 64) {
    return listOf(/repend/.test(name) ? [item, ...list.items] : [...list.items, item], true);
  }
  return listOf([elementOf(list), item], false);
}

function include({ run, frame, values, span }: Call): Traced {
  const [name = other, argument = other] = values;
  use(run, frame, name, 'read', span);
  return callByName(run, frame, name, argument, span);
}

/** Executes the templates that the name can stand for. */
function callByName(run: Call['run'], frame: Call['frame'], name: Traced, argument: Traced, span: Span): Traced {
  const texts = name.kind === 'text' ? name.texts : [hole];
  const callees = texts.flatMap(text => (text.includes(hole) ? matching(run, text) : [text]));
  if (callees.length === 0 || callees.length > 200 || texts.includes(hole)) {
    lose(run, argument);
    return other;
  }
  for (const callee of callees.filter(callee => !run.definitions.has(callee))) {
    if (!run.missing.has(callee)) {
      run.missing.set(callee, siteOf(frame, span));
    }
  }
  return unionOf(callees.map(callee => run.call(callee, argument, frame)));
}

function matching({ definitions }: Call['run'], pattern: string): readonly string[] {
  return pattern === hole ? [] : [...definitions.keys()].filter(name => matches(pattern.split(hole), name));
}

/** The fixed parts of a pattern, in order, around anything. */
export function matches(parts: readonly string[], text: string): boolean {
  const [head = '', ...rest] = parts;
  if (!text.startsWith(head)) {
    return false;
  }
  let at = head.length;
  for (const part of rest.slice(0, -1)) {
    const found = text.indexOf(part, at);
    if (found === -1) {
      return false;
    }
    at = found + part.length;
  }
  const tail = rest.at(-1) ?? '';
  return text.length - tail.length >= at && text.endsWith(tail);
}

function tpl({ run, frame, values, span }: Call): Traced {
  const [template = other, context = other] = values;
  use(run, frame, template, 'read', span);
  for (const member of membersOf(template)) {
    if (member.kind === 'text' && !member.texts.some(text => text.includes(hole))) {
      for (const text of member.texts.filter(text => text.includes('{{'))) {
        run.evaluateText(text, context, frame);
      }
    } else if (isForeign(member)) {
      lose(run, context);
    }
  }
  if (run.textContexts.size < 64) {
    run.textContexts.set(context.key, context);
  } else {
    lose(run, context);
  }
  return isForeign(template) ? foreign : other;
}

/** The texts a value prints, with holes for what is unknown. */
function textPattern(value: Traced): string {
  const texts = textsOf(value);
  return texts?.length === 1 ? (texts[0] ?? '') : hole;
}

function text(call: Call, pattern: string): Traced {
  usedAs(call, 'read');
  return call.values.some(value => value.kind === 'foreign') ? foreign : textOf([pattern]);
}

function printf(call: Call): Traced {
  const [format = other, ...rest] = call.values;
  const arguments_ = rest.map(textPattern);
  let at = 0;
  const pattern = textPattern(format).replace(/%[-+# 0-9.]*[a-zA-Z%]/g, verb => {
    if (verb === '%%') {
      return '%';
    }
    const argument = arguments_[at++] ?? hole;
    return verb === '%s' || verb === '%v' ? argument : hole;
  });
  return text(call, pattern);
}

function changed(call: Call): Traced {
  const [value = other] = call.values;
  const texts = textsOf(value);
  usedAs(call, 'read');
  if (!texts || call.name === 'quote') {
    return isForeign(value) ? foreign : other;
  }
  return textOf(
    texts.map(known =>
      call.name === 'lower' ? known.toLowerCase() : call.name === 'upper' ? known.toUpperCase() : known.trim(),
    ),
  );
}

function splitList(call: Call): Traced {
  const [separator = other, value = other] = call.values;
  usedAs(call, 'read');
  const [by] = textsOf(separator) ?? [];
  const texts = textsOf(value);
  const [only] = texts ?? [];
  if (by === undefined || by === '' || only === undefined || texts?.length !== 1) {
    return listOf([other], false);
  }
  return listOf(
    only.split(by).map(part => textOf([part])),
    true,
  );
}
