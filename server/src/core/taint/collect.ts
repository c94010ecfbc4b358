import type { Span } from '../text/span.ts';
import {
  isForeignField,
  isLabelsByPoolField,
  isNodeLabelField,
  isPoolCollection,
  isPoolLabelField,
  isStartupField,
  isStructural,
  isTaintField,
  mentionsTaints,
} from './names.ts';
import {
  effectOf,
  isTaintKey,
  readLabelStrings,
  readTaintStrings,
  readValueAndEffect,
  type WrittenTaint,
} from './notation.ts';
import type { Effect } from './taint.ts';
import { isOnlyTemplate, isTemplated } from './template.ts';
import {
  bracketDepth,
  type Datum,
  type DatumEntry,
  DEEPEST,
  fieldOf,
  type MapDatum,
  type TextDatum,
  textOf,
} from './tree/datum.ts';
import { readJsonnet } from './tree/jsonnet.ts';

/** A taint before its source and its pool's labels are known. */
export interface TaintDraft {
  readonly key: string | null;
  readonly value: string | null;
  readonly effect: Effect | null;
  readonly at: Span;
  readonly entry: Span;
  readonly templated: boolean;
  readonly startup: boolean;
  readonly removal: boolean;
  readonly trail: Trail;
}

export interface LabelDraft {
  readonly key: string | null;
  readonly value: string | null;
  readonly at: Span;
  readonly templated: boolean;
  readonly trail: Trail;
  readonly origin: 'label' | 'requirement';
}

/** The maps from the root down to where something stands, innermost last, with the name each was found under. */
export type Trail = readonly Step[];

export interface Step {
  readonly map: MapDatum;
  readonly name: string;
  readonly blockLabels?: readonly string[];
  /** The name of the pool that this map is for, where its place says so. */
  readonly pool?: string;
}

export interface Collected {
  readonly taints: readonly TaintDraft[];
  readonly labels: readonly LabelDraft[];
  /** Long texts inside: other documents may be embedded in them. */
  readonly texts: readonly { readonly text: TextDatum; readonly trail: Trail }[];
  /** Maps that describe nodes, by their form alone. */
  readonly pools: readonly Trail[];
}

interface Harvest {
  readonly taints: TaintDraft[];
  readonly labels: LabelDraft[];
  readonly texts: { text: TextDatum; trail: Trail }[];
  readonly pools: Trail[];
}

/** `push(...items)` without its limit on how many. */
function append<T>(list: T[], items: readonly T[]): void {
  for (const item of items) {
    list.push(item);
  }
}

/** Every taint and node label that stands under a field named for it, anywhere below `root`. */
export function collect(root: Datum): Collected {
  const harvest: Harvest = { taints: [], labels: [], texts: [], pools: [] };
  visit(root, [], '', harvest, 0);
  return harvest;
}

function visit(
  datum: Datum,
  trail: Trail,
  name: string,
  harvest: Harvest,
  depth: number,
  blockLabels?: readonly string[],
): void {
  if (depth > DEEPEST) {
    return;
  }
  switch (datum.kind) {
    case 'map': {
      const here: Trail = [...trail, { map: datum, name, ...(blockLabels ? { blockLabels } : {}) }];
      visitPatchOperation(datum, here, harvest);
      visitNamedArgument(datum, here, harvest);
      const isPool = holdsPool(datum, here);
      if (isPool) {
        harvest.pools.push(here);
      }
      for (const entry of datum.entries) {
        visitEntry(entry, here, isPool, harvest, depth);
      }
      return;
    }
    case 'list':
      for (const item of datum.items) {
        visit(item, trail, name, harvest, depth + 1);
      }
      return;
    case 'call':
      for (const argument of datum.args) {
        visit(argument, trail, name, harvest, depth + 1);
      }
      return;
    case 'text':
      if (datum.value.includes('\n')) {
        harvest.texts.push({ text: datum, trail });
      }
      return;
    default:
  }
}

