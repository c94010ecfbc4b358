/** The profile that a path speaks of: some segment or part of a name says production. */
export function profileOfPath(path: string): 'production' | 'default' {
  const words = path
    .toLowerCase()
    .split(/[/\\]/)
    .flatMap(segment => segment.split(/[^a-z0-9]+/));
  return words.some(word => word === 'prod' || word === 'production' || word === 'prd' || word === 'live')
    ? 'production'
    : 'default';
}
