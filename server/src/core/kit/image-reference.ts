/** `registry/repository:tag@digest`. Source: github.com/distribution/reference. */
export interface ImageReference {
  /** Only what stands before the first slash and looks like a host: `ghcr.io`, `localhost`, `registry:5000`. */
  readonly registry: string | undefined;
  /** Without registry, tag and digest. */
  readonly repository: string;
  readonly tag: string | undefined;
  /** With its algorithm: `sha256:…`. */
  readonly digest: string | undefined;
  /** The same reference may mean another image tomorrow: no digest, and no tag or `latest`. */
  readonly mutable: boolean;
}

/** Undefined for text that is no image, among it templates. */
export function parseImageReference(text: string): ImageReference | undefined {
  const match = text.length > 1024 ? null : /^([^\s@{}$]+)(?:@([A-Za-z0-9+._-]+:[0-9a-fA-F]+))?$/.exec(text);
  const [, named = '', digest] = match ?? [];
  const lastSegment = named.lastIndexOf('/') + 1;
  const colon = named.indexOf(':', lastSegment);
  const name = colon < 0 ? named : named.slice(0, colon);
  const tag = colon < 0 ? undefined : named.slice(colon + 1);
  if (name.slice(lastSegment) === '' || (tag !== undefined && !/^\w[\w.-]{0,127}$/.test(tag))) {
    return undefined;
  }
  const registry = registryOf(name);
  return {
    registry,
    repository: registry === undefined ? name : name.slice(registry.length + 1),
    tag,
    digest,
    mutable: digest === undefined && (tag === undefined || tag === 'latest'),
  };
}

function registryOf(name: string): string | undefined {
  const slash = name.indexOf('/');
  const host = name.slice(0, Math.max(0, slash));
  return host === 'localhost' || /[.:]/.test(host) ? host : undefined;
}
