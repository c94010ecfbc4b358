/** PgBouncer in front of PostgreSQL, for one database and user: each further pair has pools of its own. */
export interface ConnectionPool {
  readonly poolers: number;
  readonly defaultPoolSize: number;
  readonly reservePoolSize: number;
  /** max_connections of the server. */
  readonly maxConnections: number;
  /** superuser_reserved_connections; PostgreSQL's default is 3. */
  readonly superuserReserved?: number;
}

/** How many connections the poolers may open together, and whether the server has room for them. */
export function connectionDemand(
  pool: ConnectionPool | undefined,
): { readonly serverConnections: number; readonly fits: boolean } | undefined {
  if (!pool) {
    return undefined;
  }
  const serverConnections = pool.poolers * (pool.defaultPoolSize + pool.reservePoolSize);
  return { serverConnections, fits: serverConnections <= pool.maxConnections - (pool.superuserReserved ?? 3) };
}
