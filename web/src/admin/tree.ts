import type { OrgUnit } from '../api/types'

export interface UnitNode {
  unit: OrgUnit
  below: UnitNode[]
}

/** Units as they stand below each other, each level by its path. */
export function treeOf(units: readonly OrgUnit[]): UnitNode[] {
  const nodes = new Map(units.map((unit) => [unit.id, { unit, below: [] as UnitNode[] }]))
  const top: UnitNode[] = []
  for (const node of nodes.values()) (nodes.get(node.unit.parentId ?? '')?.below ?? top).push(node)
  return top
}

/** People in a unit and in all below it. */
export const peopleBelow = (node: UnitNode): number =>
  node.unit.users + node.below.reduce((sum, below) => sum + peopleBelow(below), 0)

/** Where a unit may not be moved to: itself and all below it. */
export const isWithin = (unit: OrgUnit, above: OrgUnit): boolean =>
  unit.path === above.path || unit.path.startsWith(`${above.path}/`)

/** What may stand below what, as the centre decides it; empty is the top. */
export const kindsBelow = (parent: OrgUnit['kind'] | ''): readonly string[] =>
  ({
    '': ['headOffice'],
    headOffice: ['branch', 'site', 'team'],
    branch: ['branch', 'site', 'team'],
    site: ['team'],
    team: ['team'],
  })[parent as string] ?? []

/** A unit's name with those above it, so that two teams of one name are told apart. */
export function fullName(path: string, units: readonly OrgUnit[], name: (unit: OrgUnit) => string): string {
  const above = units.filter((unit) => path === unit.path || path.startsWith(`${unit.path}/`))
  return above.length === 0 ? path : above.map(name).join(' › ')
}
