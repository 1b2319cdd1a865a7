import { expect, test } from 'vitest'
import { whyNoAccounts } from './accounts'

test('that somebody has no account is said only where accounts would be shown', () => {
  expect((['none', 'number', 'account', 'enquiryPin', 'transactionPin'] as const).map(whyNoAccounts)).toEqual([
    'customer.noAccountsUnknown',
    'customer.accountsLater',
    'customer.noAccounts',
    'customer.noAccounts',
    'customer.noAccounts',
  ])
})
