// What the clients of Oracle's SDK ask of an HTTP client, by shape: nothing of oci-common is imported.

/**
 * A request as the clients of Oracle's SDK compose it: `HttpRequest` of oci-common is one.
 *
 * @public
 */
export interface OciHttpRequest {
  readonly method: string
  /** Absolute, with the query as the SDK joined it. */
  readonly uri: string
  readonly headers: Headers
  /** A string, bytes, a `Blob`, a Node `Readable` or a web stream. */
  readonly body?: unknown
}

/**
 * What `new IdentityClient({ httpClient })` and every other client of Oracle's SDK takes: `HttpClient` of oci-common, as far as it
 * matters. The SDK passes names of the service and the operation besides, which say nothing that the request does not.
 *
 * @public
 */
export interface OciHttpClient {
  /**
   * @param excludeBody - leave the body out of the signature, as the SDK asks for where the service allows it
   * @returns the response as it came: the SDK reads its status
   */
  send(request: OciHttpRequest, excludeBody?: boolean): Promise<Response>
}
