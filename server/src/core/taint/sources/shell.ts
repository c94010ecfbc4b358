/** The here-documents of a shell script: manifests that it applies, files that it writes. */
export function hereDocuments(text: string): readonly { readonly text: string; readonly offset: number }[] {
  if (!text.includes('<<')) {
    return [];
  }
  const documents: { text: string; offset: number }[] = [];
  let word: string | undefined;
  let start = 0;
  let offset = 0;
  for (const line of text.split('\n')) {
    const end = offset + line.length + 1;
    if (word !== undefined) {
      if (line.trim() === word) {
        documents.push({ text: text.slice(start, offset), offset: start });
        word = undefined;
      }
    } else if (line.length < 2000 && !/^\s*#/.test(line)) {
      word = /<<[-~]?\s*(?:"([\w.%-]+)"|'([\w.%-]+)'|\\?([A-Za-z_%][\w.%-]*))/
        .exec(line)
        ?.slice(1)
        .find(found => found !== undefined);
      start = end;
    }
    offset = end;
  }
  return documents;
}
