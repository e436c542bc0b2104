// What every server of the board sends with a file, said once: the local server and the CDN both take it from here.

/** No inline script or style, nothing from elsewhere: what a page shows of a provider's text can never act. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Sent with every response, whatever its status. */
export const SECURITY_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** Sent by the public site: its data, badges and images are there for other sites too. A local board is nobody else's. */
export const PUBLIC_HEADERS = {
  ...SECURITY_HEADERS,
  'cross-origin-resource-policy': 'cross-origin',
} as const;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  svg: 'image/svg+xml',
  xml: 'application/xml; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  png: 'image/png',
  gz: 'application/gzip',
  parquet: 'application/vnd.apache.parquet',
};

/** The content type of a published file, by its ending. */
export function contentTypeOf(path: string): string {
  if (path === 'feed.xml') return 'application/atom+xml; charset=utf-8';
  return CONTENT_TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
}

const FOR_EVER = 'public, max-age=31536000, immutable';
const AN_HOUR = 'public, max-age=3600';
// A browser asks each time (the answer is a 304 mostly); a CDN may keep the file for a minute.
const FRESH = 'public, max-age=0, s-maxage=60, must-revalidate';

/** The cache rule of a published file: assets bear a hash in their name, schemas change seldom, the rest is live. */
export function cacheControlOf(path: string): string {
  if (path.startsWith('assets/')) return FOR_EVER;
  if (path.startsWith('data/v1/schema/') || path === 'favicon.svg') return AN_HOUR;
  return FRESH;
}
