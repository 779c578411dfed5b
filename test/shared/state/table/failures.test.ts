// Outages, bugs of ours and missing rows are distinguished, and no message repeats content.
import { RestError } from '@azure/data-tables';
import { describe, expect, it } from 'vitest';
import { isMissingRow, refusal, storageFailure } from '../../../../shared/state/table/failures.ts';
import { StoreUnavailable } from '../../../../shared/sync/ports/store.ts';

const rest = (statusCode: number | undefined, errorCode: string) => {
  const error = new RestError('the title of an event', statusCode === undefined ? {} : { statusCode });
  error.details = { errorCode };
  return error;
};

describe('storageFailure', () => {
  it.each([undefined, 401, 403, 404, 408, 409, 429, 500, 503])('takes status %s for an outage', (status) => {
    expect(storageFailure(rest(status, 'Code'))).toBeInstanceOf(StoreUnavailable);
  });

  it.each([400, 405, 411, 413, 415])('takes status %s for a bug of ours', (status) => {
    expect(storageFailure(rest(status, 'Code'))).not.toBeInstanceOf(StoreUnavailable);
  });

  it('puts status and code into the message, not the text of the service', () => {
    expect(storageFailure(rest(503, 'ServerBusy')).message).toBe('storage failed: 503 ServerBusy');
    expect(storageFailure(new TypeError('the title of an event')).message).toBe('storage failed: no answer TypeError');
    expect(storageFailure('thrown text').message).toBe('storage failed: no answer unknown');
  });
});

describe('refusal', () => {
  it('names status and error code', () => {
    expect(refusal(400, 'InvalidInput').message).toBe('storage refused a request: 400 InvalidInput');
  });
});

describe('isMissingRow', () => {
  it('is true for a missing row and false for a missing table', () => {
    expect(isMissingRow(rest(404, 'ResourceNotFound'))).toBe(true);
    expect(isMissingRow(rest(404, 'TableNotFound'))).toBe(false);
    expect(isMissingRow(rest(500, 'ResourceNotFound'))).toBe(false);
    expect(isMissingRow(new Error('404'))).toBe(false);
  });
});