function visitEntry(entry: DatumEntry, trail: Trail, isPool: boolean, harvest: Harvest, depth: number): void {
  const name = meaningfulName(entry, trail);
  if (isForeignField(name) || isTypeOnly(entry, trail)) {
    return;
  }
  const before = harvest.taints.length;
  if (isTaintField(name) || (mentionsTaints(name) && !wrapsTaints(entry.value))) {
    const reading: Reading = {
      strict: isTaintField(name),
      startup: isStartupField(name),
      removal: textOf(fieldOf(trail.at(-1)?.map, 'state')) === 'absent',
      trail,
    };
    const dynamic = entry.name === 'dynamic' && entry.value.kind === 'map';
    append(harvest.taints, dynamic ? readDynamic(entry.value, reading) : readTaints(entry.value, reading));
    if (harvest.taints.length > before || isTaintField(name)) {
      return;
    }
  }
  if (isLabelsByPoolField(name) && entry.value.kind === 'map') {
    for (const pool of entry.value.entries) {
      harvest.labels.push(
        ...readLabels(pool.value, [...trail, { map: entry.value, name: pool.name, pool: pool.name }]),
      );
    }
    return;
  }
  if (isNodeLabelField(name) || (isPool && isPoolLabelField(name))) {
    append(harvest.labels, readLabels(entry.value, trail));
    return;
  }
  // A map of pools: the key is what names the pool.
  visit(entry.value, trail, name, harvest, depth + 1, entry.labels);
}

/** `k8s_taint: { name, taints }`: the inner field is the one that holds them. */
const wrapsTaints = (datum: Datum): boolean =>
  datum.kind === 'map' && datum.entries.some(entry => isTaintField(entry.name));

/** A dynamic block is what its label says, and the default of a variable what the variable is called. */
function meaningfulName(entry: DatumEntry, trail: Trail): string {
  const around = trail.at(-1);
  if (entry.name === 'dynamic' && entry.labels?.[0] !== undefined) {
    return entry.labels[0];
  }
  const variable = entry.name === 'default' && around?.name === 'variable' ? around.blockLabels?.[0] : undefined;
  if (variable === undefined) {
    return entry.name;
  }
  // Not the very name of a taint field: only what is written out in a default counts.
  return mentionsTaints(variable) ? `default_${variable}` : variable;
}

/** Terraform's declarations of types and of outputs, and JSON Schema's of properties, declare no taint. */
function isTypeOnly(entry: DatumEntry, trail: Trail): boolean {
  const around = trail.at(-1);
  return (
    (entry.labels !== undefined && entry.name === 'output') ||
    (around?.blockLabels !== undefined && around.name === 'variable' && entry.name !== 'default') ||
    (entry.name === 'properties' && fieldOf(around?.map, 'type') !== undefined)
  );
}

/** A map that describes nodes: it sets taints itself, it is an entry of a collection of pools, or it is a node configuration. */
function holdsPool(map: MapDatum, trail: Trail): boolean {
  const step = trail.at(-1);
  const parent = trail.at(-2);
  return (
    declaresTaints(map, step?.name ?? '') ||
    isPoolCollection(step?.name ?? '') ||
    (isPoolCollection(parent?.name ?? '') && !isStructural(step?.name ?? '')) ||
    isNodeTemplate(trail) ||
    /^node_?config$/i.test(step?.name ?? '') ||
    (step?.name === 'resource' && isPoolResource(step.blockLabels?.[0] ?? ''))
  );
}

/** Terraform's `locals` hold taints and labels of everything side by side. */
const declaresTaints = (map: MapDatum, name: string): boolean =>
  map.entries.some(
    entry =>
      isTaintField(entry.labels?.[0] ?? '') ||
      isTaintField(entry.name) ||
      (name !== 'locals' && mentionsTaints(entry.name)),
  );

