import { NotificationType, RequestType } from 'vscode-languageclient';

/** What our server answers beyond the standard protocol. */

interface DocumentParams {
  readonly uri: string;
}

export interface ProductChoice {
  /** As in settings and comments: `spaces`, `kcp/kcp`. */
  readonly id: string;
  readonly title: string;
  /** Newest first. */
  readonly versions: readonly string[];
}

export interface FileStatus {
  /** Absent when the file is no values file as far as anyone can tell. */
  readonly product?: {
    readonly id: string;
    readonly title: string;
    readonly version?: string;
    /** What told the product: a setting, a comment, the chart beside the file, its keys … */
    readonly why?: string;
  };
  /** URIs or names of the layers below this file, lowest first. */
  readonly layers: readonly string[];
  readonly profile: string;
  readonly products: readonly ProductChoice[];
}

export const statusRequest = new RequestType<DocumentParams, FileStatus | null, void>('productionValues/status');
export const statusChanged = new NotificationType<DocumentParams>('productionValues/statusChanged');
export const effectiveRequest = new RequestType<DocumentParams, { readonly text: string } | null, void>(
  'productionValues/effective',
);

export interface ClusterTaintsParams {
  /** URI of the folder whose configuration the taints are for. */
  readonly folder: string;
}

/** `text`: the configuration with the taints in it; as it was when it has all of them already. */
export type ClusterTaints =
  | { readonly problem: string }
  | {
      readonly nodes: number;
      /** `key=value:Effect` and the pool, for people. */
      readonly taints: readonly string[];
      readonly uri: string;
      readonly before: string | null;
      readonly text: string;
    };

/** Runs kubectl. Sent only when the user asked for it. */
export const clusterTaintsRequest = new RequestType<ClusterTaintsParams, ClusterTaints | null, void>(
  'productionValues/clusterTaints',
);
