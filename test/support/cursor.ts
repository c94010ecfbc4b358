/** A text with one `|` where the cursor is, taken apart. */
export function cursor(marked: string, marker = '|'): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf(marker);
  return { text: marked.slice(0, offset) + marked.slice(offset + marker.length), offset };
}
