import { useTranslation } from 'react-i18next'
import type { Segment, SegmentParty } from '../api/types'
import { coded, useLanguage, words } from '../i18n'
import { duration } from '../i18n/format'
import { StateMark } from '../theme/StateMark'
import type { LookName } from '../theme/states'
import { earsOf, heardByRecorded, listenersOf, type Recorded } from './segments'

const looks: Record<string, LookName> = {
  menu: 'notReady',
  queue: 'notReady',
  talk: 'talking',
  hold: 'hold',
  consult: 'hold',
  conference: 'ready',
  guided: 'talking',
}

const times = ({ fromMs, toMs }: Segment) => `${duration(fromMs)}–${duration(toMs)}`

interface Props {
  segments: readonly Segment[]
  recorded: Recorded
}

/** The stretches of the call above the waveform, on its time axis; who could hear the recorded one stands in each. */
export function SegmentBands({ segments, recorded, totalMs }: Props & { totalMs: number }) {
  const { t } = useTranslation()
  const heard = useHeard(recorded)
  const part = (ms: number) => `${(ms / totalMs) * 100}%`
  return (
    <ol className="bands" aria-label={t('stretches.title')} data-testid="bands">
      {segments.map((segment) => (
        <li
          key={segment.fromSample}
          className={`band-${segment.kind}`}
          style={{ left: part(segment.fromMs), width: part(segment.toMs - segment.fromMs) }}
          title={`${coded('stretches.kinds', segment.kind)} ${times(segment)}\n${t(`stretches.heardBy.${recorded}`)}: ${heard.by(segment)}`}
        >
          <StateMark look={looks[segment.kind] ?? 'notReady'} /> {coded('stretches.kinds', segment.kind)}
          {earsOf(segment).length > 0 && ` · ${t('stretches.ears', { count: earsOf(segment).length })}`}
          <span className="heard">
            {times(segment)}, {t(`stretches.heardBy.${recorded}`)}: {heard.by(segment)}
          </span>
        </li>
      ))}
    </ol>
  )
}

/** The same as a table: who took part in each stretch, who could hear the recorded one, whom that one heard. */
export function SegmentTable({ segments, recorded }: Props) {
  const { t } = useTranslation()
  const heard = useHeard(recorded)
  return (
    <details className="segments" data-testid="segments">
      <summary>{t('stretches.title')}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('stretches.time')}</th>
            <th scope="col">{t('stretches.kind')}</th>
            <th scope="col">{t('stretches.parties')}</th>
            <th scope="col">{t(`stretches.heardBy.${recorded}`)}</th>
            <th scope="col">{t(`stretches.hears.${recorded}`)}</th>
          </tr>
        </thead>
        <tbody>
          {segments.map((segment) => (
            <tr key={segment.fromSample} data-kind={segment.kind}>
              <td className="num" title={t('stretches.samples', { from: segment.fromSample, to: segment.toSample })}>
                {times(segment)}
              </td>
              <td>{coded('stretches.kinds', segment.kind)}</td>
              <td>{segment.parties.map(heard.name).join(t('stretches.and'))}</td>
              <td>{heard.by(segment)}</td>
              <td>{heard.what(segment)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

function useHeard(recorded: Recorded) {
  const { t } = useTranslation()
  const language = useLanguage()
  const name = ({ role, who, name: known, mode }: SegmentParty): string => {
    if (role === 'customer') return t('stretches.customer')
    const person = [who, known && words(known, language)].filter(Boolean).join(' ')
    return mode ? t('stretches.listener', { name: person, mode: coded('stretches.modes', mode) }) : person
  }
  const all = (parties: readonly SegmentParty[]) => parties.map(name).join(t('stretches.and'))
  return {
    name,
    by: (segment: Segment) => all(listenersOf(segment, recorded)) || t('stretches.nobody'),
    what: (segment: Segment) => {
      const heard = heardByRecorded(segment, recorded)
      return typeof heard === 'string' ? t(`stretches.${heard}`) : all(heard)
    },
  }
}
