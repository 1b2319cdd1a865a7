import { t } from 'i18next'
import { line, part, type EventWords } from '../timeline/event'

/** What the bank writes to a contact's journal (`src/Banking/Events.cs`). */
export const bankingEvents: EventWords = {
  'contact.transferSettled': line('self', '✔', (data) => t('bankingEvents.transferSettled', {
    number: data.text('number'), amount: part('amount', data.money('amountMinor')),
    outcome: part('outcome', data.coded('outcome', 'bankingOutcomes')),
  })),
  'contact.transferDeferred': line('self', '◷', (data) => t('bankingEvents.transferDeferred', {
    number: data.text('number'), amount: part('amount', data.money('amountMinor')),
    speed: data.coded('speed', 'bankingSpeeds'),
  })),
  'contact.transferArrived': line('self', '✔', (data) => t('bankingEvents.transferArrived', {
    number: data.text('number'), amount: part('amount', data.money('amountMinor')),
    outcome: part('outcome', data.coded('outcome', 'bankingArrivals')),
  })),
  'contact.transferRevoked': line('self', '↩', (data) => t('bankingEvents.transferRevoked', {
    number: data.text('number'), amount: part('amount', data.money('amountMinor')), agent: data.text('agent'),
  })),
  'contact.billReversed': line('self', '↩', (data) => t('bankingEvents.billReversed', {
    number: data.text('number'), amount: part('amount', data.money('amountMinor')),
  })),
}
