import { activation } from './activation.ts';
import { runCases } from './harness.ts';
import { nodePools } from './node-pools.ts';
import { productionFile } from './production-file.ts';

/** VS Code calls this. */
export function run(): Promise<void> {
  return runCases([...activation, ...productionFile, ...nodePools]);
}
