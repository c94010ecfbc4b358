import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

export function median(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Milliseconds of each of several works, medians of `rounds` after `warmUp` (the engine compiles what it meets often). Each begins with a clean heap: none pays for another's garbage. */
export async function timesOf<Name extends string>(
  rounds: number,
  works: Readonly<Record<Name, (round: number) => unknown>>,
  warmUp = 15,
): Promise<Readonly<Record<Name, number>>> {
  const medians = new Map<string, number>();
  for (const [name, work] of Object.entries<(round: number) => unknown>(works)) {
    const times: number[] = [];
    collectGarbage();
    for (let round = 0; round < warmUp + rounds; round++) {
      const start = performance.now();
      await work(round);
      times.push(performance.now() - start);
    }
    medians.set(name, median(times.slice(warmUp)));
  }
  return Object.fromEntries(medians) as Record<Name, number>;
}

/** Bytes in use, after what can go has gone. */
export async function memoryInUse(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    collectGarbage();
    await new Promise(resolve => setTimeout(resolve, 10));
  }
  return process.memoryUsage().heapUsed;
}
