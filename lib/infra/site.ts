// The public page: a private bucket that the publisher writes and only the CDN reads.
import { Aws, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  type DistributionProps,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { AwsSettings } from '../domain/config.ts';
import { boardBucket } from '../names/names.ts';
import { FOLDER_INDEX_CODE } from './folder-index.ts';
import { makeResponseHeaders } from './response-headers.ts';

/** Emptied by `npm run destroy`, which knows its name; all that is in it can be published anew. */
export function makeBucket(scope: Construct, region: string): Bucket {
  const bucket = new Bucket(scope, 'Board', {
    bucketName: boardBucket(Aws.ACCOUNT_ID, region),
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions-S1',
    reason: 'Only the publisher writes and only the CDN reads; a log of public files would cost more than it tells.',
  });
  return bucket;
}

export function makeDistribution(scope: Construct, bucket: Bucket, domain: AwsSettings['domain']): Distribution {
  const behavior = behaviorOf(scope, bucket);
  const distribution = new Distribution(scope, 'Page', {
    comment: 'Photofinish: the board.',
    defaultRootObject: 'index.html',
    defaultBehavior: { ...behavior, cachePolicy: livePolicy(scope) },
    additionalBehaviors: {
      // long-lived, and they say so themselves
      'assets/*': { ...behavior, cachePolicy: CachePolicy.CACHING_OPTIMIZED },
      'data/v1/schema/*': { ...behavior, cachePolicy: CachePolicy.CACHING_OPTIMIZED },
    },
    // a bucket that may not be listed answers 403 for what is not there
    errorResponses: [403, 404].map((httpStatus) => ({
      httpStatus,
      responseHttpStatus: 404,
      responsePagePath: '/404.html',
      ttl: Duration.seconds(60),
    })),
    httpVersion: HttpVersion.HTTP2_AND_3,
    // Europe and North America; others are served from there
    priceClass: PriceClass.PRICE_CLASS_100,
    ...(domain === null ? {} : ownAddress(scope, domain)),
  });
  acknowledge(distribution, domain);
  return distribution;
}

function behaviorOf(scope: Construct, bucket: Bucket): Omit<BehaviorOptions, 'cachePolicy'> {
  const folders = new EdgeFunction(scope, 'FolderIndex', {
    comment: 'Finds the index.html of a folder.',
    code: FunctionCode.fromInline(FOLDER_INDEX_CODE),
    runtime: FunctionRuntime.JS_2_0,
  });
  return {
    origin: S3BucketOrigin.withOriginAccessControl(bucket as IBucket),
    allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
    viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    responseHeadersPolicy: makeResponseHeaders(scope),
    compress: true,
    functionAssociations: [{ function: folders, eventType: FunctionEventType.VIEWER_REQUEST }],
  };
}

/** Pages and data: each file says how long it may be kept (lib/board/headers.ts); one that does not, a minute. */
function livePolicy(scope: Construct): CachePolicy {
  return new CachePolicy(scope, 'Live', {
    comment: 'Pages and data, as long as they say themselves.',
    minTtl: Duration.seconds(0),
    defaultTtl: Duration.seconds(60),
    maxTtl: Duration.days(1),
    enableAcceptEncodingGzip: true,
    enableAcceptEncodingBrotli: true,
  });
}

function ownAddress(scope: Construct, domain: NonNullable<AwsSettings['domain']>): Partial<DistributionProps> {
  return {
    domainNames: [domain.name],
    certificate: Certificate.fromCertificateArn(scope, 'Certificate', domain.certificateArn),
    minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
  };
}

function acknowledge(distribution: Distribution, domain: AwsSettings['domain']): void {
  const reasons: Readonly<Record<string, string>> = {
    CFR1: 'The board is for readers everywhere.',
    CFR2: 'Static public files from a private bucket: there is nothing behind the page that a request could reach.',
    CFR3: 'Readers are not recorded.',
    ...(domain === null && {
      CFR4: "CloudFront's own host name leaves no choice; a domain of one's own gets TLS 1.2.",
    }),
  };
  for (const [rule, reason] of Object.entries(reasons)) {
    Validations.of(distribution).acknowledge({ id: `AwsSolutions-${rule}`, reason });
  }
}
