import pc from 'picocolors';
import { wrap } from './format/text.ts';

/** Our own Markdown (headings, emphasis, code, links, lists) as a terminal shows it. */
export function terminalMarkdown(markdown: string, colors: boolean): string {
  const color = pc.createColors(colors);
  let inCode = false;
  const lines = markdown.split('\n').flatMap(line => {
    if (line.startsWith('```')) {
      inCode = !inCode;
      return [];
    }
    if (inCode) {
      return [`    ${line}`];
    }
    const heading = /^#+ (.*)$/.exec(line);
    return heading?.[1] !== undefined
      ? [color.bold(heading[1].toUpperCase())]
      : wrap(line, 100).map(part => inline(part, color));
  });
  return `${lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`;
}

const inline = (text: string, color: ReturnType<typeof pc.createColors>): string =>
  text
    .replace(/~~\*\*([^*]+)\*\*~~/g, (_, name: string) => color.strikethrough(name))
    .replace(/\*\*([^*]+)\*\*/g, (_, bold: string) => color.bold(bold))
    .replace(/`([^`]+)`/g, (_, code: string) => color.cyan(code))
    .replace(/\[([^\]]+)\]\((https?:[^)]+)\)/g, (_, label: string, url: string) => `${label}: ${url}`)
    .replace(/<(https?:[^>]+)>/g, '$1');
