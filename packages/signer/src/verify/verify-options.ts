// What a server may ask of a signature beside that it fits.

/** @public */
export interface VerifyOptions {
  /** Epoch milliseconds. @defaultValue Date.now */
  readonly now?: (() => number) | undefined
  /** How far the signature's date may be from `now`, either way. @defaultValue 300 */
  readonly clockSkewSeconds?: number | undefined
  /** Accepts a body that the signature does not cover, as Object Storage's PutObject does. @defaultValue false */
  readonly allowUnsignedBody?: boolean | undefined
  /** Also accepts the signature in the query, as `presign` puts it. @defaultValue false */
  readonly presigned?: boolean | undefined
}
