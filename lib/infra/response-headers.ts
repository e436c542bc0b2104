// The headers that the CDN sends with every response: those of every server of the board, and HTTPS for good.
import { Duration } from 'aws-cdk-lib';
import { type HeadersReferrerPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { PUBLIC_HEADERS } from '../board/headers.ts';

export function makeResponseHeaders(scope: Construct): ResponseHeadersPolicy {
  // CloudFront has settings of their own for these; all others it takes as they are.
  const {
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': _nosniff,
    'referrer-policy': referrerPolicy,
    ...others
  } = PUBLIC_HEADERS;
  const override = true;
  return new ResponseHeadersPolicy(scope, 'Headers', {
    comment: 'What every response of the board bears.',
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy, override },
      contentTypeOptions: { override },
      referrerPolicy: { referrerPolicy: referrerPolicy as HeadersReferrerPolicy, override },
      // for this host only: what else is below its name is not ours to say
      strictTransportSecurity: { accessControlMaxAge: Duration.days(730), includeSubdomains: false, override },
    },
    // whatever a reader's own page or notebook in a browser wants to read
    corsBehavior: {
      accessControlAllowOrigins: ['*'],
      accessControlAllowMethods: ['GET', 'HEAD'],
      accessControlAllowHeaders: ['*'],
      accessControlAllowCredentials: false,
      originOverride: override,
    },
    customHeadersBehavior: {
      customHeaders: Object.entries(others).map(([header, value]) => ({ header, value, override })),
    },
  });
}
