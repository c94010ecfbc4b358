/** How a Redis Cluster of `nodes` splits up. */
export interface RedisCluster {
  /** Rounded down. */
  readonly masters: number;
  /** At least three masters, and no node left over. */
  readonly valid: boolean;
}

export function redisCluster(
  nodes: number | undefined,
  replicasPerMaster: number | undefined,
): RedisCluster | undefined {
  if (nodes === undefined || replicasPerMaster === undefined || replicasPerMaster < 0) {
    return undefined;
  }
  const masters = Math.floor(nodes / (replicasPerMaster + 1));
  return { masters, valid: masters >= 3 && nodes % (replicasPerMaster + 1) === 0 };
}
