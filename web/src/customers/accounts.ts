import type { IdentificationLevel } from '../api/types'

/** Why a desk shows no account: there is none, or the caller has not shown enough (`docs/identification.md`). */
export const whyNoAccounts = (level: IdentificationLevel) =>
  level === 'none'
    ? 'customer.noAccountsUnknown'
    : level === 'number'
      ? 'customer.accountsLater'
      : 'customer.noAccounts'
