import { Gunzip, strFromU8 } from 'fflate';
import type { ChartFiles } from './chart.ts';

/** What stops the reading of a package: archives come from strangers, and a small one may unpack to anything. */
export interface PackageLimits {
  /** Of everything unpacked, packages within the package included. */
  readonly bytes: number;
  readonly entries: number;
  /** Packages within packages. */
  readonly depth: number;
}

export const packageLimits: PackageLimits = { bytes: 64 * 1024 * 1024, entries: 20_000, depth: 4 };

export interface PackedChart {
  readonly files: ChartFiles | undefined;
  /** Why there are no files, or not all of them. */
  readonly problem?: string;
}

/**
 * Reads a packed chart (`.tgz`, as `helm package` and `helm dependency` write it).
 * `folder` is the URI that the files are said to lie below, ending in `/`.
 */
export function readPackedChart(bytes: Uint8Array, folder = '', limits: PackageLimits = packageLimits): PackedChart {
  const budget = { bytes: limits.bytes, entries: limits.entries };
  return readWithin(bytes, folder, limits.depth, budget);
}

interface Budget {
  bytes: number;
  entries: number;
}

const tooLarge = 'This package unpacks to more than is read.';

function readWithin(bytes: Uint8Array, folder: string, depth: number, budget: Budget): PackedChart {
  const tar = gunzip(bytes, budget);
  if (typeof tar === 'string') {
    return { files: undefined, problem: tar };
  }
  const entries = new Map<string, Uint8Array>();
  let complete = true;
  for (const { name, content } of entriesOf(tar)) {
    if (budget.entries-- <= 0) {
      complete = false;
      break;
    }
    const path = withoutFirstFolder(name);
    if (path !== undefined) {
      entries.set(path, content);
    }
  }
  const problems = complete ? [] : [tooLarge];
  const files = chartOf(entries, folder, depth, budget, problems);
  const problem = problems[0] ?? (files ? undefined : 'This package holds no Chart.yaml.');
  return { files, ...(problem !== undefined && { problem }) };
}

/** Compressed bytes handed over at once: they unpack to a thousand times as many at most. */
const chunkSize = 8 * 1024;

function gunzip(bytes: Uint8Array, budget: Budget): Uint8Array | string {
  const parts: Uint8Array[] = [];
  let length = 0;
  const stream = new Gunzip(part => {
    parts.push(part);
    length += part.length;
  });
  try {
    for (let at = 0; at < bytes.length; at += chunkSize) {
      stream.push(bytes.subarray(at, at + chunkSize), at + chunkSize >= bytes.length);
      if (length > budget.bytes) {
        return tooLarge;
      }
    }
  } catch (error) {
    return `This package cannot be unpacked: ${error instanceof Error ? error.message : String(error)}.`;
  }
  budget.bytes -= length;
  return joined(parts, length);
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const blockSize = 512;

/** The regular files of a tar archive (ustar, with the long names of GNU and pax). */
function* entriesOf(tar: Uint8Array): Iterable<{ readonly name: string; readonly content: Uint8Array }> {
  let longName: string | undefined;
  for (let at = 0; at + blockSize <= tar.length; ) {
    const header = tar.subarray(at, at + blockSize);
    const size = numberAt(header, 124, 12);
    const name = longName ?? nameOf(header);
    const type = String.fromCharCode(header[156] ?? 0);
    const content = tar.subarray(at + blockSize, at + blockSize + size);
    if (size < 0 || content.length < size || header.every(byte => byte === 0)) {
      return;
    }
    longName = undefined;
    if (type === 'L') {
      longName = textIn(content);
    } else if (type === 'x') {
      longName = paxPath(textIn(content));
    } else if (type === '0' || type === '\0') {
      yield { name, content };
    }
    at += blockSize + Math.ceil(size / blockSize) * blockSize;
  }
}

function nameOf(header: Uint8Array): string {
  const prefix = textIn(header.subarray(345, 500));
  const name = textIn(header.subarray(0, 100));
  const isUstar = textIn(header.subarray(257, 262)) === 'ustar';
  return isUstar && prefix !== '' ? `${prefix}/${name}` : name;
}

/** Octal digits; anything else (sizes of more than 8 GiB are written in binary) is refused. */
function numberAt(header: Uint8Array, start: number, length: number): number {
  const text = textIn(header.subarray(start, start + length)).trim();
  return /^[0-7]{1,11}$/.test(text) ? Number.parseInt(text, 8) : text === '' ? 0 : -1;
}

function textIn(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return strFromU8(end === -1 ? bytes : bytes.subarray(0, end));
}

const paxPath = (records: string): string | undefined => /(?:^|\n)\d+ path=([^\n]*)/.exec(records)?.[1];

/** Below the folder that the package holds; undefined for what would lie outside of it. */
function withoutFirstFolder(name: string): string | undefined {
  const segments = name.replace(/^(?:\.\/)+/, '').split('/');
  const strange = segments.some(segment => segment === '' || segment === '.' || segment === '..');
  return strange || segments.length < 2 || /[\\\0]|^[A-Za-z]:/.test(name) ? undefined : segments.slice(1).join('/');
}

function chartOf(
  entries: ReadonlyMap<string, Uint8Array>,
  folder: string,
  depth: number,
  budget: Budget,
  problems: string[],
): ChartFiles | undefined {
  const text = (path: string): string | undefined => {
    const content = entries.get(path);
    return content && strFromU8(content).replace(/^\uFEFF/, '');
  };
  const chartYaml = text('Chart.yaml');
  if (chartYaml === undefined) {
    return undefined;
  }
  const [valuesYaml, schemaJson, requirementsYaml] = [
    text('values.yaml'),
    text('values.schema.json'),
    text('requirements.yaml'),
  ];
  const templates = [...entries.keys()]
    .filter(path => path.startsWith('templates/'))
    .map(path => ({ path, text: text(path) ?? '' }));
  return {
    folder,
    chartYaml,
    ...(valuesYaml !== undefined && { valuesYaml }),
    ...(schemaJson !== undefined && { schemaJson }),
    ...(requirementsYaml !== undefined && { requirementsYaml }),
    templates,
    subcharts: depth > 0 ? subchartsOf(entries, folder, depth - 1, budget, problems) : [],
  };
}

/** Folders and packages under `charts/`; Helm passes over names that begin with `_` or `.`. */
function subchartsOf(
  entries: ReadonlyMap<string, Uint8Array>,
  folder: string,
  depth: number,
  budget: Budget,
  problems: string[],
): readonly ChartFiles[] {
  const folders = new Map<string, Map<string, Uint8Array>>();
  const found: ChartFiles[] = [];
  for (const [path, content] of entries) {
    const [, name, rest] = /^charts\/([^_./][^/]*)(?:\/(.+))?$/.exec(path) ?? [];
    if (name === undefined) {
      continue;
    }
    if (rest !== undefined) {
      const inside = folders.get(name) ?? new Map<string, Uint8Array>();
      folders.set(name, inside.set(rest, content));
    } else if (name.endsWith('.tgz')) {
      const { files, problem } = readWithin(content, `${folder}${path}/`, depth, budget);
      found.push(...(files ? [files] : []));
      problems.push(...(problem === undefined ? [] : [`${path}: ${problem}`]));
    }
  }
  for (const [name, inside] of folders) {
    const files = chartOf(inside, `${folder}charts/${name}/`, depth, budget, problems);
    found.push(...(files ? [files] : []));
  }
  return found;
}
