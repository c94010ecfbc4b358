import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { run } from '../cli/run.ts';
import { kindOf, nodeHost, uriOfPath } from '../workspace/node-host.ts';
import { runCommand } from './run-command.ts';

declare const __dirname: string;

const { version } = JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8')) as { version: string };
const { env, stdout, stderr } = process;

run(process.argv.slice(2), version, {
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
}).then(
  status => {
    process.exitCode = status;
  },
  (error: unknown) => {
    stderr.write(`production-values: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 70;
  },
);

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
