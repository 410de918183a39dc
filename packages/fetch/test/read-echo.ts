// What the emulator's echo received, for tests to compare.

export interface Echo {
  readonly method: string
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  /** As latin1, so that each byte is a character. */
  readonly body: string
}

/** What the emulator's `/echo` received. */
export async function readEcho(response: Response): Promise<Echo> {
  const echo = (await response.json()) as Echo
  if (response.status !== 200) throw new Error(JSON.stringify(echo))
  return { ...echo, body: Buffer.from(echo.body, 'base64').toString('latin1') }
}
