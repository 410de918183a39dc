// Members as fetch reads them: inherited ones too, since a Request may stand for options and has only getters.

export function membersOf<T extends object>(source: T | Request | null): T {
  const members: Record<string, unknown> = {}
  for (const name in source) members[name] = source[name as keyof typeof source]
  return members as T
}