/** `template.metadata` beside a `template.spec` that describes nodes: a Karpenter pool, whatever document it stands in. */
function isNodeTemplate(trail: Trail): boolean {
  const inTemplate = trail.at(-1)?.name === 'metadata' && trail.at(-2)?.name === 'template';
  const spec = inTemplate ? fieldOf(trail.at(-2)?.map, 'spec') : undefined;
  return ['taints', 'startupTaints', 'nodeClassRef'].some(name => fieldOf(spec, name) !== undefined);
}

const isPoolResource = (type: string): boolean => /(?:node|instance|machine|worker|k8s)_?(?:pool|group)/.test(type);

interface Reading {
  /** The field holds taints and nothing else: what is not understood is a taint with something left open. */
  readonly strict: boolean;
  readonly startup: boolean;
  readonly removal: boolean;
  readonly trail: Trail;
}

/** The taints in the value of a taint field: a list, one object, a map keyed by taint or by pool, strings, or an expression of these. */
function readTaints(datum: Datum, reading: Reading): readonly TaintDraft[] {
  const written: TaintDraft[] = [];
  const unknown: TaintDraft[] = [];
  readInto(datum, reading, written, unknown, 0);
  // However many unknown parts a list has, it is one unknown remainder. The one that says most stands for it.
  const best = unknown.find(draft => draft.key !== null) ?? unknown[0];
  return best && reading.strict ? [...written, best] : written;
}

function readInto(datum: Datum, reading: Reading, written: TaintDraft[], unknown: TaintDraft[], depth: number): void {
  if (depth > DEEPEST) {
    return;
  }
  switch (datum.kind) {
    case 'text':
      readText(datum, reading, written, unknown);
      return;
    case 'list':
      for (const item of datum.items) {
        readInto(item, reading, written, unknown, depth + 1);
      }
      return;
    case 'map':
      readMap(datum, reading, written, unknown, depth);
      return;
    case 'call':
      readCall(datum, reading, written, unknown, depth);
      return;
    default:
      unknown.push(unknownTaint(datum.span, reading));
  }
}

function readCall(
  datum: Extract<Datum, { kind: 'call' }>,
  reading: Reading,
  written: TaintDraft[],
  unknown: TaintDraft[],
  depth: number,
): void {
  // What a comprehension yields stands for as many taints as its list has; what other calls are given is handed through.
  const target = datum.name === 'for' ? unknown : written;
  const count = written.length + unknown.length;
  const passesThrough =
    /^(?:\?:|\+|\(\)|concat|flatten|merge|compact|distinct|to(?:set|list|map)|try|coalesce(?:list)?|one|sort|setunion|for|jsonencode|yamlencode)$/;
  if (passesThrough.test(datum.name)) {
    for (const argument of datum.args) {
      readInto(argument, reading, target, unknown, depth + 1);
    }
  }
  const known = /^(?:\?:|\+|\(\)|concat|merge|flatten|to(?:set|list|map)|compact|distinct|coalesce(?:list)?)$/.test(
    datum.name,
  );
  if (written.length + unknown.length === count && !known) {
    unknown.push(unknownTaint(datum.span, reading));
  }
}

