/** What a workspace needs of the machine. Paths are URIs (`file:///…`, `vscode-vfs://…`). Nothing is ever written through it. */
export interface Host {
  /** Undefined: there is no such file. */
  readonly read: (uri: string) => Promise<FileText | undefined>;
  /** The bytes of a packed chart; undefined when there is no such file or it is over 64 MB. */
  readonly readBytes?: (uri: string) => Promise<Uint8Array | undefined>;
  /** The entries of a folder; none when it does not exist. Links are listed as such and not followed. */
  readonly list: (uri: string) => Promise<readonly FolderEntry[]>;
  /** The address of a file or folder after links are followed; itself when there is none. Absent: there are no links. */
  readonly real?: (uri: string) => Promise<string>;
  /** Parsed JSON that ships with the product: `products/spaces.json`, `kubernetes.json`. */
  readonly asset: (name: string) => Promise<unknown>;
  /** The two WebAssembly modules that read Terraform files; absent: Terraform files are skipped, with a note. */
  readonly hclModules?: () => Promise<{ readonly runtime: Uint8Array; readonly grammar: Uint8Array }>;
}

export type FileText = { readonly text: string } | { readonly problem: FileProblem };

/** `binary`: a NUL byte or no UTF-8. `too-large`: over the limit of `maximalBytes`. `unreadable`: the system refused. */
export interface FileProblem {
  readonly kind: 'binary' | 'too-large' | 'unreadable';
  readonly message: string;
}

export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link';
}

/** Values files over this many bytes are not read. */
export const maximalBytes = 5 * 1024 * 1024;
