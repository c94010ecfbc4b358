// CEL and RE2: a file of its own in dist/, read for the first custom rule or the first pattern of a chart's schema.
export { compileExpression, variableOf } from '../../server/src/core/config/custom-expression.ts';
export { re2 } from '../../server/src/workspace/re2.ts';
