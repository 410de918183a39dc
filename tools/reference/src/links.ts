// Links of comments to other modules. TypeDoc looks for a name in the module of the comment alone, and TypeScript sees no link after
// `@throws`; but a name is one library's own, so that it says by itself where it leads.
import type { CommentDisplayPart, ProjectReflection, Reflection } from 'typedoc'

/** Sets the target of each link that names an export of any module. */
export function linkAcrossModules(project: ProjectReflection): void {
  const exports = (project.children ?? []).flatMap((module) => module.children ?? [])
  const named = new Map(exports.filter((one) => !one.isReference()).map((one) => [one.name, one]))
  for (const part of Object.values(project.reflections).flatMap(partsOf)) {
    if (part.kind !== 'inline-tag' || part.tag !== '@link' || part.target) continue
    const target = named.get(part.text)
    if (target) part.target = target
  }
}

function partsOf({ comment }: Reflection): readonly CommentDisplayPart[] {
  return comment ? [...comment.summary, ...comment.blockTags.flatMap((tag) => tag.content)] : []
}
