import { collect } from '../collect.ts';
import { type Findings, type FoundLabel, type FoundTaint, placedTaint } from '../finding.ts';
import { effectOf, readLabelStrings, readTaintString, readTaintStrings, type WrittenTaint } from '../notation.ts';
import type { TaintSource } from '../taint.ts';
import { isOnlyTemplate, isTemplated, mask, maskValue } from '../template.ts';
import { bracketDepth } from '../tree/datum.ts';
import { readJsonnet } from '../tree/jsonnet.ts';

/**
 * What command lines say, in scripts, Makefiles, CI files, cloud-init, unit files and any string that is a command:
 * `kubectl taint`, `kubectl label`, and the options by which kubelet, K3s and the clouds' tools get taints and labels.
 * The text comes without comments. All reading is line by line, so nothing hostile makes it slow.
 */
export function readCommandLines(text: string): Findings {
  const taints: FoundTaint[] = [];
  const labels: FoundLabel[] = [];
  for (const line of logicalLines(text)) {
    if (/taint/i.test(line.text)) {
      taints.push(...optionTaints(line), ...variableTaints(line), ...kubectlTaints(line), ...patchTaints(line));
    }
    if (/label/i.test(line.text)) {
      labels.push(...optionLabels(line), ...kubectlLabels(line));
    }
  }
  return { taints, labels, pools: [] };
}

const LONGEST_LINE = 20_000;

/** A line with its continuations; continuation marks are blank, so offsets stay true. */
interface Line {
  readonly text: string;
  readonly masked: string;
  readonly offset: number;
}

