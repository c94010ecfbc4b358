/** `helm` stands for any chart that is none of the others. */
export type Family = 'spaces' | 'kcp' | 'kcp-operator' | 'helm';

/** The chart that values are for. */
export interface ChartInForce {
  /** `spaces`, `kcp/kcp`, `kcp-operator`, `helm` … */
  readonly id: string;
  readonly family: Family;
  /** The chart version whose settings apply. Undefined: not known (a chart without a Chart.yaml at hand). */
  readonly version: string | undefined;
}
