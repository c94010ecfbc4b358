import type { JsonValue, ProductionAdvice } from '../product/table.ts';

/** The part of JSON Schema draft-07 that is written and read here, with our own `x-` keywords. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly $id?: string;
  readonly $ref?: string;
  readonly $comment?: string;
  readonly title?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly JsonValue[];
  readonly const?: JsonValue;
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly default?: JsonValue;
  readonly deprecated?: boolean;
  readonly deprecationMessage?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly contains?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly propertyNames?: JsonSchema;
  readonly minProperties?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly not?: JsonSchema;
  readonly if?: JsonSchema;
  readonly then?: JsonSchema;
  readonly else?: JsonSchema;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
  /** The version that brought the setting; absent when it was there from the first recorded version on. */
  readonly 'x-since'?: string;
  readonly 'x-production'?: ProductionAdvice;
  /** The form of a scalar, see forms.ts. */
  readonly 'x-form'?: string;
  /** In the chart's values, but read by no template. */
  readonly 'x-unused'?: boolean;
}