function readText(datum: TextDatum, reading: Reading, written: TaintDraft[], unknown: TaintDraft[]): void {
  if (datum.isNull || datum.value === '') {
    return;
  }
  if (isOnlyTemplate(datum.value)) {
    unknown.push(unknownTaint(datum.span, reading));
    return;
  }
  if (/^\s*(?:\[\s*\{|\{\s*["'])/.test(datum.value)) {
    readJsonString(datum, reading, written);
    return;
  }
  for (const taint of readTaintStrings(datum.value)) {
    if (taint.key === null) {
      unknown.push(unknownTaint(datum.span, reading));
    } else if (taint.effect !== null || reading.strict) {
      written.push(fromString(taint, datum, reading));
    }
  }
}

/** Annotations spell a list of taints as JSON in a string. */
function readJsonString(datum: TextDatum, reading: Reading, written: TaintDraft[]): void {
  if (bracketDepth(datum.value) < 10) {
    const found: TaintDraft[] = [];
    readInto(readJsonnet(datum.value), { ...reading, strict: false }, found, [], 0);
    append(
      written,
      found.map(draft => ({ ...draft, at: datum.span, entry: datum.span })),
    );
  }
}

function fromString(taint: WrittenTaint, datum: TextDatum, reading: Reading): TaintDraft {
  const exact = datum.span.end - datum.span.start === datum.value.length;
  const at = exact ? { start: datum.span.start + taint.start, end: datum.span.start + taint.end } : datum.span;
  return {
    key: taint.key,
    value: taint.value,
    effect: taint.effect,
    at,
    entry: at,
    templated: taint.templated || datum.templated,
    startup: reading.startup,
    removal: reading.removal || taint.removal,
    trail: reading.trail,
  };
}

function readMap(map: MapDatum, reading: Reading, written: TaintDraft[], unknown: TaintDraft[], depth: number): void {
  const object = readObject(map, reading);
  if (object) {
    written.push(object);
  }
  if (object || isSchema(map)) {
    return;
  }
  for (const entry of map.entries) {
    const { value } = entry;
    if (value.kind === 'text') {
      readKeyedText(entry, value, reading, written, unknown);
    } else if (value.kind === 'map') {
      const inner = readObject(value, reading) ?? readNamedObject(entry, value, reading);
      if (inner) {
        written.push(inner);
      } else {
        // `taints = { pool = { … } }` and objects that wrap a taint.
        readMap(
          value,
          { ...reading, strict: false, trail: [...reading.trail, { map, name: entry.name }] },
          written,
          [],
          depth + 1,
        );
      }
    } else if (value.kind === 'list' && depth < DEEPEST) {
      // Keyed by pool, as in Google's module: `node_pools_taints = { all = [...] }`; or by key, as Bottlerocket does.
      const trail = [...reading.trail, { map, name: entry.name, pool: entry.name }];
      const before = written.length;
      readInto(value, { ...reading, trail }, written, unknown, depth + 1);
      if (written.length === before) {
        readKeyedList(entry, value, reading, written);
      }
    }
  }
}

/** What a JSON Schema says of taints: its defaults and examples are no declarations. */
const isSchema = (map: MapDatum): boolean =>
  /^(?:array|object|string|boolean)$/.test(textOf(fieldOf(map, 'type')) ?? '') || fieldOf(map, 'items') !== undefined;

/** `{ key, value, effect }`, in any case of the first letter. */
function readObject(map: MapDatum, reading: Reading): TaintDraft | undefined {
  const part = (name: string) => map.entries.find(entry => entry.name.toLowerCase() === name);
  const [key, value, effect] = [part('key'), part('value'), part('effect')];
  if (
    !key ||
    key.value.kind === 'map' ||
    key.value.kind === 'list' ||
    part('operator') ||
    (!effect && !value && map.entries.length > 1)
  ) {
    return undefined;
  }
  const effectText = scalarOf(effect?.value);
  const known = effectText?.templated ? null : effectOf(effectText?.text ?? '');
  if (known === null && !reading.strict && !effectText?.templated) {
    return undefined;
  }
  const keyText = scalarOf(key.value);
  const valueText = scalarOf(value?.value);
  if (keyText === undefined || (!keyText.templated && !isTaintKey(keyText.text))) {
    return undefined;
  }
  return {
    key: keyText.text,
    value: valueText === undefined || valueText.text === '' ? null : valueText.text,
    effect: known,
    at: key.value.span,
    entry: entrySpan(map, [key, value, effect]),
    templated: keyText.templated || (valueText?.templated ?? false) || (effectText?.templated ?? false),
    startup: reading.startup,
    removal: reading.removal,
    trail: reading.trail,
  };
}

/** `dedicated = { value = "x", effect = "NO_SCHEDULE" }`: the map's key is the taint's. */
function readNamedObject(entry: DatumEntry, map: MapDatum, reading: Reading): TaintDraft | undefined {
  const effect = textOf(fieldOf(map, 'effect') ?? fieldOf(map, 'Effect'));
  if (effect === undefined || effectOf(effect) === null || fieldOf(map, 'operator') || !isTaintKey(entry.name)) {
    return undefined;
  }
  const value = scalarOf(fieldOf(map, 'value') ?? fieldOf(map, 'Value'));
  return {
    key: entry.name,
    value: value?.text ?? null,
    effect: effectOf(effect),
    at: entry.nameSpan,
    entry: { start: entry.nameSpan.start, end: map.span.end },
    templated: value?.templated ?? false,
    startup: reading.startup,
    removal: reading.removal,
    trail: reading.trail,
  };
}

function entrySpan(map: MapDatum, parts: readonly (DatumEntry | undefined)[]): Span {
  const present = parts.flatMap(part => part ?? []);
  return {
    start: Math.min(map.span.start, ...present.map(part => part.nameSpan.start)),
    end: Math.max(...present.map(part => part.value.span.end), ...(map.entries.length > 0 ? [] : [map.span.end])),
  };
}

/** `key: value:Effect` (eksctl, Talos, Exoscale). */
function readKeyedText(
  entry: DatumEntry,
  text: TextDatum,
  reading: Reading,
  written: TaintDraft[],
  unknown: TaintDraft[],
): void {
  const rest = readValueAndEffect(text.value);
  if (rest && isTaintKey(entry.name)) {
    written.push({
      ...rest,
      key: entry.name,
      at: entry.nameSpan,
      entry: { start: entry.nameSpan.start, end: Math.max(entry.nameSpan.end, text.span.end) },
      templated: rest.templated || isTemplated(entry.name),
      startup: reading.startup,
      removal: reading.removal,
      trail: reading.trail,
    });
  } else if (isTemplated(entry.name) && text.templated) {
    unknown.push(unknownTaint(entry.nameSpan, reading));
  }
}

/** `key = ["value:Effect", …]`. */
function readKeyedList(
  entry: DatumEntry,
  list: Extract<Datum, { kind: 'list' }>,
  reading: Reading,
  written: TaintDraft[],
): void {
  for (const item of list.items) {
    if (item.kind === 'text') {
      readKeyedText({ ...entry, nameSpan: item.span }, item, reading, written, []);
    }
  }
}

const unknownTaint = (at: Span, reading: Reading): TaintDraft => ({
  key: null,
  value: null,
  effect: null,
  at,
  entry: at,
  templated: true,
  startup: reading.startup,
  removal: false,
  trail: reading.trail,
});

/** Terraform's `dynamic "taint"`: literals stand in `for_each`, and `content` says how the rest of them is spelled. */
function readDynamic(block: MapDatum, reading: Reading): readonly TaintDraft[] {
  const each = fieldOf(block, 'for_each');
  const literal: TaintDraft[] = [];
  const unknown: TaintDraft[] = [];
  if (each) {
    readInto(each, reading, literal, unknown, 0);
  }
  const content = block.entries.find(entry => entry.name === 'content')?.value;
  const spelled = content?.kind === 'map' ? readObject(content, reading) : undefined;
  if (spelled === undefined) {
    return unknown[0] ? [...literal, unknown[0]] : literal;
  }
  const open = !spelled.templated || unknown.length > 0 || literal.length === 0;
  return open ? [...literal, { ...spelled, entry: block.span }] : literal;
}

function scalarOf(datum: Datum | undefined): { readonly text: string; readonly templated: boolean } | undefined {
  if (datum === undefined) {
    return undefined;
  }
  if (datum.kind === 'text') {
    return datum.isNull ? { text: '', templated: false } : { text: datum.value, templated: datum.templated };
  }
  return datum.kind === 'expression' ? { text: datum.raw, templated: true } : { text: '…', templated: true };
}

/** JSON patch: `path` ends in `/taints` or in an index of it, and `value` is what would stand there. */
function visitPatchOperation(map: MapDatum, trail: Trail, harvest: Harvest): void {
  const path = textOf(fieldOf(map, 'path'));
  const value = fieldOf(map, 'value');
  const name = path === undefined ? undefined : /\/([\w-]+)(?:\/(?:-|\d+))?$/.exec(path)?.[1];
  if (path === undefined || name === undefined || value === undefined || !isTaintField(name)) {
    return;
  }
  const op = textOf(fieldOf(map, 'op'));
  if (op === 'add' || op === 'replace' || op === undefined) {
    const at = { map, name, pool: poolOfPointer(path) };
    harvest.taints.push(
      ...readTaints(value, { strict: true, startup: isStartupField(name), removal: false, trail: [...trail, at] }),
    );
  }
}

/** `/spec/topology/workers/machineDeployments/0/taints` is about `topology.workers.machineDeployments[0]`. */
const poolOfPointer = (path: string): string =>
  path
    .replace(/^\/(?:spec\/)?/, '')
    .replace(/\/?[\w-]+(?:\/-)?$/, '')
    .replace(/\/(\d+)(?=\/|$)/g, '[$1]')
    .replace(/\//g, '.');

/** `{ name, value }`: kubeadm's `kubeletExtraArgs`, the variables of a cluster class, the environment of a container. */
function visitNamedArgument(map: MapDatum, trail: Trail, harvest: Harvest): void {
  const name = textOf(fieldOf(map, 'name'));
  const value = fieldOf(map, 'value');
  if (value === undefined || map.entries.length > 3) {
    return;
  }
  if (name !== undefined && (isTaintField(name) || mentionsTaints(name))) {
    const strict = name === 'register-with-taints';
    append(harvest.taints, readTaints(value, { strict, startup: false, removal: false, trail: trail.slice(0, -1) }));
  } else if (name === 'node-labels') {
    append(harvest.labels, readLabels(value, trail));
  }
}

/** A map of labels, a list of `key=value`, one such string, `{ key, value }` blocks, or an expression of these. */
export function readLabels(datum: Datum, trail: Trail): readonly LabelDraft[] {
  const labels = labelsIn(datum, trail, 0);
  // As with taints, all that is not written out is one unknown remainder.
  const unknown = labels.find(label => label.key === null);
  return labels.filter(label => label.key !== null || label === unknown);
}

function labelsIn(datum: Datum, trail: Trail, depth: number): readonly LabelDraft[] {
  if (depth > DEEPEST) {
    return [];
  }
  switch (datum.kind) {
    case 'map':
      return keyValueLabel(datum, trail) ?? datum.entries.flatMap(entry => entryLabel(entry, trail, depth));
    case 'list':
      return datum.items.flatMap(item => labelsIn(item, trail, depth + 1));
    case 'call':
      return datum.args.flatMap(argument => labelsIn(argument, trail, depth + 1));
    case 'text':
      return datum.isNull
        ? []
        : readLabelStrings(datum.value).map(label => ({
            key: label.key,
            value: label.value,
            at: datum.span,
            templated: label.templated || datum.templated,
            trail,
            origin: 'label',
          }));
    default:
      return [{ key: null, value: null, at: datum.span, templated: true, trail, origin: 'label' }];
  }
}

function entryLabel(entry: DatumEntry, trail: Trail, depth: number): readonly LabelDraft[] {
  if (entry.name === '') {
    return labelsIn(entry.value, trail, depth + 1);
  }
  const value = scalarOf(entry.value);
  if (value === undefined || entry.value.kind === 'map' || entry.value.kind === 'list') {
    return [];
  }
  const templated = value.templated || isTemplated(entry.name);
  return [{ key: entry.name, value: value.text, at: entry.nameSpan, templated, trail, origin: 'label' }];
}

function keyValueLabel(map: MapDatum, trail: Trail): readonly LabelDraft[] | undefined {
  const [key, value] = [fieldOf(map, 'key'), fieldOf(map, 'value')];
  const name = textOf(key);
  if (key === undefined || value === undefined || name === undefined || map.entries.length !== 2) {
    return undefined;
  }
  const text = scalarOf(value);
  return [
    { key: name, value: text?.text ?? '', at: key.span, templated: text?.templated ?? false, trail, origin: 'label' },
  ];
}
