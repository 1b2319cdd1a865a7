import { t } from 'i18next'
import { line, part, type EventWords } from '../timeline/event'

/** What the bank writes to a contact's journal (`src/Banking/Events.cs`). */
export const bankingEvents: EventWords = {
  'contact.transferSettled': line('self', '✔', (data) => t('bankingEvents.transferSettled', {
    number: data.text('number'), amount: part('amount', data.money('amountMinor')),
    outcome: part('outcome', data.coded('outcome', 'bankingOutcomes')),
  })),
  'contact.billReversed': line('self', '↩', (data) => t('bankingEvents.billReversed', {
    number: data.text('number'), amount: part('amount', data.money('amountMinor')),
  })),
}
