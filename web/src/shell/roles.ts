/** Pages by role. The server decides; this only hides what it would refuse. */
export type PageName = 'desk' | 'contacts' | 'figures'

const mayUseDesk = new Set(['agent', 'seniorAgent', 'teamLead'])

export function pagesOf(roles: readonly string[]): PageName[] {
  const pages: PageName[] = []
  if (roles.some((role) => mayUseDesk.has(role))) pages.push('desk')
  pages.push('contacts', 'figures')
  return pages
}

export const firstPage = (roles: readonly string[]): string => `/${pagesOf(roles)[0]}`
