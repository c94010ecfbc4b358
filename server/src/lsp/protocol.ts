import { NotificationType, type Position, RequestType } from 'vscode-languageserver';

/** What is answered beyond the standard protocol; client/src/protocol.ts says the same. */

export interface DocumentParams {
  readonly uri: string;
  /** Of the cursor: which values of a manifest with several. */
  readonly position?: Position;
}

export interface ProductChoice {
  readonly id: string;
  readonly title: string;
  /** Newest first. */
  readonly versions: readonly string[];
}

export interface FileStatus {
  /** Absent when the file is no values file as far as anyone can tell. */
  readonly product?: { readonly id: string; readonly title: string; readonly version?: string; readonly why?: string };
  /** URIs of the layers below this file, lowest first. */
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
