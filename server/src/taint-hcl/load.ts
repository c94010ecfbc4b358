import { Language, type Node, Parser } from 'web-tree-sitter';
import type { HclNode, HclReader } from '../core/taint/tree/hcl.ts';

/** The two WebAssembly modules: web-tree-sitter's own and the grammar's (`tree-sitter-hcl.wasm`). Bytes, wherever the host has them from. */
export interface HclModules {
  readonly runtime: Uint8Array;
  readonly grammar: Uint8Array;
}

/** Loads the HCL parser once; parsing is synchronous from then on. */
export async function loadHclReader(modules: HclModules): Promise<HclReader> {
  await Parser.init({ wasmBinary: modules.runtime });
  const parser = new Parser();
  parser.setLanguage(await Language.load(modules.grammar));
  return { parse: text => parseWith(parser, text) };
}

function parseWith(parser: Parser, text: string): HclNode {
  const tree = parser.parse(text);
  if (tree === null) {
    throw new Error('the HCL parser returned no tree');
  }
  try {
    return plainTree(tree.rootNode);
  } finally {
    // The tree lives outside the garbage collector's reach.
    tree.delete();
  }
}

interface Growing {
  readonly type: string;
  readonly span: HclNode['span'];
  readonly children: Growing[];
}

/** Copies the named nodes, without recursion: a hostile file may nest as deep as it likes. */
function plainTree(root: Node): HclNode {
  const cursor = root.walk();
  const top: Growing = {
    type: cursor.nodeType,
    span: { start: cursor.startIndex, end: cursor.endIndex },
    children: [],
  };
  const parents: Growing[] = [top];
  try {
    if (!cursor.gotoFirstChild()) {
      return top;
    }
    for (;;) {
      const parent = parents.at(-1) ?? top;
      const node: Growing = {
        type: cursor.nodeType,
        span: { start: cursor.startIndex, end: cursor.endIndex },
        children: [],
      };
      if (cursor.nodeIsNamed) {
        parent.children.push(node);
      }
      if (cursor.gotoFirstChild()) {
        parents.push(node);
        continue;
      }
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent() || parents.length === 1) {
          return top;
        }
        parents.pop();
      }
    }
  } finally {
    cursor.delete();
  }
}
