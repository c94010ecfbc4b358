import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { HclReader } from '../../server/src/core/taint/tree/hcl.ts';
import { loadHclReader } from '../../server/src/taint-hcl/load.ts';

/** The parser of Terraform's language, as the command line loads it. */
export function loadHcl(): Promise<HclReader> {
  const resolve = createRequire(import.meta.url).resolve;
  return loadHclReader({
    runtime: readFileSync(resolve('web-tree-sitter/web-tree-sitter.wasm')),
    grammar: readFileSync(resolve('@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm')),
  });
}
