// Errors in Graph's format (learn.microsoft.com: Microsoft Graph error responses and resource types).
import type { ResponseError } from '../../soap/errors.ts';

/** A refusal: HTTP status, then code, message and other members of the answer's `error`. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;

  constructor(
    status: number,
    {
      code,
      message,
      headers = {},
      annotations = {},
    }: { readonly code: string; readonly message: string } & {
      readonly headers?: Readonly<Record<string, string>>;
      readonly annotations?: Readonly<Record<string, string>>;
    },
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
    this.annotations = annotations;
  }
}

export const itemNotFound = () =>
  new GraphError(404, { code: 'ErrorItemNotFound', message: 'The specified object was not found in the store.' });

export const folderNotFound = () =>
  new GraphError(404, {
    code: 'ErrorFolderNotFound',
    message: 'The specified folder could not be found in the store.',
  });

export const malformedId = () => new GraphError(400, { code: 'ErrorInvalidIdMalformed', message: 'Id is malformed.' });

export const invalidRequest = (message: string) => new GraphError(400, { code: 'ErrorInvalidRequest', message });

export const invalidProperty = (message: string) =>
  new GraphError(400, { code: 'ErrorPropertyValidationFailure', message });

/** The refusal of JSON that has the wrong form. */
export const unreadableBody = (message: string) => new GraphError(400, { code: 'RequestBodyRead', message });

export const accessDenied = () =>
  new GraphError(403, { code: 'ErrorAccessDenied', message: 'Access is denied. Check credentials and try again.' });

export const segmentNotFound = (segment: string) =>
  new GraphError(400, { code: 'BadRequest', message: `Resource not found for the segment '${segment}'.` });

export const conflict = () =>
  new GraphError(412, {
    code: 'ErrorIrresolvableConflict',
    message:
      'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.',
  });

const STATUS_OF_CODE: Readonly<Record<string, number>> = { ErrorItemNotFound: 404, ErrorQuotaExceeded: 507 };

/** A refusal of the mailbox keeps Exchange's own code. */
export const graphErrorOf = (error: ResponseError): GraphError =>
  new GraphError(STATUS_OF_CODE[error.code] ?? 400, { code: error.code, message: error.message });
