import { describe, expect, it } from 'vitest';
import { isWebPage } from '../../../shared/net/webPage.ts';

const page = (body: string, contentType?: string, status = 200) =>
  isWebPage({ status, body, headers: contentType === undefined ? {} : { 'content-type': contentType } });

describe('isWebPage', () => {
  it.each([
    ['<!DOCTYPE html><title>Sign in</title>', undefined],
    ['\uFEFF\r\n  <html lang="en">', 'text/plain'],
    ['Sign in', 'text/html; charset=utf-8'],
    ['<x/>', 'application/xhtml+xml'],
  ])('%s of type %s is one', (body, contentType) => {
    expect(page(body, contentType)).toBe(true);
  });

  it.each([
    ['<?xml version="1.0"?><s:Envelope/>', 'text/xml'],
    ['{"value":"<html>"}', 'application/json'],
    ['<htmlish/>', undefined],
    ['', 'text/html'],
  ])('%s of type %s is none', (body, contentType) => {
    expect(page(body, contentType)).toBe(false);
  });

  it('the page of a refusal is judged by its status', () => {
    expect([302, 401, 403, 404, 500].map((status) => page('<html>', 'text/html', status))).not.toContain(true);
  });
});
