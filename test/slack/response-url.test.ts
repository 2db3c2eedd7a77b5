import { describe, expect, it } from 'vitest';
import { isAllowedResponseUrl } from '../../adapters/slack/response-url.ts';

const slack = 'https://slack.com/api/';

describe('a response_url', () => {
  it.each([
    'https://hooks.slack.com/actions/T1/1/abc',
    'https://hooks.slack-gov.com/commands/T1/1/abc',
    'https://slack.com/api/respond',
  ])('is called on %s', (url) => {
    expect(isAllowedResponseUrl(url, slack)).toBe(true);
  });

  it.each([
    'http://hooks.slack.com/actions/T1/1/abc',
    'https://hooks.slack.com:8443/actions',
    'https://hooks.slack.com@evil.example/',
    'https://user:word@hooks.slack.com/',
    'https://evilslack.com/',
    'https://hooks.slack.com.evil.example/',
    'http://127.0.0.1:3000/',
    'http://localhost/',
    'http://[::1]/',
    'http://169.254.169.254/latest/meta-data',
    'http://2130706433/',
    'file:///etc/passwd',
    'not an address',
    '',
  ])('B22: a response_url is not called on %s', (url) => {
    expect(isAllowedResponseUrl(url, slack)).toBe(false);
  });

  it('is called on the origin of another API', () => {
    const api = 'https://slack.test.example:8443/api/';

    expect(isAllowedResponseUrl('https://slack.test.example:8443/response/1', api)).toBe(true);
    expect(isAllowedResponseUrl('https://slack.test.example/response/1', api)).toBe(false);
    expect(isAllowedResponseUrl('http://127.0.0.1/response/1', api)).toBe(false);
  });

  it('is called on every address of this machine while the API is one of them', () => {
    const api = 'http://127.0.0.1:4010/slack/api/';

    expect(isAllowedResponseUrl('http://localhost:4010/slack/response/1', api)).toBe(true);
    expect(isAllowedResponseUrl('http://[::1]:4011/slack/response/1', api)).toBe(true);
    expect(isAllowedResponseUrl('http://169.254.169.254/', api)).toBe(false);
    expect(isAllowedResponseUrl('https://hooks.slack.com/actions/1', api)).toBe(false);
    expect(isAllowedResponseUrl('ftp://127.0.0.1/', api)).toBe(false);
  });
});
