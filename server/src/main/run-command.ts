import { execFile } from 'node:child_process';
import type { CommandOutcome, RunCommand } from '../workspace/cluster.ts';

/** Runs a program of this machine: no shell, nothing on its standard input, killed at the limits. */
export const runCommand: RunCommand = (command, args, { milliseconds, bytes }) =>
  new Promise<CommandOutcome>(resolve => {
    const options = {
      timeout: milliseconds,
      killSignal: 'SIGKILL',
      maxBuffer: bytes,
      windowsHide: true,
      encoding: 'utf8',
    } as const;
    const child = execFile(command, args, options, (error, stdout, stderr) => {
      const code: unknown = error?.code;
      resolve(
        !error
          ? { kind: 'done', stdout }
          : code === 'ENOENT'
            ? { kind: 'missing' }
            : code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER'
              ? { kind: 'too-large' }
              : error.killed
                ? { kind: 'too-slow' }
                : { kind: 'failed', stderr: stderr.trim() === '' ? error.message : stderr },
      );
    });
    child.stdin?.end();
  });
