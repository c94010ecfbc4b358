const pages = 'https://github.com/production-values/production-values/blob/main/docs/rules';

/** The page of a rule or code. */
export const pageOf = (code: string): string => `${pages}/${code.replace('/', '-')}.md`;
