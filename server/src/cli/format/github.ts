import type { Format } from './index.ts';

const commands = { error: 'error', warning: 'warning', info: 'notice' };

/** Workflow commands of GitHub Actions: one annotation a finding. */
export const github: Format = ({ findings }) =>
  findings
    .map(({ severity, file, line, endLine, column, endColumn, code, message }) => {
      const end = line === endLine ? `,endColumn=${Math.max(column, endColumn - 1)}` : '';
      return `::${commands[severity]} file=${property(file)},line=${line},endLine=${endLine},col=${column}${end},title=${property(code)}::${data(message)}\n`;
    })
    .join('');

const data = (text: string): string => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
const property = (text: string): string => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
