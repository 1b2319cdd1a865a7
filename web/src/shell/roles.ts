/** Pages by role (domain §C.5). The server decides; this only hides what it would refuse. */
export type PageName = 'desk' | 'contacts' | 'figures'

const users: Record<PageName, ReadonlySet<string>> = {
  desk: new Set(['agent', 'seniorAgent', 'teamLead', 'branchAgent']),
  contacts: new Set(['agent', 'seniorAgent', 'teamLead', 'floorManager', 'evaluator', 'marketing', 'risk', 'operations', 'branchAgent']),
  figures: new Set([
    'agent', 'seniorAgent', 'teamLead', 'floorManager', 'evaluator', 'trainer', 'knowledgeEditor', 'planner', 'risk', 'voucherKeeper',
    'operations', 'branchAgent', 'auditor',
  ]),
}

export const pagesOf = (roles: readonly string[]): PageName[] =>
  (['desk', 'contacts', 'figures'] as const).filter((page) => roles.some((role) => users[page].has(role)))

export const firstPage = (roles: readonly string[]): string => `/${pagesOf(roles)[0] ?? 'none'}`
