import { t } from 'i18next'
import { line, type EventWords } from '../timeline/event'

/** What a transfer with an agent writes to a contact's journal (`src/Assisted/Events.cs`, `src/Banking/Events.cs`). */
export const assistedEvents: EventWords = {
  'contact.readBack': line('talk', '▤', (data) => t('assistedEvents.keyed', {
    agent: data.text('agent'), words: data.text('readBack'),
  })),
  'contact.transferConfirmed': line('talk', '✔', () => t('assistedEvents.confirmed')),
  'contact.transferDropped': line('alarm', '✘', (data) => t('assistedEvents.dropped', {
    why: data.coded('why', 'assistedEnds'),
  })),
  'contact.operatorProved': line('talk', '✔', (data) => t('assistedEvents.operatorProved', {
    name: data.text('name'), mandate: data.coded('mandate', 'operatorMandates'),
  })),
  'contact.operatorRefused': line('alarm', '✘', () => t('assistedEvents.operatorRefused')),
  'contact.secondAsked': line('wait', '◆', (data) => t('assistedEvents.secondAsked', {
    number: data.text('number'), amount: data.money('amountMinor'),
  })),
  'contact.secondDecided': line('wait', '◆', (data) => t('assistedEvents.secondDecided', {
    number: data.text('number'), outcome: data.coded('outcome', 'assistedStates'), by: data.text('by'),
    note: data.text('note'),
  })),
  'contact.transferMade': line('talk', '✔', (data) => t('assistedEvents.made', {
    number: data.text('number'), outcome: data.coded('outcome', 'assistedResults'), amount: data.money('amountMinor'),
    why: data.text('reason') ? data.coded('reason', 'assistedEnds') : '',
  })),
}
