// The CDN's function, run as CloudFront runs it: a script with a function named `handler`.
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { FOLDER_INDEX_CODE } from '../../lib/infra/folder-index.ts';

interface Answer {
  readonly uri?: string;
  readonly statusCode?: number;
  readonly headers?: { readonly location: { readonly value: string } };
}

function answerTo(uri: string): Answer {
  return runInNewContext(`${FOLDER_INDEX_CODE}; handler({ request: { uri: uri } })`, { uri }) as Answer;
}

describe('an address', () => {
  it.each([
    ['/', '/index.html'],
    ['/us-east-1/24h/', '/us-east-1/24h/index.html'],
    ['/target/together__llama-3.3-70b/', '/target/together__llama-3.3-70b/index.html'],
    ['/data/v1/board.json', '/data/v1/board.json'],
    ['/samples/2026-11-22.csv.gz', '/samples/2026-11-22.csv.gz'],
    ['/assets/app-0123456789ab.js', '/assets/app-0123456789ab.js'],
    ['/404.html', '/404.html'],
    ['/.board-manifest.json', '/404'],
    ['/%2Eboard-manifest.json', '/404'],
    ['/us-east-1/.hidden/', '/404'],
  ])('%s is the file %s', (address, file) => {
    expect(answerTo(address)).toEqual({ uri: file });
  });

  it.each([
    ['/us-east-1/24h', '/us-east-1/24h/'],
    ['/target/together__llama-3.3-70b', '/target/together__llama-3.3-70b/'],
    ['/target/openai__gpt-4.1', '/target/openai__gpt-4.1/'],
    ['//evil.example/24h', '/evil.example/24h/'],
    ['/\\evil.example/24h', '/evil.example/24h/'],
  ])('%s leads to the folder %s of this host', (address, folder) => {
    expect(answerTo(address)).toMatchObject({ statusCode: 301, headers: { location: { value: folder } } });
  });
});

it('is small enough for CloudFront, which takes 10 KB', () => {
  expect(FOLDER_INDEX_CODE.length).toBeLessThan(10_240);
});
