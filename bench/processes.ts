import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startClient } from '../test/protocol/client.ts';
import { largeValues } from '../test/protocol/large-values.ts';
import { chartTree } from './documents.ts';
import { median } from './measure.ts';
import { root } from './ours.ts';

/** Milliseconds from the start of the server's process to the diagnostics of a file of 200 KB, over stdio. */
export async function startToDiagnostics(runs: number): Promise<number> {
  const text = largeValues(200_000);
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    await using client = await startClient();
    client.open('values.yaml', text);
    await client.published('values.yaml', 1);
    times.push(performance.now() - start);
  }
  return median(times);
}

export interface FileRates {
  readonly files: number;
  /** Values files a second. */
  readonly ours: number;
  /** Undefined when there is no helm. */
  readonly helm: number | undefined;
}

/** The command line over a tree of charts, and `helm lint` on some of the same files, one process a file as it works. */
export function fileRates(charts: number): FileRates {
  const folder = mkdtempSync(join(tmpdir(), 'production-values-bench-'));
  try {
    for (const [name, content] of Object.entries(chartTree(charts))) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    const seconds = median(
      [0, 1, 2].map(() => secondsOf(process.execPath, [join(root, 'dist/cli.js'), 'check', folder])),
    );
    const stages = ['development', 'staging', 'production'];
    const lints = stages.map(stage =>
      secondsOf('helm', ['lint', join(folder, 'chart0'), '-f', join(folder, `chart0/values-${stage}.yaml`)]),
    );
    const helm = lints.some(Number.isNaN) ? undefined : 1 / median(lints);
    return { files: charts * 4, ours: (charts * 4) / seconds, helm };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** NaN when there is no such program. */
function secondsOf(program: string, args: readonly string[]): number {
  const start = performance.now();
  const { error } = spawnSync(program, args, { stdio: 'ignore' });
  return error ? Number.NaN : (performance.now() - start) / 1000;
}
