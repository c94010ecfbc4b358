/** The bounds of a Service's sessionAffinityConfig.clientIP.timeoutSeconds: up to one day. */
export const sessionAffinityTimeout = { minimum: 1, maximum: 86_400, default: 10_800 } as const;

export const isSessionAffinityTimeout = (seconds: number): boolean =>
  Number.isInteger(seconds) && seconds >= sessionAffinityTimeout.minimum && seconds <= sessionAffinityTimeout.maximum;
