/** What a time such as `10s`, `1m` or `1.5h` is in whole seconds, where it is one. */
export function inSeconds(text: string): number | undefined {
  const [, amount = '', unit = ''] =
    /^\s*(\d{1,6}(?:\.\d{1,3})?)\s*(s|sec|secs|seconds?|m|min|mins|minutes?|h|hours?)?\s*$/.exec(text) ?? [];
  const seconds = Number(amount) * (unit.startsWith('m') ? 60 : unit.startsWith('h') ? 3600 : 1);
  return amount !== '' && Number.isInteger(seconds) ? seconds : undefined;
}
