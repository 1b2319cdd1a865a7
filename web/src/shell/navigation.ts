import type { Me, PermissionName } from '../api/types'
import { areas, type Area } from './areas'
import type { Capability, Entry, Page } from './capability'

export type EnteredPage = Page & { entry: Entry }

export const may = (me: Pick<Me, 'permissions'> | null | undefined, permission: PermissionName): boolean =>
  me?.permissions.some((granted) => granted.name === permission) ?? false

/**
 * The pages of the navigation that a user may see, in the order of the areas. The server decides; this hides what it
 * would refuse.
 */
export function pagesOf(capabilities: readonly Capability[], me: Pick<Me, 'permissions'>): EnteredPage[] {
  const order = new Map(areas.map((area, index) => [area.name, index]))
  return capabilities
    .flatMap((capability) => capability.pages)
    .filter(
      (page): page is EnteredPage =>
        page.entry !== undefined && page.permission !== undefined && may(me, page.permission),
    )
    .sort((a, b) => order.get(a.entry.area)! - order.get(b.entry.area)!)
}

export const firstPage = (capabilities: readonly Capability[], me: Pick<Me, 'permissions'>): string =>
  pagesOf(capabilities, me)[0]?.path ?? '/none'

/** The areas that have something to show, each with its pages. */
export function areasOf(pages: readonly EnteredPage[]): { area: Area; pages: EnteredPage[] }[] {
  return areas
    .map((area) => ({ area, pages: pages.filter((page) => page.entry.area === area.name) }))
    .filter((one) => one.pages.length > 0)
}

/** Pages as people look for them: a part of the Chinese, the pinyin's initials, the start of an English word; by the area's name too. */
export function findPages(pages: readonly EnteredPage[], typed: string): EnteredPage[] {
  const q = typed.trim().toLowerCase()
  if (q === '') return [...pages]
  const rank = ({ entry }: EnteredPage): number => {
    const area = areas.find((one) => one.name === entry.area)!
    const names = [entry, area]
    if (
      names.some(
        (one) => one.title.zh.startsWith(q) || one.initials.startsWith(q) || one.title.en.toLowerCase().startsWith(q),
      )
    )
      return 0
    if (
      names.some(
        (one) =>
          one.title.zh.includes(q) ||
          one.title.en
            .toLowerCase()
            .split(/\W+/)
            .some((word) => word.startsWith(q)),
      )
    )
      return 1
    return names.some((one) => one.initials.includes(q)) ? 2 : 9
  }
  return pages
    .map((page, order) => ({ page, order, rank: rank(page) }))
    .filter((found) => found.rank < 9)
    .sort((a, b) => a.rank - b.rank || a.order - b.order)
    .map((found) => found.page)
}
