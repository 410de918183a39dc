// Takes a JWT apart into its three parts, trusting none of them.

export type Claims = Readonly<Record<string, unknown>>

export interface ParsedJwt {
  readonly header: Claims
  readonly claims: Claims
  /** What the signature covers. */
  readonly content: Buffer
  readonly signature: Buffer
}

export const jwtContent = (header: object, claims: object): string => `${encode(header)}.${encode(claims)}`

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

const JWT = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/

export function parseJwt(token: string): ParsedJwt | undefined {
  const parts = JWT.exec(token)
  const [header, claims] = [parseJson(parts?.[1]), parseJson(parts?.[2])]
  if (parts === null || header === undefined || claims === undefined) return undefined
  const content = Buffer.from(`${parts[1]}.${parts[2]}`)
  return { header, claims, content, signature: Buffer.from(parts[3] ?? '', 'base64url') }
}

function parseJson(part: string | undefined): Claims | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'))
    return typeof parsed === 'object' && parsed !== null ? (parsed as Claims) : undefined
  } catch {
    return undefined
  }
}
