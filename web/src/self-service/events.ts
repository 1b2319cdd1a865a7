import { t } from 'i18next'
import { coded } from '../i18n/coded'
import { line, part, technical, type EventData, type EventWords } from '../timeline/event'

const most = 6

/** Prompts by their words; of many the first. */
function prompts(data: EventData): string {
  const said = data.list('prompts').map((name) => coded('prompts', name))
  return said.slice(0, most).join(' ') + (said.length > most ? '…' : '')
}

const money = (data: EventData) => part('amount', data.money('amountMinor'))

/** What the keypad's entries say (`src/SelfService/Notes.cs`). */
export const selfServiceEvents: EventWords = {
  'contact.prompted': technical('self', '♪', (data) => t('selfServiceEvents.prompted', { prompts: prompts(data) })),
  'contact.keyed': technical('self', '#', (data) =>
    t('selfServiceEvents.keyed', {
      key: data.text('key'),
      atNode: part('atNode', data.coded('node', 'nodes')),
    }),
  ),
  'contact.digits': technical('self', '#', (data) =>
    t('selfServiceEvents.digits', {
      count: Number(data.text('count')),
      atNode: part('atNode', data.coded('node', 'nodes')),
      end: part('outcome', data.coded('end', 'keyedEnds')),
    }),
  ),
  'contact.node': line('self', '›', (data) => t('selfServiceEvents.node', { node: data.coded('node', 'nodes') })),
  'contact.language': line('self', '›', (data) =>
    t('selfServiceEvents.language', { language: data.coded('language', 'languages') }),
  ),
  'contact.pinEntered': line('self', '✱', (data) =>
    t('selfServiceEvents.pinEntered', {
      pin: data.coded('pin', 'pins'),
      right: data.coded('end', 'pinEnds') || coded('pinEnds', data.is('right') ? 'right' : 'wrong'),
      failures: part('failures', (data.number('failures') ?? 0) > 0 ? data.text('failures') : ''),
    }),
  ),
  'contact.operatorKeyed': line('self', '✱', (data) =>
    t('selfServiceEvents.operatorKeyed', { right: coded('pinEnds', data.is('right') ? 'right' : 'wrong') }),
  ),
  'contact.pinRenewed': line('self', '✱', (data) =>
    t('selfServiceEvents.pinRenewed', {
      pin: data.coded('pin', 'pins'),
      end: coded('pinRenewals', data.text('end')),
    }),
  ),
  'contact.service': line('self', '✔', (data) =>
    t('selfServiceEvents.service', {
      item: data.coded('item', 'services'),
      outcome: part('outcome', data.coded('outcome', 'outcomes')),
      amount: money(data),
      number: part('number', data.text('number') || data.text('reference')),
    }),
  ),
  'contact.transferTold': line('self', '♪', (data) =>
    t('selfServiceEvents.transferTold', {
      number: data.text('number'),
      amount: money(data),
      outcome: part('outcome', data.coded('outcome', 'transferOutcomes')),
    }),
  ),
}
