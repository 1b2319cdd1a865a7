import { useTranslation } from 'react-i18next'
import type { Segment, SegmentParty } from '../api/types'
import { coded, useLanguage, words } from '../i18n'
import { duration } from '../i18n/format'
import { StateMark } from '../theme/StateMark'
import type { LookName } from '../theme/states'
import { earsOf, heardByCustomer, listenersOf } from './segments'

const looks: Record<string, LookName> = {
  menu: 'notReady',
  queue: 'notReady',
  talk: 'talking',
  hold: 'hold',
  consult: 'hold',
  conference: 'ready',
}

const times = ({ fromMs, toMs }: Segment) => `${duration(fromMs)}–${duration(toMs)}`

/** The stretches of the call above the waveform, on its time axis; who could hear the customer stands in each. */
export function SegmentBands({ segments, totalMs }: { segments: readonly Segment[]; totalMs: number }) {
  const { t } = useTranslation()
  const heard = useHeard()
  const part = (ms: number) => `${(ms / totalMs) * 100}%`
  return (
    <ol className="bands" aria-label={t('segments.title')} data-testid="bands">
      {segments.map((segment) => (
        <li
          key={segment.fromSample}
          className={`band-${segment.kind}`}
          style={{ left: part(segment.fromMs), width: part(segment.toMs - segment.fromMs) }}
          title={`${coded('segments.kinds', segment.kind)} ${times(segment)}\n${t('segments.heardBy')}: ${heard.by(segment)}`}
        >
          <StateMark look={looks[segment.kind] ?? 'notReady'} /> {coded('segments.kinds', segment.kind)}
          {earsOf(segment).length > 0 && ` · ${t('segments.ears', { count: earsOf(segment).length })}`}
          <span className="heard">
            {times(segment)}, {t('segments.heardBy')}: {heard.by(segment)}
          </span>
        </li>
      ))}
    </ol>
  )
}

/** The same as a table: who took part in each stretch, who could hear the customer, whom the customer heard. */
export function SegmentTable({ segments }: { segments: readonly Segment[] }) {
  const { t } = useTranslation()
  const heard = useHeard()
  return (
    <details className="segments" data-testid="segments">
      <summary>{t('segments.title')}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('segments.time')}</th>
            <th scope="col">{t('segments.kind')}</th>
            <th scope="col">{t('segments.parties')}</th>
            <th scope="col">{t('segments.heardBy')}</th>
            <th scope="col">{t('segments.hears')}</th>
          </tr>
        </thead>
        <tbody>
          {segments.map((segment) => (
            <tr key={segment.fromSample} data-kind={segment.kind}>
              <td className="num" title={t('segments.samples', { from: segment.fromSample, to: segment.toSample })}>
                {times(segment)}
              </td>
              <td>{coded('segments.kinds', segment.kind)}</td>
              <td>{segment.parties.map(heard.name).join(t('segments.and'))}</td>
              <td>{heard.by(segment)}</td>
              <td>{heard.customer(segment)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

function useHeard() {
  const { t } = useTranslation()
  const language = useLanguage()
  const name = ({ role, who, name: known, mode }: SegmentParty): string => {
    if (role === 'customer') return t('segments.customer')
    const person = [who, known && words(known, language)].filter(Boolean).join(' ')
    return mode ? t('segments.listener', { name: person, mode: coded('segments.modes', mode) }) : person
  }
  const all = (parties: readonly SegmentParty[]) => parties.map(name).join(t('segments.and'))
  return {
    name,
    by: (segment: Segment) => all(listenersOf(segment)) || t('segments.nobody'),
    customer: (segment: Segment) => {
      const heard = heardByCustomer(segment)
      return typeof heard === 'string' ? t(`segments.${heard}`) : all(heard)
    },
  }
}
