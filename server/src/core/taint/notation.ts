import type { Effect } from './taint.ts';
import { isMasked, isTemplated, maskValue, withoutControl } from './template.ts';

/** One taint as a single string: `key=value:Effect`, `key=:Effect`, `key:Effect`, and with a trailing `-` its removal. */
export interface WrittenTaint {
  readonly key: string | null;
  readonly value: string | null;
  readonly effect: Effect | null;
  readonly templated: boolean;
  /** `<effect>`: how a guide tells readers to put one there. */
  readonly effectIsPlaceholder: boolean;
  readonly removal: boolean;
  /** Offsets within the string it was read from. */
  readonly start: number;
  readonly end: number;
}

const EFFECTS: ReadonlyMap<string, Effect> = new Map([
  ['noschedule', 'NoSchedule'],
  ['prefernoschedule', 'PreferNoSchedule'],
  ['noexecute', 'NoExecute'],
]);

/** Kubernetes' name of an effect in any provider's spelling (`NO_SCHEDULE`, `TAINT_EFFECT_NO_EXECUTE`). */
export const effectOf = (text: string): Effect | null =>
  EFFECTS.get(
    text
      .toLowerCase()
      .replace(/^(?:taint_?)?effect_?/, '')
      .replace(/[_-]/g, ''),
  ) ?? null;

const KEY = /^[A-Za-z0-9\uE000<$][\w./\uE000<>${}()[\]-]*$/;

/** What a key may look like; a template or placeholder may stand in it. */
export const isTaintKey = (text: string): boolean => text.length <= 400 && KEY.test(maskValue(text));

/** The value and effect of `value:Effect`, as maps keyed by the taint's key spell it (`:Effect` has no value). */
export function readValueAndEffect(text: string): Pick<WrittenTaint, 'value' | 'effect' | 'templated'> | undefined {
  const masked = maskValue(text);
  const colon = masked.lastIndexOf(':');
  if (colon === -1) {
    const effect = effectOf(text);
    return effect === null ? undefined : { value: null, effect, templated: false };
  }
  const effect = effectOf(text.slice(colon + 1).trim());
  if (effect === null && !isTemplated(text.slice(colon + 1))) {
    return undefined;
  }
  const value = text.slice(0, colon).trim();
  return { value: value === '' ? null : value, effect, templated: isTemplated(text) };
}

/** One `key=value:Effect`. An effect that does not exist leaves the effect open; `undefined` when it is no taint at all. */
export function readTaintString(text: string, start = 0): WrittenTaint | undefined {
  const trimmed = withoutControl(text).trim();
  if (trimmed === '' || trimmed.length > 1000 || /\s/.test(maskValue(trimmed))) {
    return undefined;
  }
  const at = start + text.indexOf(trimmed[0] ?? '');
  const masked = maskValue(trimmed);
  const removal = masked.endsWith('-');
  const body = removal ? trimmed.slice(0, -1) : trimmed;
  const shape = masked.slice(0, body.length);
  const colon = shape.lastIndexOf(':');
  const equals = shape.indexOf('=');
  const end = start + text.trimEnd().length;
  const keyEnd = equals !== -1 && (colon === -1 || equals < colon) ? equals : colon === -1 ? body.length : colon;
  const key = body.slice(0, keyEnd);
  if (!isTaintKey(key) || (colon === -1 && !removal)) {
    return undefined;
  }
  const value = keyEnd === equals ? body.slice(equals + 1, colon === -1 ? body.length : colon) : '';
  const effectText = colon === -1 ? '' : body.slice(colon + 1);
  if (colon !== -1 && !isMasked(maskValue(effectText)) && !/^[\w$<>{}-]+$/.test(effectText)) {
    return undefined;
  }
  return {
    key,
    value: value === '' ? null : value,
    effect: effectOf(effectText),
    templated: isTemplated(body),
    effectIsPlaceholder: /^<[^<>]*>$/.test(effectText),
    removal,
    start: at,
    end,
  };
}

/** `a=b:NoSchedule,c=d:NoExecute`. A part that is only a template is a taint with nothing known. */
export function readTaintStrings(text: string, start = 0): readonly WrittenTaint[] {
  const masked = maskValue(text);
  const found: WrittenTaint[] = [];
  let from = 0;
  while (from <= masked.length) {
    const comma = masked.indexOf(',', from);
    const to = comma === -1 ? masked.length : comma;
    const part = text.slice(from, to);
    const taint = readTaintString(part, start + from) ?? unknownPart(part, start + from);
    if (taint) {
      found.push(taint);
    }
    from = to + 1;
  }
  return found;
}

function unknownPart(part: string, start: number): WrittenTaint | undefined {
  const left = withoutControl(part).trim();
  const onlyTemplate = left !== '' && /^[\uE000\s]+$/.test(maskValue(left).replace(/\$[A-Za-z_]\w*/g, '\uE000'));
  return onlyTemplate
    ? {
        key: null,
        value: null,
        effect: null,
        templated: true,
        effectIsPlaceholder: false,
        removal: false,
        start,
        end: start + part.length,
      }
    : undefined;
}

/** `a=b,c=d`, `c` alone is a label without a value. */
export function readLabelStrings(
  text: string,
  start = 0,
): readonly { key: string | null; value: string | null; templated: boolean; start: number; end: number }[] {
  const masked = maskValue(text);
  const found = [];
  let from = 0;
  while (from <= masked.length) {
    const comma = masked.indexOf(',', from);
    const to = comma === -1 ? masked.length : comma;
    const part = withoutControl(text.slice(from, to)).trim();
    const equals = maskValue(part).indexOf('=');
    const key = equals === -1 ? part : part.slice(0, equals);
    const site = { start: start + from, end: start + to };
    if (isMasked(maskValue(part)) && /^\uE000+$/.test(maskValue(part))) {
      found.push({ key: null, value: null, templated: true, ...site });
    } else if (part !== '' && isTaintKey(key) && !/\s/.test(maskValue(part))) {
      found.push({ key, value: equals === -1 ? '' : part.slice(equals + 1), templated: isTemplated(part), ...site });
    }
    from = to + 1;
  }
  return found;
}
