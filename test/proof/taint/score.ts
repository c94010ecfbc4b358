import { existsSync, readFileSync } from 'node:fs';
import { readTaints } from '../../../server/src/core/taint/read.ts';
import type { DeclaredTaint, TaintFile } from '../../../server/src/core/taint/taint.ts';
import { loadHcl } from '../../support/hcl.ts';

const SHARED = new URL('../../../../shared/', import.meta.url);

export const hasCorpus = existsSync(SHARED);

interface TrueTaint {
  readonly key: string | null;
  readonly value: string | null;
  readonly effect: string | null;
  readonly span: readonly [number, number];
  readonly templated: boolean;
  readonly commented: boolean;
  readonly startup: boolean;
  readonly kind: string;
  readonly pool: string | null;
}

interface Truth {
  readonly taints: readonly TrueTaint[];
  readonly mentions: readonly { readonly line: number }[];
  readonly labels: readonly {
    readonly key: string | null;
    readonly value: string | null;
    readonly line: number;
    readonly commented: boolean;
  }[];
}

export interface Score {
  readonly kind: string;
  readonly hits: number;
  readonly missed: readonly string[];
  readonly wrong: readonly string[];
}

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** The corpus' taint sources against the list that was read by hand. */
export async function scoreCorpus(): Promise<{
  scores: readonly Score[];
  labels: Score;
  files: ReadonlyMap<string, TaintFile>;
}> {
  const hcl = await loadHcl();
  const truth: Record<string, Truth> = JSON.parse(readFileSync(new URL('facts/taints/truth.json', SHARED), 'utf8'));
  const files = new Map<string, TaintFile>();
  const scores: Score[] = [];
  const labels: { hits: number; missed: string[]; wrong: string[] } = { hits: 0, missed: [], wrong: [] };
  for (const [path, expected] of Object.entries(truth)) {
    const text = readFileSync(new URL(`corpus/${path}`, SHARED), 'utf8');
    const file = readTaints(path, text, hcl);
    files.set(path, file);
    scores.push(scoreFile(path, text, file, expected));
    scoreLabels(path, text, file, expected, labels);
  }
  return { scores, labels: { kind: 'labels', ...labels }, files };
}

function scoreFile(path: string, text: string, file: TaintFile, expected: Truth): Score {
  const wanted = expected.taints.filter(taint => !taint.commented);
  const left = new Set(file.taints);
  const missed: string[] = [];
  for (const taint of wanted) {
    const hit = [...left].find(found => matches(found, taint, lineOf(text, found.site.span.start)));
    if (hit) {
      left.delete(hit);
      if (hit.startup !== taint.startup || hit.templated !== taint.templated) {
        missed.push(`${path} FLAGS ${JSON.stringify(taint)} ${hit.startup} ${hit.templated}`);
      }
    } else {
      missed.push(`${path}:${taint.span[0]} ${taint.key}=${taint.value}:${taint.effect}`);
    }
  }
  const optional = new Set(expected.mentions.map(mention => mention.line));
  const wrong = [...left]
    .map(found => ({ found, line: lineOf(text, found.site.span.start) }))
    .filter(({ line }) => !optional.has(line))
    .map(({ found, line }) => `${path}:${line} ${found.key}=${found.value}:${found.effect} (${found.source})`);
  return { kind: wanted[0]?.kind ?? 'none', hits: wanted.length - missed.length, missed, wrong };
}

function matches(found: DeclaredTaint, taint: TrueTaint, line: number): boolean {
  const within = line >= taint.span[0] && line <= taint.span[1];
  return within && found.key === taint.key && found.value === taint.value && found.effect === taint.effect;
}

function scoreLabels(
  path: string,
  text: string,
  file: TaintFile,
  expected: Truth,
  score: { hits: number; missed: string[]; wrong: string[] },
): void {
  const left = new Set(file.labels.filter(label => label.origin === 'label'));
  for (const label of expected.labels.filter(({ commented }) => !commented)) {
    const hit = [...left].find(
      found =>
        found.key === label.key &&
        lineOf(text, found.site.span.start) === label.line &&
        (found.value ?? '') === (label.value ?? ''),
    );
    if (hit) {
      left.delete(hit);
      score.hits++;
    } else {
      score.missed.push(`${path}:${label.line} ${label.key}=${label.value}`);
    }
  }
  for (const found of left) {
    score.wrong.push(`${path}:${lineOf(text, found.site.span.start)} ${found.key}=${found.value}`);
  }
}
