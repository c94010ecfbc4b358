import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync, writeSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { type CheckJob, type CheckResults, checkJob } from '../cli/check.ts';
import type { CliHost } from '../cli/host.ts';
import { run } from '../cli/run.ts';
import { kindOf, nodeHost, uriOfPath } from '../workspace/node-host.ts';
import { runCommand } from './run-command.ts';

declare const __dirname: string;
declare const __filename: string;

const { version } = JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8')) as { version: string };
const { env, stdout, stderr } = process;

const host: CliHost = {
  files: nodeHost(pathToFileURL(join(__dirname, 'schemas/'))),
  cwd: uriOfPath(process.cwd()),
  uriOf: uriOfPath,
  kindOf,
  write: async (uri, text) => writeFileSync(fileURLToPath(uri), text),
  readStdin: async () => readFileSync(0, 'utf8'),
  out: text => writeAll(1, text),
  err: text => writeAll(2, text),
  colors: stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb',
  interactive: stderr.isTTY === true && !env.CI,
  now: () => performance.now(),
  run: runCommand,
  startLanguageServer: async () =>
    spawnSync(process.execPath, [join(__dirname, 'server.js'), '--stdio'], { stdio: 'inherit' }).status ?? 1,
  threads: { count: Math.min(availableParallelism(), 8), check: checkInThread },
};

/** In another thread this same file only checks what it is given. */
const running = isMainThread
  ? run(process.argv.slice(2), version, host)
  : checkJob(workerData as CheckJob, host).then(results => {
      parentPort?.postMessage(results);
      return 0;
    });
running.then(
  status => {
    process.exitCode = status;
  },
  (error: unknown) => {
    stderr.write(`production-values: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 70;
  },
);

function checkInThread(job: CheckJob): Promise<CheckResults> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(__filename, { workerData: job });
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', code => reject(new Error(`a thread ended with ${code}`)));
  });
}

/** Writes everything before the process ends, also into a pipe that is slow or closed. */
function writeAll(descriptor: number, text: string): void {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  while (at < bytes.length) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === 'EPIPE') {
        return;
      }
      if (code !== 'EAGAIN') {
        throw error;
      }
    }
  }
}
