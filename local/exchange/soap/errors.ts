// The two refusals of EWS: a SOAP fault for the whole request, a response code for one element of it.

/** Refuses the whole request: HTTP 500 with a SOAP fault. `values` stand in MessageXml. */
export class SoapFault extends Error {
  readonly code: string;
  readonly values: Readonly<Record<string, string>>;
  constructor(code: string, message: string, values: Readonly<Record<string, string>> = {}) {
    super(message);
    this.code = code;
    this.values = values;
  }
}

/** Refuses one element of a request: a response message of class Error. `field` is the FieldURI of the error. */
export class ResponseError extends Error {
  readonly code: string;
  readonly field: string | undefined;
  constructor(code: string, message: string, field?: string) {
    super(message);
    this.code = code;
    this.field = field;
  }
}

/** The refusal of a request that departs from the schema. */
export const schemaViolation = (violation: string): SoapFault =>
  new SoapFault('ErrorSchemaValidation', `The request failed schema validation: ${violation}`);