function* logicalLines(text: string): Iterable<Line> {
  let start = 0;
  while (start < text.length) {
    let end = lineEnd(text, start);
    while (end < text.length && isContinued(text, start, end) && end - start < LONGEST_LINE) {
      end = lineEnd(text, end + 1);
    }
    if (end - start <= LONGEST_LINE && /taint|label/i.test(text.slice(start, end))) {
      const joined = text.slice(start, end).replace(/[\\`]\r?\n/g, joint => ' '.repeat(joint.length));
      yield { text: joined, masked: mask(joined), offset: start };
    }
    start = end + 1;
  }
}

const lineEnd = (text: string, from: number): number => {
  const newline = text.indexOf('\n', from);
  return newline === -1 ? text.length : newline;
};

function isContinued(text: string, start: number, end: number): boolean {
  const last = text[end - 1] === '\r' ? end - 2 : end - 1;
  const before = text[last - 1] ?? '';
  // PowerShell's mark is the backtick, which a shell has at the end of a line only right behind a command.
  return last > start && ((text[last] === '\\' && before !== '\\') || (text[last] === '`' && /[ \t]/.test(before)));
}

interface Found {
  readonly source: TaintSource;
  readonly pool: string | null;
  readonly startup?: boolean;
}

function taintFrom(written: WrittenTaint, offset: number, found: Found): FoundTaint {
  const at = { start: offset + written.start, end: offset + written.end };
  return {
    key: written.key,
    value: written.value,
    effect: written.effect,
    at,
    entry: at,
    templated: written.templated,
    startup: false,
    removal: written.removal,
    source: found.source,
    pool: found.pool,
    group: found.pool ?? `line ${offset}`,
  };
}

/** With the effect left to the reader (`<effect>`) it is how to write a taint, not one. */
const isClear = (taint: WrittenTaint): boolean =>
  taint.key !== null && (taint.effect !== null || (taint.templated && !taint.effectIsPlaceholder));

/** The value of an option: up to white space or the quote around it. Returns where it stands in the line. */
function optionValue(line: Line, from: number): { text: string; start: number; end: number } {
  // An option that stands within a template (`{{ '--node-taint …' if … }}`) is read as it is written.
  const visible = line.masked[from - 2] === line.text[from - 2] ? line.masked : line.text;
  const quoted = /["']/.test(visible[from] ?? '');
  const start = quoted ? from + 1 : from;
  const stop = quoted ? /["'\\]/ : /[\s"'`;|&)\]\\]/;
  let end = start;
  while (end < visible.length && !stop.test(visible[end] ?? '')) {
    end++;
  }
  // k3d says behind an `@` which of its nodes an argument is for.
  const text = line.text.slice(start, end).replace(/,+$|@(?:server|agent|all)(?::.*)?$/, '');
  return { text, start, end };
}

const TAINT_OPTION =
  /(?:(?<![\w-])--(?:(?:k3s-)?node-taints?|register-with-taints|(?:node-pool-|worker-|system-)?taints?)(?:=|[ \t]+)|(?<![\w-])(?:register-with-taints|node-taint)=|(?<=["'])taint=)/g;

/** `--node-taints a=b:NoSchedule,c=d:NoExecute`, `--register-with-taints=…`, `--taints key=…,value=…,effect=…`. */
function optionTaints(line: Line): readonly FoundTaint[] {
  const found: FoundTaint[] = [];
  for (const match of line.text.matchAll(TAINT_OPTION)) {
    const option = match[0].trim();
    const loose = /--(?:[\w-]+-)?taints?=?$/.test(option) && !/node-taint/.test(option);
    let value = optionValue(line, match.index + match[0].length);
    const place = { source: sourceOfOption(option, line.text), pool: poolOfCommand(line.text, match.index) };
    const shorthand = awsShorthand(value.text, value.start);
    if (shorthand) {
      found.push(taintFrom(shorthand, line.offset, place));
      continue;
    }
    for (let first = true; first || moreFollows(line, value); first = false) {
      if (!first) {
        value = optionValue(line, nextWord(line, value.end));
      }
      const taints = readTaintStrings(value.text, value.start);
      found.push(
        ...taints
          .filter(taint => isClear(taint) || (taint.key === null && !loose && first))
          .map(taint => taintFrom({ ...taint, removal: false }, line.offset, place)),
      );
    }
  }
  return found;
}

function nextWord(line: Line, from: number): number {
  const skipped = /^["']?\s+/.exec(line.text.slice(from, from + 200));
  return from + (skipped?.[0].length ?? 0);
}

/** az takes several taints as words: `--node-taints a=b:NoSchedule c=d:NoSchedule`. */
function moreFollows(line: Line, value: { end: number }): boolean {
  const next = nextWord(line, value.end);
  if (next === value.end || next >= line.text.length || line.text[next] === '-') {
    return false;
  }
  const taint = readTaintString(optionValue(line, next).text);
  return taint !== undefined && taint.effect !== null;
}

/** The AWS command line's shorthand: `key=dedicated,value=gpu,effect=NO_SCHEDULE`. */
function awsShorthand(text: string, start: number): WrittenTaint | undefined {
  const parts = new Map(
    text.split(',').map(part => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)] as const),
  );
  const [key, effect] = [parts.get('key'), effectOf(parts.get('effect') ?? '')];
  if (key === undefined || effect === null) {
    return undefined;
  }
  const value = parts.get('value') ?? null;
  return {
    key,
    value,
    effect,
    templated: isTemplated(text),
    effectIsPlaceholder: false,
    removal: false,
    start,
    end: start + text.length,
  };
}

const sourceOfOption = (option: string, line: string): TaintSource =>
  /(?:node-taint|^register-with-taints)[= ]?$/.test(option) &&
  (/node-taint/.test(option) || /k3s|rke2/.test(line)) &&
  !/gcloud|\baz\b/.test(line)
    ? /rke2/i.test(line)
      ? 'rke2'
      : 'k3s'
    : /\beksctl\b/.test(line)
      ? 'eksctl'
      : 'other';

/** `node-pools create NAME`, `nodepool add --name NAME`. */
function poolOfCommand(line: string, before: number): string | null {
  const window = line.slice(Math.max(0, before - 2000), Math.min(line.length, before + 2000));
  const match =
    /\b(?:node-?pools?|nodegroups?|machinepools?|clusters)\s+(?:create|add|update)\s+["']?([A-Za-z0-9$<{][^\s"'`]*)/.exec(
      window,
    ) ??
    /\s(?:--name|--nodepool-name|--nodegroup-name|--node-pool-name|-n)[ =]["']?([A-Za-z0-9$<{][^\s"'`]*)/.exec(window);
  return match?.[1] ?? null;
}

const TAINT_VARIABLE = /(?:^|[\s"'(])([A-Z][A-Z0-9_]*TAINTS?)=/g;

/** `NODEPOOL_TAINTS=a=b:NoSchedule`, as environment files and scripts set it. */
function variableTaints(line: Line): readonly FoundTaint[] {
  return [...line.text.matchAll(TAINT_VARIABLE)].flatMap(match => {
    const value = optionValue(line, match.index + match[0].length);
    const taints = readTaintStrings(value.text, value.start);
    // A shell variable alone, or nothing that is clearly a taint, is plumbing.
    return taints.some(isClear)
      ? taints
          .filter(taint => !taint.removal && (isClear(taint) || taint.key === null))
          .map(taint => taintFrom(taint, line.offset, { source: 'other', pool: null }))
      : [];
  });
}

const LABEL_OPTION =
  /(?:(?<![\w-])--(?:node-labels?|k3s-node-label)(?:=|[ \t]+)|(?<![\w-])(?:node-labels|node-label)=|(?:^|[\s"'(])NODE_?(?:POOL_)?LABELS?=)/g;

function optionLabels(line: Line): readonly FoundLabel[] {
  return [...line.text.matchAll(LABEL_OPTION)].flatMap(match => {
    const value = optionValue(line, match.index + match[0].length);
    const pool = poolOfCommand(line.text, match.index);
    const source = sourceOfOption(match[0].trim().replace('label', 'taint'), line.text);
    return readLabelStrings(value.text, value.start).map(label => labelFrom(label, line.offset, pool, source));
  });
}

const labelFrom = (
  label: { key: string | null; value: string | null; templated: boolean; start: number; end: number },
  offset: number,
  pool: string | null,
  source: TaintSource,
): FoundLabel => ({
  key: label.key,
  value: label.value,
  at: { start: offset + label.start, end: offset + label.end },
  templated: label.templated,
  origin: 'label',
  source,
  pool,
  group: pool ?? `line ${offset}`,
});

/** A word of a command, without its quotes. */
interface Word {
  readonly text: string;
  readonly start: number;
  readonly quoted: boolean;
}

/** The commands of a line as words; `;`, `|`, `&&` and the like end one. Commands in quotes follow as commands of their own. */
function commandsOf(text: string, offset: number, depth = 0): readonly (readonly Word[])[] {
  const masked = mask(text);
  const commands: Word[][] = [];
  const inner: (readonly Word[])[] = [];
  let words: Word[] = [];
  let at = 0;
  while (at < text.length) {
    const letter = masked[at] ?? '';
    if (/[\s,[\]()]/.test(letter)) {
      at++;
    } else if (/[;|&]/.test(letter)) {
      commands.push(words);
      words = [];
      at++;
    } else {
      const end = wordEnd(masked, at);
      const word = unquotedWord(text.slice(at, end), offset + at);
      words.push(word);
      if (
        word.quoted &&
        depth < 2 &&
        /\b(?:taint|label)\b/.test(word.text) &&
        /\s/.test(word.text) &&
        !isSpeech(words[0])
      ) {
        inner.push(...commandsOf(word.text, word.start, depth + 1));
      }
      at = Math.max(end, at + 1);
    }
  }
  commands.push(words);
  return [...commands, ...inner];
}

function wordEnd(masked: string, from: number): number {
  let at = from;
  while (at < masked.length && !/[\s;|&)\]]/.test(masked[at] ?? '')) {
    const letter = masked[at];
    if (letter === '"' || letter === "'" || letter === '`') {
      const close = masked.indexOf(letter, at + 1);
      at = close === -1 ? at + 1 : close + 1;
      if (masked[at] === ',') {
        return at;
      }
    } else {
      at++;
    }
  }
  return at;
}

function unquotedWord(raw: string, start: number): Word {
  const quote = raw[0];
  const quoted = raw.length > 1 && (quote === '"' || quote === "'" || quote === '`') && raw.endsWith(quote);
  return quoted
    ? { text: raw.slice(1, -1), start: start + 1, quoted }
    : { text: raw.replace(/["']/g, ''), start, quoted: /["']/.test(raw) };
}

/** What is only printed is no command. */
const isSpeech = (word: Word | undefined): boolean =>
  /^@?(?:echo|printf|print|log\w*|info|warn\w*|error|die|fail|say|note|description:?|msg:?|message:?)$/i.test(
    word?.text ?? '',
  );

const PROSE =
  /^(?:use|uses|using|run|running|runs|via|with|the|a|an|by|like|and|or|to|see|e\.g\.|execute|command|from|of|is|name:|description:|title:|msg:|message:)$/i;

/** The words after `kubectl … taint`, without options; undefined when the command is none. */
function argumentsOf(words: readonly Word[], verb: 'taint' | 'label'): readonly Word[] | undefined {
  const program = words.findIndex(
    word =>
      /(?:^|[/{$ .])(?:kubectl|oc|k)(?:\.exe)?\}{0,2}$|KUBECTL|kubectl/.test(word.text) &&
      !/\s/.test(maskValue(word.text)),
  );
  const command = words.findIndex((word, index) => index > program && word.text === verb);
  if (program === -1 || command === -1 || isSpeech(words[0])) {
    return undefined;
  }
  const before = words[program - 1];
  const between = words.slice(program + 1, command);
  const plainProgram =
    /^["'{$]*(?:oc|k)\b/.test(words[program]?.text ?? '') && words[program]?.text.length !== 0 && program !== 0;
  const prose =
    before !== undefined && PROSE.test(before.text) && !(before.text.endsWith(':') && /^run:$/i.test(before.text));
  const optionsOnly = between.every(
    (word, index) =>
      word.text.startsWith('-') ||
      between[index - 1]?.text.startsWith('-') ||
      /kubectl|^adm$/.test(word.text) ||
      isTemplated(word.text),
  );
  return prose || !optionsOnly || (plainProgram && PROSE.test(before?.text ?? ''))
    ? undefined
    : words.slice(command + 1);
}

const TAKES_VALUE =
  /^(?:-l|--selector|--context|--kubeconfig|-n|--namespace|--cluster|--user|--field-selector|--field-manager|-o|--output|-f|--filename)$/;

/** Positional words, and whether a selector or `--all` stands for the names. */
function positionals(words: readonly Word[]): { readonly names: readonly Word[]; readonly selector: string | null } {
  const names: Word[] = [];
  let selector: string | null = null;
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (!word) {
      continue;
    }
    if (/^(?:#|>|<$|2>|1>)/.test(word.text)) {
      break;
    }
    if (word.text.startsWith('-')) {
      if (word.text === '--all' || /^(?:-l|--selector)/.test(word.text)) {
        selector = word.text.includes('=') ? word.text : `${word.text} ${words[at + 1]?.text ?? ''}`.trim();
      }
      at += TAKES_VALUE.test(word.text) ? 1 : 0;
    } else {
      names.push(word);
    }
  }
  return { names, selector };
}

const NODE_WORD = /^(?:nodes?|no)(?:$|\/)/i;

function kubectlTaints(line: Line): readonly FoundTaint[] {
  return commandsOf(line.text, line.offset).flatMap(words => {
    const given = argumentsOf(words, 'taint');
    if (given === undefined) {
      return [];
    }
    const { names, selector } = positionals(given);
    return taintsGiven(
      names.filter((word, index) => index > 0 || !/^(?:nodes?|no)$/i.test(word.text)),
      selector,
    );
  });
}

function taintsGiven(words: readonly Word[], selector: string | null): readonly FoundTaint[] {
  const targets: string[] = [];
  const found: FoundTaint[] = [];
  for (const word of words) {
    const taint = readTaintString(word.text, word.start);
    const known =
      taint &&
      (taint.removal ||
        taint.effect !== null ||
        (taint.templated && isClear(taint) && /[:=]/.test(maskValue(word.text))));
    if (taint && known && !NODE_WORD.test(word.text)) {
      found.push(taintFrom(taint, 0, { source: 'kubectl', pool: targets.join(' ') || selector }));
    } else {
      targets.push(word.text);
    }
  }
  const last = words.at(-1);
  const named = targets.length > 1 || selector !== null;
  if (found.length === 0 && last && named && isOnlyTemplate(last.text)) {
    const unknown = {
      key: null,
      value: null,
      effect: null,
      templated: true,
      effectIsPlaceholder: false,
      removal: false,
      start: last.start,
      end: last.start + last.text.length,
    };
    found.push(taintFrom(unknown, 0, { source: 'kubectl', pool: targets.slice(0, -1).join(' ') || selector }));
  }
  return found;
}

/** `kubectl patch node … -p '{"spec":{"taints":[…]}}'`. */
function patchTaints(line: Line): readonly FoundTaint[] {
  if (!/\bpatch\b/.test(line.text)) {
    return [];
  }
  return commandsOf(line.text, line.offset).flatMap(words =>
    words
      .filter(
        word => /^\s*[[{]/.test(word.text) && /"taints?"|\/taints/.test(word.text) && bracketDepth(word.text) < 20,
      )
      .flatMap(word => {
        const pool = words[words.findIndex(({ text }) => NODE_WORD.test(text)) + 1]?.text ?? null;
        const at = { start: word.start, end: word.start + word.text.length };
        return collect(readJsonnet(word.text)).taints.map(draft => ({
          ...placedTaint(draft, pool, 'kubectl'),
          at,
          entry: at,
        }));
      }),
  );
}

function kubectlLabels(line: Line): readonly FoundLabel[] {
  return commandsOf(line.text, line.offset).flatMap(words => {
    const given = argumentsOf(words, 'label');
    const { names, selector } = positionals(given ?? []);
    const [resource, ...others] = names;
    if (resource === undefined || !NODE_WORD.test(resource.text)) {
      return [];
    }
    const targets = others.filter(word => !word.text.includes('=') && !word.text.endsWith('-')).map(word => word.text);
    const pool = targets.join(' ') || (resource.text.includes('/') ? resource.text : selector);
    return others
      .filter(word => word.text.includes('='))
      .flatMap(word => readLabelStrings(word.text, word.start).map(label => labelFrom(label, 0, pool, 'kubectl')));
  });
}
